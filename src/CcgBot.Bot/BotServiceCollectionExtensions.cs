using CcgBot.Bot.Authentication;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Endpoints;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;
using CcgBot.Conversations;
using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>Puts the bot into a host.</summary>
public static class BotServiceCollectionExtensions
{
    /// <summary>
    /// Adds the turn handler and what it stands on, with settings from section <c>Bot</c> (and <c>Web:PublicUrl</c> for links). The
    /// host adds a <see cref="BotEngine"/> itself.
    /// </summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotOptions>().Bind(configuration.GetSection("Bot")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        AddLibrary(services);
        AddTurns(services);
        AddRendering(services, configuration);
        AddConnector(services);
        return services;
    }

    private static void AddLibrary(IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Database);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Articles);
        services.TryAddSingleton<AnswerQuestion>(provider => provider.GetRequiredService<BotEngine>().Answerer.AnswerAsync);
        services.TryAddSingleton<PromptStarters>(provider => provider.GetRequiredService<IOptions<BotOptions>>().Value.PromptStarters is { Length: > 0 } set
            ? _ => Task.FromResult<IReadOnlyList<string>>(set)
            : provider.GetRequiredService<BotEngine>().Suggestions.StartersAsync);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Evidence);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Feedback);
        services.TryAddSingleton(provider => Options.Create(provider.GetRequiredService<BotEngine>().Settings.Conversations));
        services.TryAddSingleton<ConversationStore>();
    }

    private static void AddTurns(IServiceCollection services)
    {
        services.TryAddSingleton<DeliveryLog>();
        services.TryAddSingleton<ParagraphViews>();
        services.TryAddSingleton<GreetingTurn>();
        services.TryAddSingleton<QuestionTurn>();
        services.TryAddSingleton<InvokeTurn>();
        services.TryAddSingleton<TurnHandler>();
        services.TryAddSingleton<RunningTurns>();
        services.AddHostedService(provider => provider.GetRequiredService<RunningTurns>());
        services.AddHostedService<InterruptedTurns>();
        services.AddHostedService<RetentionSweep>();
    }

    private static void AddRendering(IServiceCollection services, IConfiguration configuration)
    {
        services.TryAddSingleton(provider => new RenderingOptions(
            configuration.GetValue<Uri>("Web:PublicUrl"), provider.GetRequiredService<IOptions<BotOptions>>().Value.SensitivityLabel));
        services.TryAddSingleton<ChannelRenderers>();
    }

    private static void AddConnector(IServiceCollection services)
    {
        services.TryAddSingleton<IBotTokens>(provider => provider.GetRequiredService<IOptions<BotOptions>>().Value switch
        {
            { Credential: CredentialKind.None } => new NoBotTokens(),
            { Credential: CredentialKind.ManagedIdentity } identity => ManagedIdentityBotTokens.Create(identity),
            var options => EntraBotTokens.Create(options),
        });

        // One client each for the whole life: a redirect could carry the bot's token to where nobody vouched for it.
        services.TryAddSingleton(provider => new ConnectorClient(
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(30) },
            provider.GetRequiredService<IBotTokens>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<ConnectorClient>>()));
        services.TryAddSingleton(provider => new RequestAuthenticator(
            provider.GetRequiredService<IOptions<BotOptions>>(),
            new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, PooledConnectionLifetime = TimeSpan.FromMinutes(5) }) { Timeout = TimeSpan.FromSeconds(10) },
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILogger<RequestAuthenticator>>()));
        services.TryAddSingleton<MessagesDoor>();
        services.TryAddSingleton<BotMessages>();
    }
}

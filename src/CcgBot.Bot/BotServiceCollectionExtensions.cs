using CcgBot.Bot.Adapters;
using CcgBot.Bot.Rendering;
using CcgBot.Conversations;
using CcgBot.Hosting;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
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
    /// Adds the bot, the adapter of <c>/api/messages</c> and what they stand on, with settings from section <c>Bot</c> (and
    /// <c>Web:PublicUrl</c> for links). The host adds a <see cref="BotEngine"/> itself.
    /// </summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotOptions>().Bind(configuration.GetSection("Bot")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        AddLibrary(services);
        AddTurns(services);
        AddRendering(services, configuration);
        AddAdapter(services);
        return services;
    }

    private static void AddLibrary(IServiceCollection services)
    {
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Database);
        services.TryAddSingleton<ReadableArticles>(provider => access => provider.GetRequiredService<BotEngine>().View(access).Articles);
        services.TryAddSingleton<AnswerQuestion>(provider => provider.GetRequiredService<BotEngine>().AnswerAsync);
        services.TryAddSingleton<PromptStarters>(provider => provider.GetRequiredService<IOptions<BotOptions>>().Value.PromptStarters is { Length: > 0 } set
            ? (_, _) => Task.FromResult<IReadOnlyList<string>>(set)
            : (access, cancellationToken) => provider.GetRequiredService<BotEngine>().View(access).Suggestions.StartersAsync(cancellationToken));
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Evidence);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Feedback);
        services.TryAddSingleton(provider => Options.Create(provider.GetRequiredService<BotEngine>().Settings.Conversations));
        services.TryAddSingleton<ConversationStore>();
    }

    private static void AddTurns(IServiceCollection services)
    {
        services.TryAddSingleton<DeliveryLog>();
        services.TryAddSingleton<ParagraphViews>();
        services.TryAddSingleton<TeamsGroups>();
        services.TryAddSingleton<AskerAccess>();
        services.TryAddSingleton<OnceMiddleware>();
        services.TryAddSingleton<Greetings>();
        services.TryAddSingleton<QuestionTurn>();
        services.TryAddSingleton<IBot, CcgBotHandler>();
        services.AddHostedService<HostLink>();
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

    private static void AddAdapter(IServiceCollection services)
    {
        services.TryAddSingleton<ConnectorHttp>();
        services.TryAddSingleton(provider => new BotCredentials(
            provider.GetRequiredService<IOptions<BotOptions>>(), provider.GetRequiredService<ILoggerFactory>()));
        services.TryAddSingleton<BotFrameworkAuthentication>(provider => BotCredentials.Authentication(
            provider.GetRequiredService<IOptions<BotOptions>>().Value,
            provider.GetRequiredService<BotCredentials>(),
            provider.GetRequiredService<ConnectorHttp>(),
            provider.GetRequiredService<ILoggerFactory>().CreateLogger("Microsoft.Bot.Builder")));
        services.TryAddSingleton<ChannelAdapter>();
        services.TryAddSingleton<BotMessages>();
    }
}

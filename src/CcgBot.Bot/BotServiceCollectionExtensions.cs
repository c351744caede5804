using CcgBot.Bot.Turns;
using CcgBot.Conversations;
using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CcgBot.Bot;

/// <summary>Puts the bot into a host.</summary>
public static class BotServiceCollectionExtensions
{
    /// <summary>
    /// Adds the turn handler and what it stands on, with settings from section <c>Bot</c>. The host adds a <see cref="BotEngine"/>
    /// and a <see cref="TimeProvider"/> itself.
    /// </summary>
    public static IServiceCollection AddBot(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<BotOptions>().Bind(configuration.GetSection("Bot")).ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton(TimeProvider.System);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Database);
        services.TryAddSingleton(provider => provider.GetRequiredService<BotEngine>().Articles);
        services.TryAddSingleton<AnswerQuestion>(provider => provider.GetRequiredService<BotEngine>().Answerer.AnswerAsync);
        services.TryAddSingleton<ConversationStore>();
        services.TryAddSingleton<DeliveryLog>();
        services.TryAddSingleton<GreetingTurn>();
        services.TryAddSingleton<QuestionTurn>();
        services.TryAddSingleton<InvokeTurn>();
        services.TryAddSingleton<TurnHandler>();
        return services;
    }
}

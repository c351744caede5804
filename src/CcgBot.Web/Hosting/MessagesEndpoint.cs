using CcgBot.Bot;
#if BOTBUILDER
using CcgBot.BotBuilder;
#endif

namespace CcgBot.Web.Hosting;

/// <summary>
/// What serves <c>/api/messages</c>: key <c>Bot:Endpoint</c>, either <c>CcgBot</c> (our own, the default) or <c>BotBuilder</c>
/// (Microsoft.Bot.Builder, the default of a host built with <c>-p:BotBuilder=true</c>, and only there).
/// </summary>
internal static class MessagesEndpoint
{
    public const string Own = "CcgBot";
    public const string BotBuilder = "BotBuilder";

#if BOTBUILDER
    private static readonly string[] Built = [BotBuilder, Own];
#else
    private static readonly string[] Built = [Own];
#endif

    /// <summary>Why the setting can't be followed, with what to do; null when it can.</summary>
    public static string? Problem(IConfiguration configuration)
    {
        var name = Name(configuration);
        if (Built.Contains(name, StringComparer.OrdinalIgnoreCase))
        {
            return null;
        }

        return string.Equals(name, BotBuilder, StringComparison.OrdinalIgnoreCase)
            ? "Bot:Endpoint is BotBuilder, which is not in this build: build with -p:BotBuilder=true (or BotBuilder=true in the environment), or set Bot:Endpoint to CcgBot."
            : $"Bot:Endpoint is '{name}', which is no endpoint: set CcgBot, or BotBuilder in a build with -p:BotBuilder=true.";
    }

    public static IServiceCollection AddMessagesEndpoint(this IServiceCollection services, IConfiguration configuration)
    {
#if BOTBUILDER
        if (Name(configuration).Equals(BotBuilder, StringComparison.OrdinalIgnoreCase))
        {
            services.AddBotBuilder();
        }
#endif
        return services;
    }

    public static void MapMessages(this WebApplication app)
    {
#if BOTBUILDER
        if (Name(app.Configuration).Equals(BotBuilder, StringComparison.OrdinalIgnoreCase))
        {
            app.MapBotBuilderMessages();
            return;
        }
#endif
        app.MapBotMessages();
    }

    private static string Name(IConfiguration configuration) => configuration["Bot:Endpoint"] is { Length: > 0 } name ? name : Built[0];
}

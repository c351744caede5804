using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// Marks the connections of an address that serves development only (<see cref="BotOptions.DevelopmentPort"/>). That a caller is on this machine does not
/// tell a developer from a visitor: a proxy in front of the bot is on it too, and may add no header of its own.
/// </summary>
public static class DevelopmentListener
{
    /// <summary>Marks every connection to this address; which addresses are for development is the host's to say.</summary>
    public static IConnectionBuilder UseAnonymousDevelopment(this IConnectionBuilder listener)
    {
        ArgumentNullException.ThrowIfNull(listener);
        return listener.Use(next => connection =>
        {
            connection.Features.Set(Mark.Instance);
            return next(connection);
        });
    }

    /// <summary>True for a request that came to such an address.</summary>
    public static bool IsForDevelopment(this HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        return context.Features.Get<Mark>() is not null;
    }

    private sealed class Mark
    {
        public static readonly Mark Instance = new();
    }
}

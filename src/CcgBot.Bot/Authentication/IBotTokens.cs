namespace CcgBot.Bot.Authentication;

/// <summary>The token that proves the bot to the Connector service.</summary>
public interface IBotTokens
{
    /// <summary>A token good for a few minutes at least; null where the bot has no credentials.</summary>
    Task<string?> GetAsync(CancellationToken cancellationToken);
}

/// <summary>A bot without credentials: only test hosts on this machine take its replies.</summary>
public sealed class NoBotTokens : IBotTokens
{
    public Task<string?> GetAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);
}

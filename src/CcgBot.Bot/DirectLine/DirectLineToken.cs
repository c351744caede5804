namespace CcgBot.Bot.DirectLine;

/// <summary>What a bearer may do: one conversation as one user, or, with a secret, all of them.</summary>
/// <param name="Conversation">Null for a secret.</param>
/// <param name="User">Begins with <c>dl_</c>; null for a secret.</param>
/// <param name="Origins">Pages that may use the token; empty = any.</param>
public sealed record DirectLineToken(string? Conversation, string? User, string? UserName, IReadOnlyList<string> Origins)
{
    /// <summary>A server's key to every conversation.</summary>
    public static DirectLineToken Secret { get; } = new(null, null, null, []);

    /// <summary>Whose conversation it is, as the host knows people; null for nobody in particular. Only what a conversation is resumed with says it.</summary>
    public string? Holder { get; init; }

    public bool IsSecret => Conversation is null;

    /// <summary>True where a request with this Origin header may use the token. A program sends none; it could send any.</summary>
    public bool Allows(string? origin) =>
        string.IsNullOrEmpty(origin) || Origins.Count == 0 || Origins.Contains(origin, StringComparer.OrdinalIgnoreCase);
}

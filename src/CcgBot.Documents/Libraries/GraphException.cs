namespace CcgBot.Documents.Libraries;

/// <summary>Microsoft Graph or its sign-in did not give what was asked for: the message says why, and what to do where that is known.</summary>
/// <param name="status">The server's answer; 0 where there was none.</param>
/// <param name="code">What Microsoft Graph calls it; null where it doesn't say.</param>
internal sealed class GraphException(string message, int status = 0, string? code = null) : Exception(message)
{
    public int Status => status;

    /// <summary>Whoever asks for the next thing is told the same: no use in going on now.</summary>
    public bool HoldsForAll => status is 0 or 401 or 429 or >= 500;

    /// <summary>What was known of changes is no longer good: the library is to be listed from the start.</summary>
    public bool AsksToStartOver => status == 410 || code is "resyncRequired" or "syncStateNotFound";
}

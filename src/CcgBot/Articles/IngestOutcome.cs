namespace CcgBot.Articles;

/// <summary>What became of one article, file or line.</summary>
/// <param name="Item">The file, or file:line, as given.</param>
/// <param name="ArticleId">Null when it could not be read so far.</param>
/// <param name="Reason">Why it failed or was skipped, with the fix; what its reader should know where it was read; null otherwise.</param>
public sealed record IngestOutcome(string Item, string? ArticleId, IngestResult Result, string? Reason = null);

[System.Text.Json.Serialization.JsonConverter(typeof(System.Text.Json.Serialization.JsonStringEnumConverter<IngestResult>))]
public enum IngestResult
{
    Added,
    Updated,
    Unchanged,

    /// <summary>Pruned: its file is gone.</summary>
    Withdrawn,

    /// <summary>An operator removed it, and it stays removed.</summary>
    Removed,

    /// <summary>Not a kind of file that is read; not an error.</summary>
    Skipped,
    Failed,
}

namespace CcgBot.Articles.Sources;

/// <summary>A document of a source, as it was when it was last read.</summary>
/// <param name="Address">As it was asked for.</param>
/// <param name="Document">Where it was found in the end: what its articles have for their source.</param>
/// <param name="Origin">The address of the settings that named it.</param>
/// <param name="ETag">What the server calls this state of it; null = it doesn't say.</param>
/// <param name="Modified">When the server says that it was changed; null = it doesn't say.</param>
public sealed record SourcePage(string Address, string Document, string Origin, SourcePageKind Kind, string? ETag, string? Modified);

/// <summary>Numbers are stored: never renumber.</summary>
public enum SourcePageKind
{
    /// <summary>Named by the settings themselves.</summary>
    Named = 0,

    /// <summary>Listed by a sitemap, which lists all that there is: what it lists no longer is withdrawn.</summary>
    Listed = 1,

    /// <summary>Announced by a feed, which holds the newest only: what it announces no longer may still be there.</summary>
    Announced = 2,
}

/// <summary>What one sync of a source did.</summary>
/// <param name="Problems">What failed, was skipped or stays removed, each with why; the first <see cref="SourceStore.MostProblems"/>.</param>
public sealed record SyncRecord(
    string Source, DateTimeOffset Started, DateTimeOffset Ended, int Added, int Updated, int Unchanged, int Withdrawn, int Skipped, int Failed, IReadOnlyList<SyncProblem> Problems)
{
    public static SyncRecord Of(string source, DateTimeOffset started, DateTimeOffset ended, IReadOnlyCollection<IngestOutcome> outcomes)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        int Count(IngestResult result) => outcomes.Count(outcome => outcome.Result == result);
        return new SyncRecord(
            source,
            started,
            ended,
            Count(IngestResult.Added),
            Count(IngestResult.Updated),
            Count(IngestResult.Unchanged),
            Count(IngestResult.Withdrawn),
            Count(IngestResult.Skipped) + Count(IngestResult.Removed),
            Count(IngestResult.Failed),
            [.. outcomes.Where(outcome => outcome.Result is IngestResult.Failed or IngestResult.Skipped or IngestResult.Removed)
                .OrderByDescending(outcome => outcome.Result == IngestResult.Failed)
                .Take(SourceStore.MostProblems).Select(outcome => new SyncProblem(outcome.Item, outcome.Result, outcome.Reason ?? ""))]);
    }

    /// <summary>Whether anything but "all as before" is to be told.</summary>
    public bool HasNews => Added + Updated + Withdrawn + Failed > 0;
}

public sealed record SyncProblem(string Item, IngestResult Result, string Reason);

using CcgBot.Answering;

namespace CcgBot.Evidence;

/// <summary>An operator's answer as the file or the store has it, before anything is looked up.</summary>
/// <param name="Questions">Variants; case, punctuation and small words don't count.</param>
/// <param name="Claims">The text cut at its marks, with the numbers of each (from 1).</param>
public sealed record CuratedAnswer(IReadOnlyList<string> Questions, IReadOnlyList<CuratedClaim> Claims, IReadOnlyList<CuratedCitation> Citations)
{
    /// <summary>Of one that was written in the console: its id; null = it stands in the file.</summary>
    public string? Id { get; init; }
}

public sealed record CuratedClaim(string Text, IReadOnlyList<int> Citations);

/// <param name="Quote">Words of one paragraph of the article, to the letter.</param>
public sealed record CuratedCitation(string Article, string Quote);

/// <summary>A curated answer looked up and checked.</summary>
/// <param name="Answer">Null when it must not be shown.</param>
/// <param name="Problem">Why not; null when it is good.</param>
public sealed record CheckedAnswer(CuratedAnswer Source, Answer.Grounded? Answer, string? Problem);

/// <summary>One part of a curated answer as it was checked.</summary>
/// <param name="Of">A sentence of its text, a quote, or the whole.</param>
/// <param name="Problem">What is wrong with it; null when it is good.</param>
public sealed record CuratedFinding(string Of, string? Problem);

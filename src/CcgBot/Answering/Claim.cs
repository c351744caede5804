using CcgBot.Text;

namespace CcgBot.Answering;

/// <summary>One statement of an answer, with its citations.</summary>
/// <param name="Text">Plain text, without line ends but between the lines of a list: an article's own words, or a model's sentence that passed <see cref="SupportCheck"/>.</param>
/// <param name="Citations">Numbers of <see cref="Citation"/>s, from 1.</param>
/// <param name="ShortAnswer">Where in <paramref name="Text"/> the short answer stands (shown in bold); null when none was found.</param>
public sealed record Claim(string Text, IReadOnlyList<int> Citations, TextSpan? ShortAnswer = null)
{
    /// <summary>
    /// For a claim put together from several places (a list's lead-in and its items, a table's row and the names of its columns): the runs that are
    /// an article's words, in order, each with what it rests on. What stands between them (marks of a list, line ends) is ours. Empty for every other claim.
    /// </summary>
    public IReadOnlyList<ClaimPart> Parts { get; init; } = [];
}

/// <param name="Span">Where in the claim's text.</param>
public sealed record ClaimPart(TextSpan Span, IReadOnlyList<int> Citations);

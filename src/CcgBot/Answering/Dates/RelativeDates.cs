using System.Globalization;
using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Answering.Dates;

/// <summary>
/// Words whose meaning hangs on the day they were written: "next April", "today", "over the last two years". They are quoted as they
/// stand; beside them goes the article's date, never a date worked out. Pure.
/// </summary>
public static partial class RelativeDates
{
    /// <summary>Where such words stand, in order.</summary>
    public static IReadOnlyList<TextSpan> In(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return [.. Relative().Matches(text).Select(match => new TextSpan(match.Index, match.Index + match.Length))];
    }

    /// <summary>"“next April”: as written on 16 November 2012", or that the article is undated; null when the quote has no such words.</summary>
    public static string? Beside(Citation citation)
    {
        ArgumentNullException.ThrowIfNull(citation);
        var words = Words(citation.Quote);
        return words.Count == 0 ? null : $"{Quoted(words)}: as written {When(citation.Paragraph.Published)}";
    }

    /// <summary>
    /// What stands beside a claim: <c>“next April”: as written on 16 November 2012</c>, with a mark after each date where its sources have
    /// different ones; null when the claim has no such words.
    /// </summary>
    /// <param name="citations">Of the whole answer.</param>
    public static string? Beside(Claim claim, IReadOnlyList<Citation> citations)
    {
        ArgumentNullException.ThrowIfNull(claim);
        ArgumentNullException.ThrowIfNull(citations);
        var words = Words(claim.Text);
        if (words.Count == 0)
        {
            return null;
        }

        var dates = citations
            .Where(citation => claim.Citations.Contains(citation.Number) && words.Any(word => citation.Quote.Contains(word, StringComparison.OrdinalIgnoreCase)))
            .GroupBy(citation => When(citation.Paragraph.Published))
            .ToList();
        // Words of a claim that no quote of its sources has are its own, and no article's date explains them.
        return dates.Count == 0 ? null : $"{Quoted(words)}: as written {string.Join(", and ", dates.Select(date => dates.Count == 1
            ? date.Key
            : $"{date.Key} {string.Concat(date.Select(citation => string.Create(CultureInfo.InvariantCulture, $"[{citation.Number}]")))}"))}";
    }

    private static List<string> Words(string text) => [.. In(text).Select(span => text[span.Start..span.End]).Distinct(StringComparer.OrdinalIgnoreCase)];

    private static string Quoted(IEnumerable<string> words) => string.Join(", ", words.Select(word => $"“{word}”"));

    private static string When(DateOnly? published) =>
        published is { } day ? $"on {day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}" : "in an undated article";

    [GeneratedRegex(
        """
        \b(?:
          (?:next|last|this|coming|past|previous|following|early\ next|late\ last)\s{1,20}
            (?:January|February|March|April|May|June|July|August|September|October|November|December
              |Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter|week|weekend|month|quarter|year|decade|century)\b
        | (?:(?:over|in|during|for|within)\s{1,20})?the\s{1,20}(?:last|past|next|coming)\s{1,20}(?:(?:few|couple\s{1,20}of|\w{1,60})\s{1,20})?(?:days|weeks|months|years|decades)\b
        | \w{1,60}\s{1,20}(?:days?|weeks?|months?|years?|decades?)\s{1,20}(?:ago|from\s{1,20}now)\b
        | today(?:['’]s)?\b | yesterday\b | tomorrow\b | tonight\b | nowadays\b
        | at\s{1,20}present\b | at\s{1,20}the\s{1,20}moment\b | currently\b | recently\b | so\s{1,20}far\b
        )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Relative();
}

using System.Globalization;
using System.Text.RegularExpressions;

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
        var words = In(citation.Quote).Select(span => citation.Quote[span.Start..span.End]).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        if (words.Count == 0)
        {
            return null;
        }

        var quoted = string.Join(", ", words.Select(word => $"“{word}”"));
        return citation.Paragraph.Published is { } published
            ? $"{quoted}: as written on {published.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)}"
            : $"{quoted}: as written in an undated article";
    }

    [GeneratedRegex(
        """
        \b(?:
          (?:next|last|this|coming|past|previous|following|early\ next|late\ last)\s+
            (?:January|February|March|April|May|June|July|August|September|October|November|December
              |Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|spring|summer|autumn|winter|week|weekend|month|quarter|year|decade|century)\b
        | (?:(?:over|in|during|for|within)\s+)?the\s+(?:last|past|next|coming)\s+(?:(?:few|couple\s+of|\w+)\s+)?(?:days|weeks|months|years|decades)\b
        | \w+\s+(?:days?|weeks?|months?|years?|decades?)\s+(?:ago|from\s+now)\b
        | today(?:['’]s)?\b | yesterday\b | tomorrow\b | tonight\b | nowadays\b
        | at\s+present\b | at\s+the\s+moment\b | currently\b | recently\b | so\s+far\b
        )
        """,
        RegexOptions.IgnorePatternWhitespace | RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Relative();
}

using System.Text.RegularExpressions;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Web.Pages;

/// <summary>The piece of a found paragraph that a list shows: where the words looked for stand closest together, with these marked.</summary>
internal static partial class Snippet
{
    /// <summary>UTF-16 units shown at most, marks apart.</summary>
    public const int Length = 280;

    /// <summary>Shorter words are in every paragraph.</summary>
    private const int ShortestWord = 4;

    private static readonly EnglishTextAnalyzer Analyzer = new();

    public static Html Of(string text, string search)
    {
        var wanted = Wanted(search);
        var stems = wanted.SelectMany(Analyzer.Terms).ToHashSet(StringComparer.Ordinal);
        var stemmed = Analyzer.Tokens(text).Where(token => stems.Contains(token.Term)).Select(token => token.Start).ToHashSet();
        var hits = Word().Matches(text).Where(match => wanted.Exists(word => Alike(word, match.Value)) || stemmed.Contains(match.Index)).ToList();
        var (start, end) = Window(text, hits);
        var (parts, from) = (new List<Html>(), start);
        foreach (var hit in hits.Where(hit => hit.Index >= start && hit.Index + hit.Length <= end))
        {
            parts.Add(Html.Of($"{text[from..hit.Index]}<mark>{hit.Value}</mark>"));
            from = hit.Index + hit.Length;
        }

        return Html.Of($"{(start > 0 ? "… " : "")}{Html.Join(parts)}{text[from..end]}{(end < text.Length ? "…" : "")}");
    }

    private static List<string> Wanted(string search) =>
        [.. Word().Matches(search).Select(match => match.Value).Where(word => word.Length >= ShortestWord || word.Any(char.IsDigit) || word.All(char.IsUpper))];

    /// <summary>One word in two endings: the same beginning, all but at most three letters of it.</summary>
    private static bool Alike(string one, string other)
    {
        var stem = Math.Max(ShortestWord, Math.Max(one.Length, other.Length) - 3);
        return one.Equals(other, StringComparison.OrdinalIgnoreCase)
            || one.Length >= stem && other.Length >= stem && one.AsSpan(0, stem).Equals(other.AsSpan(0, stem), StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>The stretch with the most hits, begun and ended between words.</summary>
    private static (int Start, int End) Window(string text, IReadOnlyList<Match> hits)
    {
        if (text.Length <= Length)
        {
            return (0, text.Length);
        }

        var first = hits.Count == 0 ? 0 : hits.MaxBy(hit => hits.Count(other => other.Index >= hit.Index && other.Index + other.Length <= hit.Index + Length))!.Index;
        // Some words before the first hit, to read on from.
        var start = Math.Clamp(first - (Length / 5), 0, text.Length - Length);
        var end = start + Length;
        start = start == 0 ? 0 : text.IndexOf(' ', start, end - start) is >= 0 and var space && space < first ? space + 1 : start;
        end = end == text.Length ? end : text.LastIndexOf(' ', end - 1, end - start) is >= 0 and var last && last > start + (Length / 2) ? last : end;
        return (Whole(text, start), Whole(text, end));
    }

    // Never half a surrogate pair.
    private static int Whole(string text, int at) => at > 0 && at < text.Length && char.IsLowSurrogate(text[at]) ? at - 1 : at;

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}

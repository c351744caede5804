using System.Text.RegularExpressions;

namespace CcgBot.Text;

/// <summary>
/// Learns short forms from the text that introduces them: "Policy Research Unit in Commissioning … (PRUComm)". The algorithm is
/// Schwartz and Hearst, "A simple algorithm for identifying abbreviation definitions in biomedical text" (PSB 2003).
/// </summary>
public static partial class AcronymFinder
{
    private const int MostCharacters = 12;

    /// <summary>How far before a bracket its short form is looked for.</summary>
    private const int MostBeforeBracket = 60;

    /// <summary>How far back the words of a long form are looked for: text without spaces has no end of a word to stop at.</summary>
    private const int FurthestBack = 400;

    /// <summary>The pairs in a text, long form as it stands there.</summary>
    public static IEnumerable<Acronym> Find(string text)
    {
        if (!text.Contains('('))
        {
            yield break;
        }

        foreach (Match match in Bracketed().Matches(text))
        {
            var inner = match.Groups[1].Value.Trim();
            if (!IsShortForm(inner))
            {
                if (ShortFormBefore(text, match.Index, inner) is { } spelt)
                {
                    yield return new Acronym(spelt, inner);
                }

                continue;
            }

            var candidate = WordsBefore(text, match.Index, inner);
            if (LongForm(inner, candidate) is { } found)
            {
                yield return new Acronym(inner, found);
            }
        }
    }

    /// <returns>The shortest run of words at the end of <paramref name="candidate"/> that spells the short form; null when none does.</returns>
    internal static string? LongForm(string shortForm, string candidate)
    {
        // "CCGs" abbreviates "…groups": the plural mark is not a letter to match.
        var letters = shortForm.Length > 2 && shortForm[^1] == 's' && char.IsUpper(shortForm[^2]) ? shortForm[..^1] : shortForm;
        var l = candidate.Length - 1;
        for (var s = letters.Length - 1; s >= 0; s--)
        {
            var c = char.ToLowerInvariant(letters[s]);
            if (!char.IsLetterOrDigit(c))
            {
                continue;
            }

            while (l >= 0 && (char.ToLowerInvariant(candidate[l]) != c || s == 0 && l > 0 && char.IsLetterOrDigit(candidate[l - 1])))
            {
                l--;
            }

            if (l < 0)
            {
                return null;
            }

            l--;
        }

        var start = l + 1;
        while (start > 0 && !char.IsWhiteSpace(candidate[start - 1]) && candidate[start - 1] is not ('(' or '“' or '"' or '‘'))
        {
            start--;
        }

        var longForm = candidate[start..].Trim();
        return longForm.Length > shortForm.Length && longForm.Contains(' ') && !longForm.Contains(shortForm, StringComparison.Ordinal) ? longForm : null;
    }

    private static bool IsShortForm(string text) =>
        text.Length is >= 2 and <= MostCharacters
        && text.Count(c => c == ' ') <= 1
        && char.IsLetterOrDigit(text[0])
        && text.Count(char.IsUpper) >= 2
        && text.All(c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '&' or '/' or '.');

    /// <summary>"WHO (World Health Organization)", "the NAPS trial (Nap After-lunch Performance Study)": the short form right before the bracket, or a noun earlier.</summary>
    /// <returns>Null when the words in the bracket are no long form of it, from the first to the last.</returns>
    private static string? ShortFormBefore(string text, int bracket, string inner)
    {
        if (!inner.Contains(' '))
        {
            return null;
        }

        var before = text[Math.Max(0, bracket - MostBeforeBracket)..bracket].Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        return before.Reverse().Take(2).FirstOrDefault(word => IsShortForm(word) && LongForm(word, inner) == inner);
    }

    /// <summary>At most min(|short| + 5, 2 |short|) words, as the paper has it, within the sentence.</summary>
    private static string WordsBefore(string text, int bracket, string shortForm)
    {
        var words = Math.Min(shortForm.Length + 5, shortForm.Length * 2);
        var from = bracket;
        var furthest = Math.Max(0, bracket - FurthestBack);
        while (from > furthest && words > 0)
        {
            var at = from - 1;
            while (at > furthest && char.IsWhiteSpace(text[at]))
            {
                at--;
            }

            while (at > furthest && !char.IsWhiteSpace(text[at - 1]))
            {
                at--;
            }

            if (from < bracket && text.AsSpan(at, from - at).TrimEnd() is [.., '.' or ';' or '?' or '!'])
            {
                break;
            }

            from = at;
            words--;
        }

        return text[from..bracket].TrimEnd();
    }

    [GeneratedRegex(@"\(([^()]{2,100})\)")]
    private static partial Regex Bracketed();
}

/// <summary>A short form and what it stands for.</summary>
public sealed record Acronym(string Short, string Long);

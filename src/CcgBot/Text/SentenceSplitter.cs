using System.Text.RegularExpressions;
using CcgBot.Answering;

namespace CcgBot.Text;

/// <summary>Finds the sentences of a paragraph, as offsets into it, so that every quote is verbatim.</summary>
public static partial class SentenceSplitter
{
    private static readonly HashSet<string> Abbreviations = new(StringComparer.OrdinalIgnoreCase)
    {
        "mr", "mrs", "ms", "dr", "prof", "rev", "st", "sr", "jr", "gen", "col", "lt", "sgt", "capt", "hon", "gov", "sen", "rep", "pres",
        "vs", "etc", "eg", "e.g", "ie", "i.e", "cf", "al", "fig", "figs", "eq", "no", "nos", "vol", "pp", "ed", "eds", "ca", "approx",
        "inc", "ltd", "co", "corp", "dept", "univ", "est", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    };

    /// <summary>Shorter still than a word's abbreviation, and so only before a number: "c. 1988", "ch. 8".</summary>
    private static readonly HashSet<string> BeforeNumbers = new(StringComparer.OrdinalIgnoreCase) { "c", "ch", "geo", "vict", "art", "sec", "para", "pt", "bk" };

    /// <summary>"U.S." before one of these ends a sentence; before another capital ("U.S. Congress") it doesn't.</summary>
    private static readonly HashSet<string> Openers = new(StringComparer.Ordinal)
    {
        "The", "A", "An", "In", "On", "At", "By", "For", "From", "With", "As", "It", "Its", "He", "She", "They", "We", "I", "This", "That", "These", "Those",
        "His", "Her", "Their", "Our", "When", "While", "After", "Before", "Since", "During", "Although", "However", "But", "And", "If", "There", "Some", "Many", "Most",
    };

    /// <summary>How far an opened bracket is believed to be closed again.</summary>
    private const int BracketReach = 200;

    /// <summary>Sentences in order, each without white space or a list mark at its ends. Line ends part sentences.</summary>
    public static IReadOnlyList<TextSpan> Split(string text)
    {
        var sentences = new List<TextSpan>();
        var start = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '\n')
            {
                if (IsBreak(text, start, i))
                {
                    Add(text, start, i, sentences);
                    start = i + 1;
                }
            }
            else if (text[i] is '.' or '!' or '?' or '…' && EndOf(text, start, i) is var end and > 0)
            {
                Add(text, start, end, sentences);
                start = end;
                i = end - 1;
            }
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    /// <summary>A single line end inside a sentence may be hard wrapping: it parts sentences unless the next line goes on in lower case.</summary>
    private static bool IsBreak(string text, int start, int newline)
    {
        var next = newline + 1;
        while (next < text.Length && text[next] is ' ' or '\t' or '\r')
        {
            next++;
        }

        return next >= text.Length || !char.IsLower(text[next]) || newline - start < 40;
    }

    /// <returns>Where the sentence ends (after closing quotes), or -1 when the mark does not end it.</returns>
    private static int EndOf(string text, int start, int mark)
    {
        var end = mark + 1;
        while (end < text.Length && (text[end] is '.' or '!' or '?' or '…' || IsClosing(text, end)))
        {
            end++;
        }

        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            // "shifts.The": run together by a scrape; "3.5", "www.example", "U.S." are not.
            return text[mark] == '.' && end == mark + 1 && char.IsUpper(text[end]) && mark >= 2
                && char.IsLower(text[mark - 1]) && char.IsLower(text[mark - 2])
                && end + 1 < text.Length && char.IsLower(text[end + 1]) && !Address().IsMatch(WordAround(text, mark)) ? end : -1;
        }

        var next = end;
        while (next < text.Length && char.IsWhiteSpace(text[next]))
        {
            next++;
        }

        if (next >= text.Length)
        {
            return end;
        }

        // A lower-case letter goes on with the sentence, but for lower-case corpora, where a mark stands apart from its word.
        var apart = mark > start && text[mark - 1] == ' ';
        if (char.IsLower(text[next]) && !(apart && text[mark] is '.' or '!' or '?' && apart))
        {
            return -1;
        }

        if (IsInBrackets(text, start, mark))
        {
            return -1;
        }

        if (text[mark] != '.')
        {
            return end;
        }

        var word = WordBefore(text, start, mark);
        var initial = word.Length == 1 && char.IsUpper(word[0]);
        var dotted = word.Contains('.') && word.Length <= 6 && word.Split('.').All(part => part.Length <= 1);
        var goesOn = initial
            || Abbreviations.Contains(word)
            || dotted && !Openers.Contains(WordFrom(text, next))
            || char.IsDigit(text[next]) && BeforeNumbers.Contains(word);
        return !apart && goesOn ? -1 : end;
    }

    /// <summary>Whether a mark stands in a bracket that the sentence opened and that closes soon: "(born c. 1988)".</summary>
    private static bool IsInBrackets(string text, int start, int mark)
    {
        var before = text.AsSpan(start, mark - start);
        return before.LastIndexOf('(') > before.LastIndexOf(')') && text.AsSpan(mark, Math.Min(BracketReach, text.Length - mark)).IndexOfAny('(', ')') is >= 0 and var at && text[mark + at] == ')';
    }

    private static bool IsClosing(string text, int at) => text[at] is '”' or '’' or ')' or ']' or '»'
        || text[at] is '"' or '\'' && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1]));

    private static string WordBefore(string text, int start, int mark)
    {
        var from = mark;
        while (from > start && (char.IsLetterOrDigit(text[from - 1]) || text[from - 1] == '.'))
        {
            from--;
        }

        return text[from..mark].Trim('.');
    }

    private static string WordFrom(string text, int from)
    {
        var to = from;
        while (to < text.Length && char.IsLetter(text[to]))
        {
            to++;
        }

        return text[from..to];
    }

    private static string WordAround(string text, int at)
    {
        var (from, to) = (at, at);
        while (from > 0 && !char.IsWhiteSpace(text[from - 1]))
        {
            from--;
        }

        while (to < text.Length && !char.IsWhiteSpace(text[to]))
        {
            to++;
        }

        return text[from..to];
    }

    private static void Add(string text, int start, int end, List<TextSpan> sentences)
    {
        if (ListMark().Match(text, start, end - start) is { Success: true } mark && mark.Index == start)
        {
            start += mark.Length;
        }

        while (start < end && char.IsWhiteSpace(text[start]))
        {
            start++;
        }

        while (end > start && char.IsWhiteSpace(text[end - 1]))
        {
            end--;
        }

        // Nothing that says something: a lone mark or bullet.
        if (text.AsSpan(start, end - start).IndexOfAnyInRange('0', '\uFFFF') >= 0 && HasLetterOrDigit(text, start, end))
        {
            sentences.Add(new TextSpan(start, end));
        }
    }

    private static bool HasLetterOrDigit(string text, int start, int end)
    {
        for (var i = start; i < end; i++)
        {
            if (char.IsLetterOrDigit(text[i]))
            {
                return true;
            }
        }

        return false;
    }

    [GeneratedRegex(@"\G\s*(?:[•·▪◦‣*–-]|#{1,6})\s+")]
    private static partial Regex ListMark();

    [GeneratedRegex(@"^(?:https?:|www\.|[^@\s]+@)|\.(?:com|org|net|uk|gov|edu|io)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

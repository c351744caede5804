using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Text;

/// <summary>
/// Finds the sentences of a paragraph, as offsets into it, so that every quote is verbatim. A rule set of our own: on the lines of
/// <c>tests/CcgBot.Tests/Text/sentences.txt</c> it does better than ICU's break iterator, which knows neither abbreviations nor wrapping.
/// </summary>
public static partial class SentenceSplitter
{
    /// <summary>How far an opened bracket is believed to be closed again.</summary>
    private const int BracketReach = 200;

    /// <summary>How far before a mark its bracket may have opened: a text of marks that end nothing would else be read from its beginning at each.</summary>
    private const int BracketReachBack = 1_000;

    private const int MostDigitsOfOrdinal = 2;

    /// <summary>
    /// Sentences in order, each without white space or a bullet at its ends. Line ends part sentences unless they are wrapping
    /// (<see cref="TextLines.RunsOn"/>); a row of a table is one sentence.
    /// </summary>
    public static IReadOnlyList<TextSpan> Split(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var sentences = new List<TextSpan>();
        var lines = text.AsSpan().ContainsAny(LineEnds.Characters) ? TextLines.Of(text) : null;
        var (start, line) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            if (lines is not null && LineEnds.Contains(text[i]))
            {
                if (text[i] == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                {
                    continue;
                }

                if (!lines.RunsOn(line++))
                {
                    Add(text, start, i, sentences);
                    start = i + 1;
                }
            }
            else if (SentenceMarks.IsMark(text[i]) && lines?.IsRow(line) != true && EndOf(text, start, i) is var end and > 0)
            {
                Add(text, start, end, sentences);
                start = end;
                i = end - 1;
            }
            else if (text[i] == ';' && IsGreekQuestion(text, i))
            {
                Add(text, start, i + 1, sentences);
                start = i + 1;
            }
        }

        Add(text, start, text.Length, sentences);
        return sentences;
    }

    /// <returns>Where the sentence ends (after closing quotes), or -1 when the mark does not end it.</returns>
    private static int EndOf(string text, int start, int mark)
    {
        var end = mark + 1;
        while (end < text.Length && (SentenceMarks.IsMark(text[end]) || SentenceMarks.IsClosing(text, end)))
        {
            end++;
        }

        if (SentenceMarks.IsFinal(text[mark]))
        {
            // 「…。」と言った: what is quoted is part of a sentence that goes on.
            return IsInBrackets(text, start, mark) || end < text.Length && text[end] is 'と' or 'っ' && end > mark + 1 && !SentenceMarks.IsFinal(text[end - 1]) ? -1 : end;
        }

        if (end < text.Length && !char.IsWhiteSpace(text[end]))
        {
            if (text[mark] is '!' or '?' && Scripts.IsUnspaced(text[end]))
            {
                return end;
            }

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

        // « … . »: French sets a blank before the closing mark.
        if (text[next] == '»')
        {
            end = next + 1;
            for (next++; next < text.Length && char.IsWhiteSpace(text[next]); next++)
            {
            }

            if (next >= text.Length)
            {
                return end;
            }
        }

        // A lower-case letter goes on with the sentence, but for lower-case corpora, where a mark stands apart from its word.
        var apart = mark > start && text[mark - 1] == ' ' && text[mark] is '.' or '!' or '?';
        if (char.IsLower(text[next]) && !apart || IsInBrackets(text, start, mark))
        {
            return -1;
        }

        return text[mark] == '.' && !apart && GoesOn(text, start, mark, next) ? -1 : end;
    }

    /// <summary>Whether a point shortens the word before it, or makes an ordinal or a list's number of it.</summary>
    private static bool GoesOn(string text, int start, int mark, int next)
    {
        var from = WordStart(text, start, mark);
        var word = text[from..mark].Trim('.');
        if (word.Length == 0)
        {
            return false;
        }

        var lower = word.ToLowerInvariant();
        var digits = char.IsDigit(text[next]);
        if (word.All(char.IsDigit))
        {
            return IsOrdinal(text, start, from, mark, next, word);
        }

        var afterNumber = from > start && char.IsDigit(text.AsSpan(start, from - start).TrimEnd() is [.., var last] ? last : ' ');
        var opener = IsOpener(text, next);
        if (digits && !afterNumber && (Abbreviations.BeforeNumbers.Contains(lower) || lower.EndsWith("str", StringComparison.Ordinal)))
        {
            return true;
        }

        if (afterNumber && char.IsUpper(text[next]) && Scripts.IsCyrillic(word[0]) && Abbreviations.AfterNumbers.Contains(lower))
        {
            // "В 2017 г. Москва": a date alone is no sentence yet.
            return lower is "г" or "гг" or "в" or "вв" && text.AsSpan(start, mark - start).Count(' ') < 3 && !opener;
        }

        if (Abbreviations.Joined.Contains(lower))
        {
            return true;
        }

        if (Abbreviations.AndSoOn.Contains(lower) || IsAndSoOn(text, from, lower))
        {
            return !char.IsUpper(text[next]);
        }

        if (Abbreviations.Last.Contains(lower))
        {
            return !opener;
        }

        if (lower is "a.m" or "p.m")
        {
            // "8 a.m. Monday", "5 p.m. GMT" go on.
            var following = WordFrom(text, next);
            return digits || following.Length > 1 && following.All(char.IsUpper) || Abbreviations.Weekdays.Contains(following.ToLowerInvariant());
        }

        // One letter: an initial, or a part of "z. B."; dotted: "U.S.", "Ph.D.".
        var letters = LettersOf(word);
        if (letters == 1 && (from == start || text[from - 1] is not ('°' or 'º')) || letters > 0 && word.Contains('.') && word.Split('.').All(part => LettersOf(part) <= 3))
        {
            return !opener || IsPartOfDotted(text, start, from);
        }

        // "Ludwig XIV. und", "im XIX. Jahrhundert".
        return word.Length > 1 && word.All(c => c is 'I' or 'V' or 'X' or 'L' or 'C') && Abbreviations.BeforeOrdinal.Contains(WordEndingAt(text, start, from).ToLowerInvariant());
    }

    private static bool IsOrdinal(string text, int start, int from, int mark, int next, string digits)
    {
        // "3." begins an item: nothing of the sentence stands before it, or a colon.
        var before = text.AsSpan(start, from - start).TrimEnd();
        if (digits.Length <= MostDigitsOfOrdinal && (!HasLetterOrDigit(text, start, from) || before is [.., ':' or '：'] && HasNumber(text, next, digits)))
        {
            return true;
        }

        if (digits.Length > MostDigitsOfOrdinal)
        {
            return false;
        }

        // "12. Februar", "12. 2. 2017", "am 3. Advent"
        return Abbreviations.Months.Contains(WordFrom(text, next).ToLowerInvariant())
            || IsDateNumber(text, next)
            || before is [.., '.'] && text.AsSpan(next) is ['1' or '2', >= '0' and <= '9', >= '0' and <= '9', >= '0' and <= '9', ..] && char.IsDigit(before[..^1] is [.., var day] ? day : ' ')
            || char.IsUpper(text[next]) && IsBeforeOrdinal(WordEndingAt(text, start, from)) && !IsOpener(text, next);
    }

    // "und" and "oder" part sentences as well as ordinals, and begin neither: lower case only.
    private static bool IsBeforeOrdinal(string word) => word.Length > 0 && Abbreviations.BeforeOrdinal.Contains(word.ToLowerInvariant());

    private static bool IsDateNumber(string text, int at)
    {
        var end = at;
        while (end < text.Length && end - at <= MostDigitsOfOrdinal && char.IsDigit(text[end]))
        {
            end++;
        }

        return end > at && end - at <= MostDigitsOfOrdinal && end + 1 < text.Length && text[end] == '.' && (char.IsDigit(text[end + 1]) || char.IsWhiteSpace(text[end + 1]) && end + 2 < text.Length && char.IsDigit(text[end + 2]));
    }

    /// <summary>The list goes on: the next number stands further on.</summary>
    private static bool HasNumber(string text, int from, string digits) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && text.AsSpan(from).Contains(string.Create(CultureInfo.InvariantCulture, $" {number + 1}. "), StringComparison.Ordinal);

    /// <summary>"и т. д."</summary>
    private static bool IsAndSoOn(string text, int from, string lower) =>
        lower is "д" or "п" && from >= 3 && text.AsSpan(from - 3, 2) is "т." && char.IsWhiteSpace(text[from - 1]);

    /// <summary>The letter before is shortened too: "z. B.", "J. R. Smith".</summary>
    private static bool IsPartOfDotted(string text, int start, int from)
    {
        var before = text.AsSpan(start, from - start).TrimEnd();
        return before.Length >= 2 && before[^1] == '.' && char.IsLower(before[^2]) && (before.Length == 2 || !char.IsLetter(before[^3]));
    }

    private static int LettersOf(string word) => word.Count(c => char.IsLetter(c));

    private static bool IsOpener(string text, int next)
    {
        while (next < text.Length && text[next] is '“' or '"' or '‘' or '\'' or '(' or '«' or '„' or '¿' or '¡')
        {
            next++;
        }

        var word = WordFrom(text, next);
        return Abbreviations.Openers.Contains(word) && (next + word.Length >= text.Length || text[next + word.Length] != '.');
    }

    /// <summary>Whether a mark stands in a bracket that the sentence opened and that closes soon: "(born c. 1988)".</summary>
    private static bool IsInBrackets(string text, int start, int mark) =>
        IsInBrackets(text, start, mark, '(', ')') || SentenceMarks.IsFinal(text[mark]) && (IsInBrackets(text, start, mark, '（', '）') || IsInBrackets(text, start, mark, '「', '」'));

    private static bool IsInBrackets(string text, int start, int mark, char open, char close)
    {
        var from = Math.Max(start, mark - BracketReachBack);
        var before = text.AsSpan(from, mark - from);
        // A closing mark right after the end mark closes the sentence with it.
        return before.LastIndexOf(open) > before.LastIndexOf(close)
            && text.AsSpan(mark, Math.Min(BracketReach, text.Length - mark)).IndexOfAny(open, close) is >= 0 and var at && text[mark + at] == close
            && at != 1;
    }

    /// <summary>"Τι ώρα ανοίγει;": in Greek the semicolon asks.</summary>
    private static bool IsGreekQuestion(string text, int at) =>
        at > 0 && Scripts.IsGreek(text[at - 1]) && (at + 1 >= text.Length || char.IsWhiteSpace(text[at + 1])) && NextLetter(text, at + 1) is var next && (next == '\0' || char.IsUpper(next));

    private static char NextLetter(string text, int from)
    {
        while (from < text.Length && !char.IsLetterOrDigit(text[from]))
        {
            from++;
        }

        return from < text.Length ? text[from] : '\0';
    }

    private static bool IsOfWord(char c) => char.IsLetterOrDigit(c) || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.NonSpacingMark or UnicodeCategory.SpacingCombiningMark;

    private static int WordStart(string text, int start, int end)
    {
        while (end > start && (IsOfWord(text[end - 1]) || text[end - 1] == '.' || text[end - 1] == '-' && end - 1 > start && IsOfWord(text[end - 2])))
        {
            end--;
        }

        return end;
    }

    /// <summary>The word before the blanks before a place.</summary>
    private static string WordEndingAt(string text, int start, int at)
    {
        while (at > start && char.IsWhiteSpace(text[at - 1]))
        {
            at--;
        }

        var from = at;
        while (from > start && IsOfWord(text[from - 1]))
        {
            from--;
        }

        return text[from..at];
    }

    private static string WordFrom(string text, int from)
    {
        var to = from;
        while (to < text.Length && (IsOfWord(text[to]) || text[to] == '\'' && to + 1 < text.Length && char.IsLetter(text[to + 1])))
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
        if (Bullet().Match(text, start, end - start) is { Success: true } mark && mark.Index == start)
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
        if (HasLetterOrDigit(text, start, end))
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

    [GeneratedRegex(@"\G\s{0,60}(?:[•·▪◦‣●○■□▶►➢✓✔*–—-]|#{1,6})\s{1,60}")]
    private static partial Regex Bullet();

    [GeneratedRegex(@"^(?:https?:|www\.|[^@\s]{1,60}@)|\.(?:com|org|net|uk|gov|edu|io)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Address();
}

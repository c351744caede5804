namespace CcgBot.Privacy;

/// <summary>Digits as people group them: with up to three spaces, hyphens, dots or brackets between the groups.</summary>
internal static class DigitRun
{
    private const int MaxGroups = 6;
    private const int MaxGap = 3;
    private const string Separators = " \u00A0\u2007\u2009\u202F.-_\u2010\u2011\u2012\u2013)\u2060";

    /// <summary>A digit that continues no other digits, decimal or sum of money.</summary>
    public static bool StartsAt(string text, int at)
    {
        if (!char.IsAsciiDigit(text[at]))
        {
            return false;
        }

        var before = at == 0 ? ' ' : text[at - 1];
        var inNumber = at > 1 && char.IsAsciiDigit(text[at - 2]) && (before == '.' || before == ',' && Together(text, at) == 3);
        return !char.IsAsciiDigit(before) && before is not ('£' or '$' or '€') && !inNumber;
    }

    /// <summary>Exactly <paramref name="count"/> digits from <paramref name="start"/>, with no further digit on their heels; else null.</summary>
    public static (string Digits, int End)? Read(string text, int start, int count)
    {
        Span<char> digits = stackalloc char[count];
        var (found, groups, at) = (0, 1, start);
        while (true)
        {
            digits[found++] = text[at++];
            if (found == count)
            {
                return at < text.Length && char.IsAsciiDigit(text[at]) ? null : (digits.ToString(), at);
            }

            var gap = 0;
            while (at + gap < text.Length && gap <= MaxGap && IsSeparator(text, at + gap))
            {
                gap++;
            }

            if (at + gap >= text.Length || gap > MaxGap || !char.IsAsciiDigit(text[at + gap]) || gap > 0 && ++groups > MaxGroups)
            {
                return null;
            }

            at += gap;
        }
    }

    /// <summary>Digits each apart by one and the same mark: "9 4 3 4 7 6 5 9 1 9", "9-4-3-…".</summary>
    public static (string Digits, int End)? ReadApart(string text, int start, int count)
    {
        if (start + (2 * count) - 1 > text.Length || start + 1 >= text.Length || char.IsLetterOrDigit(text[start + 1]) || text[start + 1] is ',')
        {
            return null;
        }

        Span<char> digits = stackalloc char[count];
        for (var i = 0; i < count; i++)
        {
            var at = start + (2 * i);
            if (!char.IsAsciiDigit(text[at]) || (i > 0 && text[at - 1] != text[start + 1]))
            {
                return null;
            }

            digits[i] = text[at];
        }

        var end = start + (2 * count) - 1;
        return end < text.Length && (char.IsLetterOrDigit(text[end]) || (text[end] == text[start + 1] && end + 1 < text.Length && char.IsAsciiDigit(text[end + 1]))) ? null : (digits.ToString(), end);
    }

    /// <summary>A bracket opens before a trunk zero only: "+44 (0)20".</summary>
    private static bool IsSeparator(string text, int at) =>
        Separators.Contains(text[at]) || text.AsSpan(at).StartsWith("(0)");

    /// <summary>How many digits stand together from <paramref name="start"/>.</summary>
    public static int Together(string text, int start)
    {
        var end = start;
        while (end < text.Length && char.IsAsciiDigit(text[end]))
        {
            end++;
        }

        return end - start;
    }
}

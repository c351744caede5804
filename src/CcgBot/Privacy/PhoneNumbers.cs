namespace CcgBot.Privacy;

/// <summary>
/// UK phone numbers: 0, +44, 0044 or 44 before a national number of ten digits, or of nine where it starts with 1, 500 or 800
/// (Ofcom, National Telephone Numbering Plan). Short service numbers (111, 999, 116 123) belong to nobody and stay.
/// </summary>
internal static class PhoneNumbers
{
    private static readonly int[] NationalLengths = [10, 9];

    public static IEnumerable<Range> In(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (DigitRun.StartsAt(text, start) && (text[start] is '0' or '4') && End(text, start) is { } end)
            {
                var from = start > 0 && text[start - 1] is '+' or '(' ? start - 1 : start;
                from = from > 0 && text[from] == '+' && text[from - 1] == '(' && text.AsSpan(start, end - start).Contains(')') ? from - 1 : from;
                yield return from..end;
                start = end - 1;
            }
        }
    }

    private static int? End(string text, int start)
    {
        var plus = start > 0 && text[start - 1] == '+';
        if (plus && text.AsSpan(start).StartsWith("44"))
        {
            return Longest(text, start, 2, 3);
        }

        if (text.AsSpan(start).StartsWith("0044"))
        {
            return Longest(text, start, 4, 5);
        }

        // "44 7…" without a plus is taken for a mobile only: 44 is a common number.
        if (text.AsSpan(start).StartsWith("44") && DigitRun.Read(text, start, 12) is { } bare && bare.Digits[2] == '7')
        {
            return bare.End;
        }

        return text[start] == '0' && !IsDateOrCode(text, start) ? Longest(text, start, 1, 1) : null;
    }

    /// <summary>"01-02-2012 45", "0-19-853453-1": one or two digits begin a number only as "0 7…", "(0)7…" or "07 700…".</summary>
    private static bool IsDateOrCode(string text, int start) => DigitRun.Together(text, start) switch
    {
        1 => start + 1 < text.Length && text[start + 1] is not (' ' or ')'),
        2 => start + 3 < text.Length && DigitRun.Together(text, start + 3) < 3,
        _ => false,
    };

    /// <summary>The end of the longest number whose national part follows a prefix of so many digits.</summary>
    private static int? Longest(string text, int start, int prefix, int prefixWithZero)
    {
        foreach (var length in NationalLengths)
        {
            foreach (var before in (int[])[prefixWithZero, prefix])
            {
                if (DigitRun.Read(text, start, before + length) is { } run
                    && (before == prefix || run.Digits[prefix] == '0')
                    && IsNational(run.Digits.AsSpan(before)))
                {
                    return run.End;
                }
            }
        }

        return null;
    }

    private static bool IsNational(ReadOnlySpan<char> number) =>
        number[0] is '1' or '2' or '3' or '5' or '7' or '8' or '9'
        && (number.Length == 10 || number[0] == '1' || number.StartsWith("500") || number.StartsWith("800"));
}

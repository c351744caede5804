namespace CcgBot.Privacy;

/// <summary>
/// NHS numbers (England, Wales, Isle of Man; Scotland's CHI and Northern Ireland's H&amp;C numbers check the same way): ten digits
/// whose last is 11 − (Σ digit × (10 … 2) mod 11), 11 counting as 0 and 10 as none (NHS Data Dictionary, "NHS NUMBER").
/// </summary>
internal static class NhsNumbers
{
    private const int Length = 10;

    public static IEnumerable<Range> In(string text)
    {
        for (var start = 0; start < text.Length; start++)
        {
            if (DigitRun.StartsAt(text, start) && (DigitRun.Read(text, start, Length) ?? DigitRun.ReadApart(text, start, Length)) is { } run && Checks(run.Digits) && !IsBookNumber(text, start))
            {
                yield return start..run.End;
                start = run.End - 1;
            }
        }
    }

    internal static bool Checks(ReadOnlySpan<char> digits)
    {
        var sum = 0;
        for (var i = 0; i < Length - 1; i++)
        {
            sum += (digits[i] - '0') * (Length - i);
        }

        var check = 11 - (sum % 11);
        return check != 10 && (check == 11 ? 0 : check) == digits[Length - 1] - '0' && digits.ContainsAnyExcept(digits[0]);
    }

    /// <summary>ISBN-10 has the very same check digit.</summary>
    private static bool IsBookNumber(string text, int start) =>
        text.AsSpan(Math.Max(0, start - 10), Math.Min(10, start)).Contains("ISBN", StringComparison.OrdinalIgnoreCase);
}

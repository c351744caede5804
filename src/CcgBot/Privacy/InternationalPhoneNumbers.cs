using PhoneNumbers;

namespace CcgBot.Privacy;

/// <summary>Phone numbers of any country, written with its code after "+" or "00", by Google's libphonenumber.</summary>
internal static class InternationalPhoneNumbers
{
    /// <summary>A number with its country's code has no region of its own to be read in.</summary>
    private const string NoRegion = "ZZ";

    /// <summary>Longest text between "00" and what is its number: code and national number in groups.</summary>
    private const int Longest = 30;

    private const int LeastDigits = 8;

    public static IEnumerable<Range> In(string text)
    {
        for (var at = 0; at < text.Length; at++)
        {
            var plus = text[at] == '+';
            var zeros = !plus && text[at] == '0' && at + 2 < text.Length && text[at + 1] == '0' && (at == 0 || !(char.IsLetterOrDigit(text[at - 1]) || text[at - 1] is '.' or ',' or '-'));
            if (!plus && !zeros)
            {
                continue;
            }

            var digits = at + (plus ? 1 : 2);
            if (End(text, digits) is { } end)
            {
                yield return at..end;
                at = end - 1;
            }
        }
    }

    /// <summary>The end of the longest number that its country has room for.</summary>
    private static int? End(string text, int start)
    {
        var ends = new List<int>();
        for (var at = start; at < text.Length && at < start + Longest && (char.IsAsciiDigit(text[at]) || text[at] is ' ' or '-' or '.' or '(' or ')' or '/' or PlainText.Nothing); at++)
        {
            if (char.IsAsciiDigit(text[at]) && (at + 1 == text.Length || !char.IsLetterOrDigit(text[at + 1])))
            {
                ends.Add(at + 1);
            }
        }

        for (var i = ends.Count - 1; i >= 0; i--)
        {
            var digits = string.Concat(text.AsSpan(start, ends[i] - start).ToString().Replace("(0)", "", StringComparison.Ordinal).Where(char.IsAsciiDigit));
            if (digits.Length >= LeastDigits && IsNumber("+" + digits))
            {
                return ends[i];
            }
        }

        return null;
    }

    private static bool IsNumber(string number)
    {
        try
        {
            var phones = PhoneNumberUtil.GetInstance();
            return phones.IsPossibleNumber(phones.Parse(number, NoRegion));
        }
        catch (NumberParseException)
        {
            return false;
        }
    }
}

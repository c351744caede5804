using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>Payment card numbers: 13 to 19 digits, in groups or not, whose Luhn sum is right (ISO/IEC 7812-1, annex B).</summary>
internal static partial class CardNumbers
{
    public static IEnumerable<Range> In(string text) => Digits().Matches(text)
        .Where(match => PassesLuhn(match.Value) && !IsBookNumber(text, match))
        .Select(match => match.Index..(match.Index + match.Length));

    private static bool PassesLuhn(string text)
    {
        var (sum, place) = (0, 0);
        for (var i = text.Length - 1; i >= 0; i--)
        {
            if (char.IsAsciiDigit(text[i]))
            {
                var digit = (text[i] - '0') * (place++ % 2 == 0 ? 1 : 2);
                sum += digit > 9 ? digit - 9 : digit;
            }
        }

        return sum % 10 == 0 && text.AsSpan().ContainsAnyExcept("0 -._");
    }

    /// <summary>One in ten books' numbers passes too.</summary>
    private static bool IsBookNumber(string text, Match match) =>
        text.AsSpan(Math.Max(0, match.Index - 10), Math.Min(10, match.Index)).Contains("ISBN", StringComparison.OrdinalIgnoreCase)
        || match.ValueSpan.StartsWith("978") && match.Value.Count(char.IsAsciiDigit) == 13;

    [GeneratedRegex(@"(?<![\w.])(?:[0-9][ ._-]{0,2}){12,18}[0-9](?!\w)", RegexOptions.CultureInvariant)]
    private static partial Regex Digits();
}

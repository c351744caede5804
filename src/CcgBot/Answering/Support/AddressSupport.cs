using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Answering.Support;

/// <summary>No web address, mail address or telephone number is shown that the cited paragraphs don't give, to the letter and to its end.</summary>
internal static partial class AddressSupport
{
    private const int LeastPhoneDigits = 7;

    public static string? Missing(SupportText claim, SupportText source)
    {
        foreach (var text in claim.Texts)
        {
            foreach (Match match in Pattern().Matches(text))
            {
                var address = match.Value.TrimEnd('.', ',', ';', ':', ')', '!', '?', '\'', '"');
                if (!source.Texts.Any(own => Gives(own, address)))
                {
                    return $"The cited paragraph does not give the address {address}.";
                }
            }

            foreach (Match match in Digits().Matches(text))
            {
                var digits = OnlyDigits(match.Value);
                if (digits.Length >= LeastPhoneDigits && !source.Texts.Any(own => Digits().Matches(own).Any(given => OnlyDigits(given.Value) == digits)) && !IsAmount(match.Value)
                    && !DateOnly.TryParse(match.Value, CultureInfo.InvariantCulture, out _))
                {
                    return $"The cited paragraph does not give the number {match.Value.Trim()}.";
                }
            }
        }

        return null;
    }

    private static bool Gives(string paragraph, string address)
    {
        for (var at = paragraph.IndexOf(address, StringComparison.OrdinalIgnoreCase); at >= 0; at = paragraph.IndexOf(address, at + 1, StringComparison.OrdinalIgnoreCase))
        {
            var end = at + address.Length;
            if ((at == 0 || !(char.IsLetterOrDigit(paragraph[at - 1]) || paragraph[at - 1] is '-' or '@'))
                && (end == paragraph.Length || !(char.IsLetterOrDigit(paragraph[end]) || paragraph[end] is '/' or '=' or '&' or '@' or '-'
                    || (paragraph[end] is '.' or '?' && end + 1 < paragraph.Length && char.IsLetterOrDigit(paragraph[end + 1])))))
            {
                return true;
            }
        }

        return false;
    }

    private static string OnlyDigits(string text) => string.Concat(text.Where(char.IsAsciiDigit));

    // "1,500,000" and "1500000.00" are what numbers look like; the number check has them.
    private static bool IsAmount(string text) => !text.AsSpan().ContainsAny(" -+()/") || (text.Contains(',', StringComparison.Ordinal) && !text.AsSpan().ContainsAny("-+(/"));

    // Anything with a scheme, a mail address, or a name with a dot and an ending, full-width and ideographic dots included.
    [GeneratedRegex(
        @"[a-z][a-z0-9+.-]{1,20}:(?:/|[^\s\d:])\S+|[^\s@<>()]+@[^\s@<>()]+|(?:[\p{L}\p{N}-]+[.\u3002\uFF0E\uFF61])+\p{L}{2,}(?::\d+)?(?:[/?#]\S*)?|\b\d{1,3}(?:\.\d{1,3}){3}(?::\d+)?(?:/\S*)?",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Pattern();

    [GeneratedRegex(@"[+(]?\d(?:[ ()/-]{0,2}\d){6,19}", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Digits();
}

using System.Globalization;

namespace CcgBot.Privacy;

/// <summary>
/// A text of the same length in which digits of every script, full-width letters, dashes and spaces are ASCII: what is found in it stands at
/// the same place in the text as typed.
/// </summary>
internal static class PlainText
{
    /// <summary>Stands for the second half of a character outside the BMP, and for characters that can't be seen.</summary>
    public const char Nothing = '\u2060';

    public static string Of(string text)
    {
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u007F'))
        {
            return text;
        }

        return string.Create(text.Length, text, (plain, typed) =>
        {
            for (var i = 0; i < typed.Length; i++)
            {
                if (char.IsHighSurrogate(typed[i]) && i + 1 < typed.Length && char.IsLowSurrogate(typed[i + 1]))
                {
                    var value = CharUnicodeInfo.GetDecimalDigitValue(typed, i);
                    (plain[i], plain[i + 1]) = value >= 0 ? ((char)('0' + value), Nothing) : (typed[i], typed[i + 1]);
                    i++;
                }
                else
                {
                    plain[i] = Of(typed[i]);
                }
            }
        });
    }

    private static char Of(char c) => c switch
    {
        <= '\u007F' => c,
        >= '\uFF01' and <= '\uFF5E' => (char)(c - 0xFEE0),
        >= '\u2460' and <= '\u2468' => (char)('1' + (c - '\u2460')), // circled
        '\u24EA' => '0',
        _ => CharUnicodeInfo.GetUnicodeCategory(c) switch
        {
            UnicodeCategory.DecimalDigitNumber => (char)('0' + CharUnicodeInfo.GetDecimalDigitValue(c)),
            UnicodeCategory.SpaceSeparator => ' ',
            UnicodeCategory.DashPunctuation => '-',
            UnicodeCategory.Format => Nothing,
            _ => c,
        },
    };
}

using System.Globalization;
using System.Text;

namespace CcgBot.Web.Pages;

/// <summary>Characters that change how others are shown without being seen: control characters, bidi embeddings, overrides and isolates.</summary>
internal static class Invisible
{
    public static bool Is(Rune rune) => rune.Value switch
    {
        '\t' or '\n' or '\r' => false,
        0x200E or 0x200F or 0x061C => true,
        >= 0x202A and <= 0x202E => true,
        >= 0x2066 and <= 0x2069 => true,
        // Tag characters: a whole second text can be hidden in them.
        >= 0xE0000 and <= 0xE007F => true,
        _ => Rune.GetUnicodeCategory(rune) == UnicodeCategory.Control,
    };

    public static string Remove(string text)
    {
        if (!text.EnumerateRunes().Any(Is))
        {
            return text;
        }

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes().Where(rune => !Is(rune)))
        {
            kept.Append(rune);
        }

        return kept.ToString();
    }
}

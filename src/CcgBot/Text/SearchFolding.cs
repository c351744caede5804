using System.Text;

namespace CcgBot.Text;

/// <summary>
/// The copy of a text that is searched: full-width and other compatibility forms plain, letters and their marks composed, and what can't be
/// seen left out (soft hyphens, zero-width characters, vowel marks). Articles and questions are folded alike; the text itself stays as it is.
/// </summary>
public static class SearchFolding
{
    private const char SoftHyphen = '\u00AD';

    /// <param name="moved">Told, where the copy falls behind or ahead, the place in the copy and how far on the text then is; null = nobody asks.</param>
    public static string Of(string text, Action<int, int>? moved = null)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u009F'))
        {
            return text;
        }

        var folded = new StringBuilder(text.Length);
        var shift = 0;
        for (var i = 0; i < text.Length;)
        {
            var length = char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]) ? 2 : 1;
            Append(folded, length == 2 ? char.ConvertToUtf32(text[i], text[i + 1]) : text[i]);
            i += length;
            // A word parted by a soft hyphen at a line's end is one word.
            if (text[i - 1] == SoftHyphen)
            {
                while (i < text.Length && LineEnds.Contains(text[i]))
                {
                    i++;
                }
            }

            if (i - folded.Length != shift)
            {
                shift = i - folded.Length;
                moved?.Invoke(folded.Length, shift);
            }
        }

        return folded.ToString();
    }

    /// <summary>Compatibility forms plain and marks composed, nothing left out: for words as typed and names of files.</summary>
    public static string Composed(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExceptInRange('\0', '\u009F'))
        {
            return text;
        }

        var composed = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            AppendPlain(composed, rune.Value);
        }

        return composed.ToString();
    }

    private static void Append(StringBuilder folded, int point)
    {
        if (!IsLeftOut(point))
        {
            AppendPlain(folded, point);
            // A mark that no letter takes up adds nothing to find it by.
            if (folded.Length > 0 && folded[^1] is >= '\u0300' and <= '\u036F')
            {
                folded.Length--;
            }
        }
    }

    private static void AppendPlain(StringBuilder folded, int point)
    {
        if (point < 0xA0)
        {
            folded.Append((char)point);
            return;
        }

        foreach (var part in PlainOf(point))
        {
            if (folded.Length > 0 && Nfkc.Compose(folded[^1], part) is { } composed)
            {
                folded.Length--;
                Append16(folded, composed);
            }
            else
            {
                Append16(folded, part);
            }
        }
    }

    // "´" typed for an apostrophe is no blank with a mark.
    private static int[] PlainOf(int point) => Nfkc.PlainOf(point) is { } parts && (parts.Length == 1 || parts[0] != ' ') ? parts : [point];

    private static void Append16(StringBuilder folded, int point)
    {
        if (point < 0x10000)
        {
            folded.Append((char)point);
        }
        else
        {
            folded.Append(char.ConvertFromUtf32(point));
        }
    }

    /// <summary>Soft hyphen, joiners, direction marks, byte order mark; Arabic vowel marks and tatweel, Hebrew points.</summary>
    private static bool IsLeftOut(int point) => point is SoftHyphen or 0x034F or 0x061C or 0x180E or (>= 0x200B and <= 0x200F) or (>= 0x202A and <= 0x202E) or (>= 0x2060 and <= 0x2069) or 0xFEFF
        or 0x0640 or (>= 0x064B and <= 0x0652) or 0x0670 or (>= 0x0591 and <= 0x05BD) or 0x05BF or 0x05C1 or 0x05C2;
}

using System.Globalization;

namespace CcgBot.Documents.Office;

/// <summary>
/// What the signs of symbol fonts are: "≥" and "µ" of Symbol, the boxes and ticks of Wingdings. In a file they are numbers that mean nothing without the font.
/// </summary>
internal static class SymbolFonts
{
    /// <summary>Adobe's Symbol encoding from 0x20 on, as far as it has letters and signs; a blank where it has none.</summary>
    private const string Symbol = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼ ";

    /// <summary>The same from 0xA0 on.</summary>
    private const string SymbolHigh = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈… ―↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊〈®©™∑";

    private static readonly Dictionary<int, string> Wingdings = new()
    {
        [0x6F] = "☐",
        [0x71] = "☐",
        [0x78] = "☒",
        [0xA8] = "☐",
        [0xDF] = "←",
        [0xE0] = "→",
        [0xE1] = "↑",
        [0xE2] = "↓",
        [0xE8] = "→",
        [0xF0] = "→",
        [0xFB] = "✗",
        [0xFC] = "✓",
        [0xFD] = "☒",
        [0xFE] = "☑",
    };

    /// <param name="code">Four hexadecimal digits; those of a font's own signs begin with F0.</param>
    /// <returns>Empty where it is only for show, or not known.</returns>
    public static string Read(string? font, string? code)
    {
        if (!int.TryParse(code, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var number) || font is null)
        {
            return "";
        }

        var sign = number & 0xFF;
        return font.StartsWith("Wingdings", StringComparison.OrdinalIgnoreCase) ? font.Length == 9 ? Wingdings.GetValueOrDefault(sign, "") : ""
            : font.StartsWith("Symbol", StringComparison.OrdinalIgnoreCase) ? OfSymbol(sign)
            : font.StartsWith("Webdings", StringComparison.OrdinalIgnoreCase) || number is >= 0xE000 and <= 0xF8FF ? ""
            : char.ConvertFromUtf32(number);
    }

    private static string OfSymbol(int sign)
    {
        var found = sign is >= 0x20 and < 0x80 ? Symbol[sign - 0x20] : sign >= 0xA0 && sign - 0xA0 < SymbolHigh.Length ? SymbolHigh[sign - 0xA0] : ' ';
        return found is ' ' or '•' ? "" : found.ToString();
    }
}

using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Text;

/// <summary>The mark before an item of a list: a bullet, or a number or letter with its point or bracket.</summary>
/// <param name="Length">From the line's first character to the item's own words.</param>
/// <param name="Style">What marks of one list have in common: the bullet, or the form of numbering.</param>
/// <param name="Number">Its place in the numbering from 1; 0 for a bullet.</param>
public readonly partial record struct ListMark(int Length, string Style, int Number)
{
    private const string Circled = "①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳";
    private const string HanNumbers = "一二三四五六七八九十";

    public bool IsBullet => Number == 0 && Style is not ("-" or "–" or "—" or "*");

    /// <summary>"A. Smith": as likely a person's initial.</summary>
    public bool IsLikeAnInitial => Style == "A.";

    /// <summary>The next of the same list.</summary>
    public bool Follows(ListMark other) => Style == other.Style && (Number == 0 || Number == other.Number + 1);

    public static ListMark? At(string text, int start, int end)
    {
        var match = Pattern().Match(text, start, end - start);
        if (!match.Success)
        {
            return null;
        }

        var words = match.Groups["words"].Index - start;
        if (match.Groups["bullet"] is { Success: true } bullet)
        {
            return new ListMark(words, bullet.Value, 0);
        }

        if (match.Groups["circled"] is { Success: true } circled)
        {
            return new ListMark(words, "①", Circled.IndexOf(circled.Value, StringComparison.Ordinal) + 1);
        }

        if (match.Groups["han"] is { Success: true } han)
        {
            return new ListMark(words, "一", HanNumbers.IndexOf(han.Value, StringComparison.Ordinal) + 1);
        }

        var (open, close) = (match.Groups["open"].Value, match.Groups["close"].Value);
        return match.Groups["letter"] is { Success: true } letter
            ? new ListMark(words, open + (char.IsUpper(letter.Value[0]) ? "A" : "a") + close, char.ToLowerInvariant(letter.Value[0]) - 'a' + 1)
            : new ListMark(words, open + "1" + close, match.Groups["number"].Value.Aggregate(0, (sum, digit) => 10 * sum + CharUnicodeInfo.GetDecimalDigitValue(digit)));
    }

    // The alternatives begin with different characters, so nothing is tried twice.
    [GeneratedRegex(@"\G(?:(?<bullet>[•·▪◦‣●○■□▶►➢✓✔・∙⁃])[\s\uFEFF]{0,60}|(?<bullet>[*–—-])[ \t\u00A0]{1,60}|(?<circled>[①-⑳])[ \t\u00A0]{0,60}|(?<han>[一二三四五六七八九十])、|(?<open>[(（]?)(?:(?<number>[\p{Nd}]{1,2})|(?<letter>[a-zA-Z]))(?:(?<close>[.)])[ \t\u00A0]{1,60}|(?<close>[）．、])[ \t\u00A0]{0,60}))(?<words>\S)", RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}

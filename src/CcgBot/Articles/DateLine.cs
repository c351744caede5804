using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Articles;

/// <summary>Recognises a line that is a date and nothing else: "16 November 2012", "Published: Friday 16 Nov 2012", "2012-11-16".</summary>
public static partial class DateLine
{
    /// <summary>"Last reviewed on: Wednesday 27th September 2023 at 10:15:00 am GMT" has 61.</summary>
    private const int Longest = 200;

    private static readonly string[] Formats =
    [
        "d MMMM yyyy", "d MMM yyyy", "MMMM d yyyy", "MMM d yyyy", "yyyy-MM-dd", "yyyy/MM/dd", "d/M/yyyy", "d.M.yyyy", "d-M-yyyy",
    ];

    /// <summary>True when the line is a date; <paramref name="date"/> is null when it names no day ("November 2012"): nothing is invented.</summary>
    public static bool TryParse(string line, out DateOnly? date)
    {
        date = null;
        if (line.Length > Longest)
        {
            return false;
        }

        var text = Lead().Replace(line.Trim(), "");
        text = Weekday().Replace(text, "");
        text = Time().Replace(text, "");
        text = Ordinal().Replace(text, "$1").Replace(",", " ").Replace("Sept ", "Sep ");
        text = Spaces().Replace(text, " ").Trim();
        if (DateOnly.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            date = day;
            return true;
        }

        return DateTime.TryParseExact(text, (string[])["MMMM yyyy", "MMM yyyy"], CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    [GeneratedRegex(@"^(?:(?:first )?published|posted|updated|last (?:updated|reviewed|modified)|date)(?: on| at)?\s*:?\s*", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Lead();

    [GeneratedRegex(@"^(?:mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|sat(?:ur)?|sun)(?:day)?,?\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Weekday();

    [GeneratedRegex(@"(?:,|\s+at|\s+-|\s*\|)?\s+\d{1,2}[:.]\d{2}(?::\d{2})?\s*(?:am|pm)?(?:\s*(?:GMT|BST|UTC))?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Time();

    [GeneratedRegex(@"\b(\d{1,2})(?:st|nd|rd|th)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Ordinal();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}

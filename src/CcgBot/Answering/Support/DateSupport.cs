using System.Collections.Frozen;
using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Answering.Support;

/// <summary>Every date of a claim is one of the paragraphs', or part of one ("November 2012" of "16 November 2012"), however it is written.</summary>
internal static partial class DateSupport
{
    private static readonly FrozenDictionary<string, int> Months = Enumerable.Range(1, 12)
        .SelectMany(month => (string[])
            [CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month), CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month)])
        .Append("Sept")
        .DistinctBy(name => name)
        .ToFrozenDictionary(name => name, name => name == "Sept" ? 9 : DateTime.ParseExact(name, (string[])["MMMM", "MMM"], CultureInfo.InvariantCulture).Month, StringComparer.OrdinalIgnoreCase);

    public static bool IsMonth(string word) => Months.ContainsKey(word);

    public static string? Missing(SupportText claim, SupportText source)
    {
        var said = Read(claim);
        if (said.Count == 0)
        {
            return null;
        }

        var given = Read(source);
        var missing = said.FirstOrDefault(date => !given.Any(date.IsPartOf));
        return missing is null ? null : $"The cited paragraph does not give the date {missing.Written}.";
    }

    internal static List<WrittenDate> Read(SupportText text) =>
        [.. text.Texts.SelectMany((one, index) => DatePattern().Matches(one).SelectMany(match => Readings(match, index)))];

    private static IEnumerable<WrittenDate> Readings(Match match, int text)
    {
        int? Group(string name) => match.Groups[name] is { Success: true } group ? int.Parse(group.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture) : null;
        int? month = match.Groups["month"] is { Success: true } name ? Months[name.Value] : Group("mm");
        var date = new WrittenDate(Group("year"), month, Group("day"), text, match.Index, match.Length, match.Value);
        if (date.Month is null || (date.Day is null && date.Year is null))
        {
            yield break;
        }

        if (match.Groups["swap"].Success && date is { Day: { } day, Month: { } second } && day <= 12)
        {
            // 03/04/2013 is one day in Britain and another in America: the paragraph's writer is not asked.
            yield return date with { Day = second, Month = day };
        }

        yield return date;
    }

    // Month names with a capital only: "may" and "march" are verbs.
    [GeneratedRegex(
        """
        (?<![0-9])(?:
          (?<day>[0-9]{1,2})(?:st|nd|rd|th)?\s{1,20}(?:of\s{1,20})?(?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?(?:,?\s{1,20}(?<year>[0-9]{4}))?
        | (?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?\s{1,20}(?<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?:,?\s{1,20}(?<year>[0-9]{4}))?
        | (?<month>Jan(?:uary)?|Feb(?:ruary)?|Mar(?:ch)?|Apr(?:il)?|May|June?|July?|Aug(?:ust)?|Sept?(?:ember)?|Oct(?:ober)?|Nov(?:ember)?|Dec(?:ember)?)\b\.?,?\s{1,20}(?<year>[0-9]{4})
        | (?<year>[0-9]{4})-(?<mm>[0-9]{1,2})-(?<day>[0-9]{1,2})
        | (?<day>[0-9]{1,2})(?<swap>[/.])(?<mm>[0-9]{1,2})[/.](?<year>[0-9]{4})
        )(?![0-9])
        """,
        RegexOptions.CultureInvariant | RegexOptions.IgnorePatternWhitespace)]
    private static partial Regex DatePattern();
}

/// <summary>A date as far as it is given, and where it stands.</summary>
internal sealed record WrittenDate(int? Year, int? Month, int? Day, int Text, int Start, int Length, string Written)
{
    public bool Covers(Token token) => token.Text == Text && token.Start >= Start && token.Start < Start + Length;

    public bool IsPartOf(WrittenDate other) =>
        (Year is null || Year == other.Year) && (Month is null || Month == other.Month) && (Day is null || Day == other.Day);
}

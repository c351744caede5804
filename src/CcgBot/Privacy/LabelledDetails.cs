using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>Details that only their label tells from other numbers: "NHS no 943.476.5918" with a slip of the pen, "dob 12/3/50", "MRN 123456".</summary>
internal static partial class LabelledDetails
{
    private const int LeastDigits = 4;

    public static IEnumerable<Range> NhsNumbersIn(string text) => Of(Nhs(), text);

    public static IEnumerable<Range> BirthDatesIn(string text) => Of(BirthDate(), text);

    public static IEnumerable<Range> HospitalNumbersIn(string text) =>
        Of(HospitalNumber(), text).Where(range => text[range].Count(char.IsAsciiDigit) >= LeastDigits);

    private static IEnumerable<Range> Of(Regex pattern, string text)
    {
        foreach (Match match in pattern.Matches(text))
        {
            var detail = match.Groups["detail"];
            yield return detail.Index..(detail.Index + detail.Length);
        }
    }

    [GeneratedRegex(
        @"\b(?:nhs|chi|h ?& ?c|hcn)(?:[ ]?(?:no|num|number|nr|id|nbr)\b)?[ .:=#'""(-]{0,4}(?:(?:is|was|of)[ :]{1,2})?(?<detail>\d(?:[^\p{L}\d]{0,3}\d){9})(?:[^\p{L}\d]|$)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Nhs();

    [GeneratedRegex(
        @"\b(?:d[.]?[ ]?o[.]?[ ]?b[.]?|date[ -]of[ -]birth|birth[ -]?date|birthday|born(?: on)? (?:the )?)[ .:=(-]{0,4}(?:(?:is|was)[ :]{1,2})?"
        + @"(?<detail>\d{1,2}[ ]?[./-][ ]?\d{1,2}[ ]?[./-][ ]?(?:\d{4}|\d{2})|\d{4}[./-]\d{1,2}[./-]\d{1,2})\b"
        + @"|\b(?:d[.]?[ ]?o[.]?[ ]?b[.]?|date[ -]of[ -]birth|birth[ -]?date|birthday)[ .:=(-]{0,4}(?:(?:is|was)[ :]{1,2})?"
        + @"(?<detail>\d{1,2}(?:st|nd|rd|th)?[ .,/-]{0,2}(?:of )?(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .,/-]{0,2}\d{2,4}"
        + @"|(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]{0,6}[ .]{1,2}\d{1,2}(?:st|nd|rd|th)?[ ,]{1,2}\d{4}|\d{1,2} \d{1,2} (?:\d{4}|\d{2})|\d{8}|\d{6})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex BirthDate();

    [GeneratedRegex(
        @"\b(?:(?:hospital|hosp|patient|pt|unit|chart|case ?notes?|medical record|clinic|pas|admission|emis)[ ]?(?:no|num|number|nr|id|identifier|ref)|mrn|(?:hospital|hosp|patient|pt)[ ]?#)"
        + @"[ .:=#(-]{0,4}(?:(?:is|was)[ :]{1,2})?(?<detail>[a-z]{0,3}[ /-]?\d(?:[ /-]?[a-z\d]){3,13})\b",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex HospitalNumber();
}

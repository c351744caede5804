using System.Text.RegularExpressions;

namespace CcgBot.Privacy;

/// <summary>
/// Names that a question says are a patient's or a person's: after "patient", "my mother", "Mrs", "name is". Used where questions are shown to
/// others (the gaps report), not for searching: an article may well be about Mr Somebody.
/// </summary>
public static partial class PatientNames
{
    /// <summary>The text with such names replaced by <see cref="PersonalData.Mark"/>.</summary>
    public static string Mask(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var (parts, from) = (new List<string>(), 0);
        foreach (Match match in Name().Matches(text))
        {
            var name = match.Groups["name"];
            parts.Add(text[from..name.Index]);
            parts.Add(PersonalData.Mark);
            from = name.Index + name.Length;
        }

        parts.Add(text[from..]);
        return string.Concat(parts);
    }

    [GeneratedRegex(
        @"\b(?:(?:[Mm]r|[Mm]rs|[Mm]s|[Mm]iss|[Mm]aster|MR|MRS|MS|MISS)\b\.?[ ]+(?<name>\p{L}[\p{L}'\u2019-]+(?:[ ]+\p{Lu}[\p{L}'\u2019-]+){0,2})"
        + @"|(?:[Pp]atient|[Pp]t|[Cc]lient|[Rr]esident|[Ss]ervice user|[Mm]other|[Ff]ather|[Mm]um|[Dd]ad|[Ww]ife|[Hh]usband|[Ss]on|[Dd]aughter|[Bb]rother|[Ss]ister|[Pp]artner|[Nn]eighbour|[Ff]riend|[Cc]olleague"
        + @"|[Nn]ame|[Nn]amed|[Cc]alled)(?:'s)?[ ]*(?:is|was|:|,|=|-|called|named|\()?[ ]*(?<name>\p{Lu}[\p{L}'\u2019-]+(?:[ ]+(?:\p{Lu}\.?[ ]+)?\p{Lu}[\p{L}'\u2019-]+){0,3}))",
        RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Name();
}

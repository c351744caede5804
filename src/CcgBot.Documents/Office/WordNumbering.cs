using System.Globalization;
using System.Text.RegularExpressions;
using DocumentFormat.OpenXml.Wordprocessing;

namespace CcgBot.Documents.Office;

/// <summary>Counts the numbered paragraphs of a document and writes each number as Word shows it.</summary>
internal sealed partial class WordNumbering(Numbering? numbering)
{
    private const int Levels = 9;

    private readonly Dictionary<int, AbstractNum> _abstract = (numbering?.Elements<AbstractNum>() ?? [])
        .Where(definition => definition.AbstractNumberId is not null).GroupBy(definition => definition.AbstractNumberId!.Value).ToDictionary(same => same.Key, same => same.First());

    private readonly Dictionary<int, NumberingInstance> _instances = (numbering?.Elements<NumberingInstance>() ?? [])
        .Where(instance => instance.NumberID is not null).GroupBy(instance => instance.NumberID!.Value).ToDictionary(same => same.Key, same => same.First());

    // By the definition, which several lists may go on with; what an instance starts anew is counted from there.
    private readonly Dictionary<int, int?[]> _counts = [];
    private readonly HashSet<(int Instance, int Level)> _restarted = [];

    /// <summary>The number of the next paragraph of a list with a blank after it; empty for a bullet.</summary>
    public string Next(int id, int level)
    {
        if (!_instances.TryGetValue(id, out var instance) || instance.AbstractNumId?.Val?.Value is not { } definition || level is < 0 or >= Levels)
        {
            return "";
        }

        if (!_counts.TryGetValue(definition, out var counts))
        {
            _counts[definition] = counts = new int?[Levels];
        }

        if (Override(instance, level)?.StartOverrideNumberingValue?.Val?.Value is { } start && _restarted.Add((id, level)))
        {
            counts[level] = start;
        }
        else
        {
            counts[level] = counts[level] + 1 ?? Start(instance, level);
        }

        for (var deeper = level + 1; deeper < Levels; deeper++)
        {
            if (LevelOf(instance, deeper)?.LevelRestart?.Val?.Value != 0)
            {
                counts[deeper] = null;
            }
        }

        for (var above = 0; above < level; above++)
        {
            counts[above] ??= Start(instance, above);
        }

        var shown = LevelOf(instance, level);
        if (shown is null || FormatOf(shown) is "bullet" or "none")
        {
            return "";
        }

        var legal = shown.GetFirstChild<IsLegalNumberingStyle>() is not null;
        var mark = Place().Replace(shown.LevelText?.Val?.Value ?? $"%{level + 1}.", place =>
        {
            var of = place.Value[1] - '1';
            return Write(counts[of] ?? 1, legal ? "decimal" : FormatOf(LevelOf(instance, of)));
        }).Trim();
        return mark.Length == 0 ? "" : mark + " ";
    }

    public int LevelOfStyle(int id, string? style) => _instances.TryGetValue(id, out var instance) && style is not null
        ? Enumerable.Range(0, Levels).FirstOrDefault(level => LevelOf(instance, level)?.ParagraphStyleIdInLevel?.Val?.Value == style)
        : 0;

    private int Start(NumberingInstance instance, int level) => LevelOf(instance, level)?.StartNumberingValue?.Val?.Value ?? 1;

    private static LevelOverride? Override(NumberingInstance instance, int level) => instance.Elements<LevelOverride>().FirstOrDefault(over => over.LevelIndex?.Value == level);

    private Level? LevelOf(NumberingInstance instance, int level) => Override(instance, level)?.Level
        ?? (instance.AbstractNumId?.Val?.Value is { } id && _abstract.TryGetValue(id, out var definition)
            ? definition.Elements<Level>().FirstOrDefault(own => own.LevelIndex?.Value == level)
            : null);

    private static string FormatOf(Level? level) => level?.NumberingFormat?.Val?.InnerText ?? "decimal";

    private static string Write(int number, string format) => format switch
    {
        "lowerLetter" => Letters(number, 'a'),
        "upperLetter" => Letters(number, 'A'),
        "lowerRoman" => Roman(number).ToLowerInvariant(),
        "upperRoman" => Roman(number),
        "decimalZero" => number.ToString("00", CultureInfo.InvariantCulture),
        "none" or "bullet" => "",
        "ordinal" => number.ToString(CultureInfo.InvariantCulture) + (number % 100 is 11 or 12 or 13 ? "th" : (number % 10) switch { 1 => "st", 2 => "nd", 3 => "rd", _ => "th" }),
        _ => number.ToString(CultureInfo.InvariantCulture),
    };

    /// <summary>Word goes on after z with aa, bb.</summary>
    private static string Letters(int number, char first) => number is < 1 or > 780 ? number.ToString(CultureInfo.InvariantCulture) : new string((char)(first + (number - 1) % 26), (number - 1) / 26 + 1);

    private static string Roman(int number)
    {
        if (number is < 1 or > 3999)
        {
            return number.ToString(CultureInfo.InvariantCulture);
        }

        var written = "";
        foreach (var (value, sign) in ((int, string)[])[(1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"), (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")])
        {
            for (; number >= value; number -= value)
            {
                written += sign;
            }
        }

        return written;
    }

    [GeneratedRegex("%[1-9]", RegexOptions.NonBacktracking)]
    private static partial Regex Place();
}

using System.Collections.Frozen;
using System.Globalization;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>Dates in a statement's tokens: day, month and year as far as given, and years that stand where a date stands ("in 1902").</summary>
internal static class DateReader
{
    private static readonly FrozenDictionary<string, int> Months = Enumerable.Range(1, 12)
        .SelectMany(month => (string[])
            [CultureInfo.InvariantCulture.DateTimeFormat.GetMonthName(month), CultureInfo.InvariantCulture.DateTimeFormat.GetAbbreviatedMonthName(month), month == 9 ? "Sept" : ""])
        .Where(name => name.Length > 0)
        .Distinct()
        .ToFrozenDictionary(name => name, name => 1 + Array.FindIndex(CultureInfo.InvariantCulture.DateTimeFormat.AbbreviatedMonthNames, short_ => name.StartsWith(short_, StringComparison.Ordinal)));

    private static readonly FrozenSet<string> BeforeYear = SupportWords.Set(
        "in since of by from until till before after during to between and early late mid spring summer autumn winter around about circa year");

    public static IEnumerable<DateFact> Read(IReadOnlyList<Token> tokens)
    {
        for (var i = 0; i < tokens.Count; i++)
        {
            if (Months.TryGetValue(tokens[i].Written, out var month) && !(tokens[i].Written == "May" && tokens[i].StartsSentence))
            {
                var day = At(i - 1, 31) ?? (At(i + 1, 31) is { } after && (i + 2 >= tokens.Count || tokens[i + 2].Lower is not "%") ? after : null);
                var (first, last) = (At(i - 1, 31) is null ? i : i - 1, At(i - 1, 31) is null && day is not null ? i + 1 : i);
                var year = YearAt(last + 1);
                last = year is null ? last : last + 1;
                yield return new DateFact(year, month, day, first, last, Written(first, last));
                i = last;
            }
            else if (YearAt(i) is { } year && i > 0 && BeforeYear.Contains(tokens[i - 1].Lower) && !(i + 1 < tokens.Count && tokens[i + 1] is { IsContent: true, IsCapitalised: false, AfterPunctuation: false }))
            {
                yield return new DateFact(year, null, null, i, i, tokens[i].Written);
            }
        }

        int? At(int index, int highest) =>
            index >= 0 && index < tokens.Count && int.TryParse(tokens[index].Written, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= 1 && value <= highest
                ? value
                : null;

        int? YearAt(int index) => At(index, 2199) is >= 1000 and var value ? value : null;

        string Written(int first, int last) => string.Join(' ', tokens.Skip(first).Take(last - first + 1).Select(token => token.Written));
    }
}

using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace CcgBot.Answering.Units;

/// <summary>The days of the week that a cell or a question names: "Monday to Thursday", "Sat and Sun", "weekdays", "daily except Wednesdays". Pure.</summary>
internal static partial class WeekdayRange
{
    private const int Week = 7;

    private static readonly FrozenDictionary<string, int> Days = ((string[])
        [
            "monday mondays mon montag montags mo lundi lunes", "tuesday tuesdays tue tues dienstag dienstags di mardi martes",
            "wednesday wednesdays wed weds mittwoch mittwochs mi mercredi miércoles", "thursday thursdays thu thur thurs donnerstag donnerstags do jeudi jueves",
            "friday fridays fri freitag freitags fr vendredi viernes", "saturday saturdays sat samstag samstags sonnabend sa samedi sábado",
            "sunday sundays sun sonntag sonntags so dimanche domingo",
        ])
        .SelectMany((names, day) => names.Split(' ').Select(name => (name, day)))
        .ToFrozenDictionary(pair => pair.name, pair => pair.day);

    private static readonly FrozenDictionary<string, (int First, int Last)> Runs = new Dictionary<string, (int, int)>
    {
        ["weekday"] = (0, 4),
        ["weekdays"] = (0, 4),
        ["werktags"] = (0, 4),
        ["weekend"] = (5, 6),
        ["weekends"] = (5, 6),
        ["wochenende"] = (5, 6),
        ["daily"] = (0, 6),
        ["täglich"] = (0, 6),
    }.ToFrozenDictionary();

    private static readonly FrozenSet<string> To = FrozenSet.ToFrozenSet(["to", "till", "until", "through", "thru", "bis", "à", "au", "a", "-", "–", "—"]);

    private static readonly FrozenSet<string> Without = FrozenSet.ToFrozenSet(["except", "excluding", "not", "außer", "sauf", "excepto"]);

    /// <summary>Whether a word names a day or days.</summary>
    public static bool IsDay(string word) => word.ToLowerInvariant() is var lower && (Days.ContainsKey(lower) && lower.Length > 2 || Runs.ContainsKey(lower));

    /// <summary>The days as numbers, 0 for Monday; empty where none is named. Short forms of two letters count only where <paramref name="cell"/> holds nothing else.</summary>
    public static IReadOnlySet<int> Of(string text, bool cell)
    {
        var tokens = Token().Matches(text).Select(match => match.Value.ToLowerInvariant()).ToList();
        var named = new HashSet<int>();
        var without = false;
        for (var i = 0; i < tokens.Count; i++)
        {
            without |= Without.Contains(tokens[i]);
            if (Run(tokens, i, cell) is not { } run)
            {
                continue;
            }

            for (var day = run.First; ; day = (day + 1) % Week)
            {
                _ = without ? named.Remove(day) : named.Add(day);
                if (day == run.Last)
                {
                    break;
                }
            }

            i = run.End;
        }

        return named;
    }

    private static (int First, int Last, int End)? Run(List<string> tokens, int at, bool cell)
    {
        if (Runs.TryGetValue(tokens[at], out var run))
        {
            return (run.First, run.Last, at);
        }

        if (!Is(at, out var first))
        {
            return null;
        }

        return at + 2 < tokens.Count && To.Contains(tokens[at + 1]) && Is(at + 2, out var last) ? (first, last, at + 2) : (first, first, at);

        bool Is(int place, out int day) => Days.TryGetValue(tokens[place], out day) && (tokens[place].Length > 2 || cell && tokens.Count <= 3);
    }

    [GeneratedRegex(@"[\p{L}\p{M}]{1,40}|[-–—]", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex Token();
}

using System.Collections.Frozen;
using System.Globalization;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>
/// Two sentences in the same words but for what turns a meaning: a "not", a verb's opposite, a weekday, an amount, its unit, a time of day.
/// Stricter than <see cref="StatementComparison"/>, which lets the words differ but compares amounts, dates and names only.
/// </summary>
internal static class Contrary
{
    /// <summary>Fewer words in common are no topic.</summary>
    private const int LeastShared = 2;

    private static readonly FrozenSet<string> Weekdays = SupportWords.Set(
        "monday tuesday wednesday thursday friday saturday sunday mondays tuesdays wednesdays thursdays fridays saturdays sundays weekday weekdays weekend weekends");

    private static readonly FrozenSet<string> HalvesOfDay = SupportWords.Set("am pm a.m p.m morning mornings afternoon afternoons evening evenings midnight noon");

    private static readonly FrozenSet<string> Months = SupportWords.Set("january february march april june july august september october november december");

    private static readonly FrozenSet<string> Negations = SupportWords.Set("not no never none nobody nothing nowhere neither nor cannot without");

    private static readonly FrozenSet<string> Numbers = SupportWords.Set(
        "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion half");

    private static readonly string[] Small = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"];

    /// <summary>With one of these a number is a bound or a guess, which another may keep.</summary>
    private static readonly FrozenSet<string> Rough = SupportWords.Set("about around some nearly over under least most more less fewer almost roughly approximately circa up only than");

    private static readonly FrozenSet<string> Permissions = SupportWords.Set("must may should can");

    /// <returns>What each says in place of the other; null where they say the same, or speak of different things.</returns>
    public static (string One, string Other, IReadOnlyList<string> Shared)? Of(string one, string other)
    {
        var (ours, theirs) = (Read(one), Read(other));
        if (ours.Skeleton.Count == 0 || ours.Skeleton.Count + ours.Turns.Count(turn => theirs.Turns.Any(other => other.Kind == turn.Kind && other.Key == turn.Key)) < LeastShared
            || !ours.Skeleton.SequenceEqual(theirs.Skeleton, StringComparer.Ordinal))
        {
            return null;
        }

        // Exactly one thing is another: with two (another day and another time) they speak of two things.
        var kinds = Enum.GetValues<Turn>().Where(kind => !Of(ours, kind).SequenceEqual(Of(theirs, kind), StringComparer.Ordinal)).ToList();
        return kinds is [var kind] && IsOne(ours, theirs, kind) ? (Written(ours, theirs, kind), Written(theirs, ours, kind), ours.Shared) : null;
    }

    private static bool IsOne(Reading ours, Reading theirs, Turn kind)
    {
        var (one, other) = (Of(ours, kind).ToList(), Of(theirs, kind).ToList());
        if (kind == Turn.Negation)
        {
            // Two denials are not one more.
            return (one.Count == 0) != (other.Count == 0);
        }

        var differing = one.Zip(other).Where(pair => pair.First != pair.Second).ToList();
        return one.Count == other.Count && differing.Count == 1
            && (kind != Turn.Number || !ours.IsRough && !theirs.IsRough && !IsYear(differing[0].First) && !IsYear(differing[0].Second));
    }

    private static bool IsYear(string number) => number.Length == 4 && number[0] is '1' or '2';

    private static IEnumerable<string> Of(Reading reading, Turn kind) => reading.Turns.Where(turn => turn.Kind == kind).Select(turn => turn.Key);

    private static Reading Read(string sentence)
    {
        var (skeleton, turns, shared) = (new List<string>(), new List<(Turn Kind, string Key, string Written)>(), new List<string>());
        var tokens = SupportText.Read([sentence]).Tokens;
        for (var i = 0; i < tokens.Count; i++)
        {
            var token = tokens[i];
            if (Negations.Contains(token.Lower) || token.Lower.EndsWith("n't", StringComparison.Ordinal))
            {
                var next = tokens.Skip(i + 1).FirstOrDefault(other => other.IsContent);
                turns.Add((Turn.Negation, "not", next is null ? token.Written : $"{token.Written} {next.Written}"));
            }
            else if (Weekdays.Contains(token.Lower) || Months.Contains(token.Lower))
            {
                turns.Add((Turn.Day, token.Lower.TrimEnd('s'), token.Written));
            }
            else if (HalvesOfDay.Contains(token.Lower))
            {
                turns.Add((Turn.HalfOfDay, token.Lower.TrimEnd('s'), token.Written));
            }
            else if (!token.IsWord && char.IsDigit(token.Written[0]) || Numbers.Contains(token.Lower))
            {
                // "Route 5", "room six": part of a name.
                var named = i > 0 && tokens[i - 1].IsContent && !token.AfterPunctuation && !SupportWords.Units.Contains(tokens[i - 1].Lower)
                    && (i + 1 >= tokens.Count || !(tokens[i + 1].IsContent || SupportWords.Units.Contains(tokens[i + 1].Lower) || !tokens[i + 1].IsWord));
                if (named)
                {
                    skeleton.Add(token.Lower);
                }
                else
                {
                    turns.Add((Turn.Number, Value(token.Lower), token.Written));
                }
            }
            else if (token.Lower is "per" && i + 1 < tokens.Count && tokens[i + 1].Lower is "cent" || token.Lower is "percent")
            {
                turns.Add((Turn.Unit, "%", token.Written));
            }
            else if (SupportWords.Units.Contains(token.Lower) || token.Written is "%" or "£" or "$" or "€")
            {
                var number = i > 0 && tokens[i - 1].Text == token.Text ? tokens[i - 1].Written + " " : "";
                turns.Add((Turn.Unit, token.Stem, number + token.Written));
            }
            else if (Permissions.Contains(token.Lower))
            {
                turns.Add((Turn.Permission, token.Lower, token.Written));
            }
            else if (SideOf(token.Lower) is { } side)
            {
                turns.Add((Turn.Opposite, side, token.Written));
            }
            else if (token.IsContent)
            {
                skeleton.Add(token.Stem);
                shared.Add(token.StartsSentence ? token.Lower : token.Written);
            }
        }

        return new Reading(skeleton, turns, shared, tokens.Any(token => Rough.Contains(token.Lower)));
    }

    /// <summary>"eight" is 8.</summary>
    private static string Value(string number) => Array.IndexOf(Small, number) is >= 0 and var value ? value.ToString(CultureInfo.InvariantCulture) : number.Replace(",", "", StringComparison.Ordinal);

    /// <summary>Which side of which pair of opposites a word is on: "7a".</summary>
    private static string? SideOf(string word)
    {
        for (var i = 0; i < SupportWords.Opposites.Count; i++)
        {
            if (SupportWords.Opposites[i].One.Contains(word) || SupportWords.Opposites[i].Other.Contains(word))
            {
                return FormattableString.Invariant($"{i}{(SupportWords.Opposites[i].One.Contains(word) ? 'a' : 'b')}");
            }
        }

        return null;
    }

    private static string Written(Reading reading, Reading other, Turn kind)
    {
        var own = reading.Turns.Where(turn => turn.Kind == kind).ToList();
        var theirs = other.Turns.Where(turn => turn.Kind == kind).Select(turn => turn.Key).ToList();
        var differing = own.Where(turn => !theirs.Contains(turn.Key)).Select(turn => turn.Written).ToList();
        return differing.Count > 0 ? string.Join(' ', differing)
            : own.Count > 0 ? string.Join(' ', own.Select(turn => turn.Written))
            : kind == Turn.Negation && other.Turns.First(turn => turn.Kind == Turn.Negation).Written.Split(' ') is [_, var denied, ..] ? denied
            : "not said";
    }

    private enum Turn
    {
        Negation,
        Opposite,
        Day,
        HalfOfDay,
        Number,
        Unit,
        Permission,
    }

    private sealed record Reading(IReadOnlyList<string> Skeleton, IReadOnlyList<(Turn Kind, string Key, string Written)> Turns, IReadOnlyList<string> Shared, bool IsRough);
}

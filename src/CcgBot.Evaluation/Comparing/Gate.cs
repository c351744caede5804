using System.Globalization;
using System.Text.RegularExpressions;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Comparing;

/// <summary>
/// A condition on a difference that fails a build: <c>[SET:]MEASURE &lt; NUMBER</c>, with <c>&lt; &lt;= &gt; &gt;=</c>; or <c>[SET:]MEASURE may be worse by NUMBER</c>, which
/// fails unless the 95 % interval rules out that the measure got worse by more than that (a test of non-inferiority). Without a set it is asked of every set.
/// </summary>
/// <param name="Set">Null: every set that has the measure.</param>
/// <param name="Measure">Its name.</param>
/// <param name="Operator">A comparison, or <see cref="MayBeWorse"/>.</param>
public sealed partial record Gate(string? Set, string Measure, string Operator, double Bound)
{
    public const string MayBeWorse = "may be worse by";

    [GeneratedRegex(
        @"^(?<what>[^<>]+?)\s*(?<operator><=|>=|<|>|may be worse by)\s*(?<bound>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)(?<percent>\s*%)?$",
        RegexOptions.NonBacktracking | RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex Form();

    /// <exception cref="ArgumentException">It can't be read, or names no measure; the message shows one that can.</exception>
    public static Gate Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var match = Form().Match(text.Trim());
        if (!match.Success || !double.TryParse(match.Groups["bound"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
        {
            throw new ArgumentException(
                $"--fail-if \"{text}\": write a condition on a difference, as in \"ndcg@10 < -0.01\", \"scifact:map < 0\" or \"citation precision may be worse by 0.01\".");
        }

        // A measure's label has blanks in it, a set's name may: what is before a colon is a set where what is after it is a measure.
        var what = match.Groups["what"].Value.Trim();
        var colon = what.IndexOf(':', StringComparison.Ordinal);
        var (set, measure) = Scoring.Measure.Find(what) is { } whole ? (null, whole)
            : colon > 0 ? (what[..colon].Trim(), Scoring.Measure.Find(what[(colon + 1)..].Trim()))
            : ((string?)null, null);
        if (measure is null)
        {
            throw new ArgumentException(
                $"--fail-if \"{text}\": there is no measure \"{what[(colon + 1)..].Trim()}\"; there are {string.Join(", ", Scoring.Measure.All.Select(known => known.Name))}.");
        }

        var @operator = match.Groups["operator"].Value.ToLowerInvariant();
        if (@operator == MayBeWorse && (measure.HigherIsBetter is null || bound < 0))
        {
            throw new ArgumentException($"--fail-if \"{text}\": {(bound < 0 ? "by how much it may be worse is written without a minus" : $"of {measure.Name} neither more nor less is worse")}.");
        }

        return new Gate(set, measure.Name, @operator, match.Groups["percent"].Success ? bound / 100 : bound);
    }

    /// <summary>The sets whose difference meets the condition, in words; none: the gate is passed.</summary>
    /// <exception cref="ArgumentException">No set compared has the measure: a gate that asks nothing must not pass.</exception>
    public IReadOnlyList<string> Failures(Comparison comparison)
    {
        ArgumentNullException.ThrowIfNull(comparison);
        var asked = comparison.Sets
            .Where(set => (Set is null || set.Name == Set || set.NameInB == Set) && set.Differences.ContainsKey(Measure))
            .Select(set => (set.Name, Difference: set.Differences[Measure]))
            .ToList();
        if (asked.Count == 0)
        {
            throw new ArgumentException($"--fail-if \"{this}\": {(Set is null ? "no set compared" : $"the set {Set}")} has no {Measure} in both runs.");
        }

        return [.. asked.Where(set => Holds(set.Difference)).Select(set => string.Create(
            CultureInfo.InvariantCulture,
            $"{set.Name}: {Measure} changed by {Math.Round(set.Difference.Difference, 10):+0.0000;-0.0000;0}{(Operator == MayBeWorse ? $", 95 % interval {set.Difference.Low:+0.0000;-0.0000;0} to {set.Difference.High:+0.0000;-0.0000;0}" : "")}, and {this} fails"))];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Set is null ? "" : Set + ":")}{Measure} {Operator} {Bound}");

    private bool Holds(PairedDifference difference)
    {
        var value = Math.Round(difference.Difference, 10);
        return Operator switch
        {
            "<" => value < Bound,
            "<=" => value <= Bound,
            ">" => value > Bound,
            ">=" => value >= Bound,
            _ => Scoring.Measure.Find(Measure)!.HigherIsBetter == true ? difference.Low < -Bound : difference.High > Bound,
        };
    }
}

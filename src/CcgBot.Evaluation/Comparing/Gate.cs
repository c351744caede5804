using System.Globalization;
using System.Text.RegularExpressions;

namespace CcgBot.Evaluation.Comparing;

/// <summary>A condition on a difference that fails a build: <c>[SET:]MEASURE &lt; NUMBER</c>, with <c>&lt; &lt;= &gt; &gt;=</c>; without a set it is asked of every set.</summary>
/// <param name="Set">Null: every set that has the measure.</param>
public sealed partial record Gate(string? Set, string Measure, string Operator, double Bound)
{
    /// <exception cref="ArgumentException">It can't be read, or names no measure; the message shows one that can.</exception>
    public static Gate Parse(string text)
    {
        var match = Form().Match(text);
        if (!match.Success || !double.TryParse(match.Groups["bound"].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var bound))
        {
            throw new ArgumentException($"--fail-if \"{text}\": write a condition on a difference, as in \"ndcg@10 < -0.01\" or \"scifact:map < 0\".");
        }

        return Scoring.Measure.Find(match.Groups["measure"].Value) is { } measure
            ? new Gate(match.Groups["set"].Success ? match.Groups["set"].Value : null, measure.Name, match.Groups["operator"].Value, bound)
            : throw new ArgumentException(
                $"--fail-if \"{text}\": there is no measure \"{match.Groups["measure"].Value}\"; there are {string.Join(", ", Scoring.Measure.All.Select(known => known.Name))}.");
    }

    /// <summary>The sets whose difference meets the condition, in words; none: the gate is passed.</summary>
    /// <exception cref="ArgumentException">No set compared has the measure: a gate that asks nothing must not pass.</exception>
    public IReadOnlyList<string> Failures(Comparison comparison)
    {
        var asked = comparison.Sets
            .Where(set => (Set is null || set.Name == Set) && set.Differences.ContainsKey(Measure))
            .Select(set => (set.Name, Difference: Math.Round(set.Differences[Measure].Difference, 10)))
            .ToList();
        if (asked.Count == 0)
        {
            throw new ArgumentException($"--fail-if \"{this}\": {(Set is null ? "no set compared" : $"the set {Set}")} has no {Measure} in both runs.");
        }

        return [.. asked.Where(set => Holds(set.Difference)).Select(set =>
            string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {Measure} changed by {set.Difference:+0.0000;-0.0000;0}, and {this} fails"))];
    }

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{(Set is null ? "" : Set + ":")}{Measure} {Operator} {Bound}");

    private bool Holds(double difference) => Operator switch
    {
        "<" => difference < Bound,
        "<=" => difference <= Bound,
        ">" => difference > Bound,
        _ => difference >= Bound,
    };

    [GeneratedRegex(@"^\s*(?:(?<set>[^\s:<>]+):)?(?<measure>[^\s:<>]+)\s*(?<operator><=|>=|<|>)\s*(?<bound>[-+]?[0-9.]+(?:[eE][-+]?[0-9]+)?)\s*$", RegexOptions.CultureInvariant)]
    private static partial Regex Form();
}

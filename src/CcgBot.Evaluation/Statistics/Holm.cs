namespace CcgBot.Evaluation.Statistics;

/// <summary>Holm's step-down correction (1979): of m p values, the k-th smallest times m − k + 1, never falling. Of many measures looked at, some differ by chance.</summary>
public static class Holm
{
    public static IReadOnlyList<double> Adjust(IReadOnlyList<double> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        var adjusted = new double[values.Count];
        var (rank, highest) = (0, 0.0);
        foreach (var i in Enumerable.Range(0, values.Count).OrderBy(i => values[i]))
        {
            highest = Math.Max(highest, Math.Min(1, values[i] * (values.Count - rank++)));
            adjusted[i] = highest;
        }

        return adjusted;
    }
}

namespace CcgBot.Evaluation.Statistics;

/// <summary>Percentiles by linear interpolation between order statistics (Hyndman and Fan 1996, type 7: R's and NumPy's default).</summary>
public static class Percentile
{
    /// <param name="share">0..1: 0.5 is the median.</param>
    /// <returns>Null for no values.</returns>
    public static double? Of(IEnumerable<double> values, double share)
    {
        var sorted = values.ToList();
        sorted.Sort();
        return sorted.Count == 0 ? null : OfSorted(sorted, share);
    }

    internal static double OfSorted(List<double> sorted, double share)
    {
        var position = share * (sorted.Count - 1);
        var below = (int)Math.Floor(position);
        var above = Math.Min(below + 1, sorted.Count - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}

namespace CcgBot.Evaluation.Statistics;

/// <summary>
/// The percentile bootstrap (Efron and Tibshirani 1993, ch. 13): items drawn with replacement, the measure computed of each draw, the
/// 2.5th and 97.5th percentile of these. The seed is fixed: the same items always give the same interval.
/// </summary>
public static class Bootstrap
{
    public const int Draws = 1000;

    /// <summary>Of every draw.</summary>
    public const int Seed = 20121116;

    /// <summary>The measure with its 95 % interval; null when it is not defined for the items.</summary>
    public static Estimate? Of<T>(IReadOnlyList<T> items, Func<IReadOnlyList<T>, double?> measure)
    {
        if (items.Count == 0 || measure(items) is not { } value)
        {
            return null;
        }

        var random = new Random(Seed);
        var draw = new T[items.Count];
        var values = new List<double>(Draws);
        for (var i = 0; i < Draws; i++)
        {
            for (var j = 0; j < draw.Length; j++)
            {
                draw[j] = items[random.Next(draw.Length)];
            }

            if (measure(draw) is { } drawn)
            {
                values.Add(drawn);
            }
        }

        values.Sort();
        return values.Count == 0
            ? new Estimate(value, value, value, items.Count)
            : new Estimate(value, Percentile.OfSorted(values, 0.025), Percentile.OfSorted(values, 0.975), items.Count);
    }

    /// <summary>The mean with its 95 % interval.</summary>
    public static Estimate? OfMean(IReadOnlyList<double> values) => Of(values, draw =>
    {
        var sum = 0.0;
        foreach (var value in draw)
        {
            sum += value;
        }

        return draw.Count == 0 ? null : sum / draw.Count;
    });
}

/// <summary>A measure of a set with its 95 % bootstrap interval.</summary>
/// <param name="Count">Items it was computed of.</param>
public sealed record Estimate(double Value, double Low, double High, int Count);

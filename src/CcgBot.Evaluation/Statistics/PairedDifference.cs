namespace CcgBot.Evaluation.Statistics;

/// <summary>How B differs from A on the same questions: the difference with its bootstrap interval and the p value of a permutation test.</summary>
/// <param name="Difference">B − A.</param>
/// <param name="Low">Of the 95 % interval (percentile bootstrap over pairs).</param>
/// <param name="P">How often a difference as large comes of exchanging A and B at random within the pairs, both directions counted.</param>
/// <param name="Count">Pairs.</param>
public sealed record PairedDifference(double A, double B, double Difference, double Low, double High, double P, int Count)
{
    public const int Draws = 2000;

    private const int Seed = 20121116;

    /// <summary>Of the means of paired values; the permutation test is Fisher's randomisation test, which flips signs (Smucker, Allan and Carterette 2007).</summary>
    public static PairedDifference? OfMeans(IReadOnlyList<(double A, double B)> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var differences = pairs.Select(pair => pair.B - pair.A).ToArray();
        var random = new Random(Seed);
        var bootstrap = Repeat(() => Mean(differences.Length, _ => differences[random.Next(differences.Length)]));
        var permuted = Repeat(() => Mean(differences.Length, i => random.Next(2) == 0 ? differences[i] : -differences[i]));
        return From(pairs.Average(pair => pair.A), pairs.Average(pair => pair.B), pairs.Count, bootstrap, permuted);
    }

    /// <summary>Of any measure of a list: pairs are drawn for the interval, and exchanged for the test.</summary>
    /// <param name="measure">Null where it is not defined.</param>
    public static PairedDifference? Of<T>(IReadOnlyList<(T A, T B)> pairs, Func<IReadOnlyList<T>, double?> measure)
    {
        if (measure([.. pairs.Select(pair => pair.A)]) is not { } a || measure([.. pairs.Select(pair => pair.B)]) is not { } b)
        {
            return null;
        }

        var random = new Random(Seed);
        var (left, right) = (new T[pairs.Count], new T[pairs.Count]);
        double? Difference(Func<int, (T A, T B)> pair)
        {
            for (var i = 0; i < left.Length; i++)
            {
                (left[i], right[i]) = pair(i);
            }

            return measure(right) - measure(left);
        }

        var bootstrap = Repeat(() => Difference(_ => pairs[random.Next(pairs.Count)]));
        var permuted = Repeat(() => Difference(i => random.Next(2) == 0 ? pairs[i] : (pairs[i].B, pairs[i].A)));
        return From(a, b, pairs.Count, bootstrap, permuted);
    }

    private static PairedDifference From(double a, double b, int count, List<double> bootstrap, List<double> permuted)
    {
        // As large within rounding: means of the same numbers in another order differ in the last digit.
        var asLarge = permuted.Count(value => Math.Abs(value) >= Math.Abs(b - a) - 1e-12);
        bootstrap.Sort();
        return new PairedDifference(
            a,
            b,
            b - a,
            bootstrap.Count > 0 ? Percentile.OfSorted(bootstrap, 0.025) : b - a,
            bootstrap.Count > 0 ? Percentile.OfSorted(bootstrap, 0.975) : b - a,
            (asLarge + 1.0) / (permuted.Count + 1),
            count);
    }

    private static List<double> Repeat(Func<double?> draw)
    {
        var values = new List<double>(Draws);
        for (var i = 0; i < Draws; i++)
        {
            if (draw() is { } value)
            {
                values.Add(value);
            }
        }

        return values;
    }

    private static double? Mean(int count, Func<int, double> value)
    {
        var sum = 0.0;
        for (var i = 0; i < count; i++)
        {
            sum += value(i);
        }

        return sum / count;
    }
}

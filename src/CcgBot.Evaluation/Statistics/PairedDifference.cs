namespace CcgBot.Evaluation.Statistics;

/// <summary>How B differs from A on the same questions, by one permutation test: its p value, and the interval of the differences that it would not reject.</summary>
/// <param name="Difference">B − A.</param>
/// <param name="Low">Of the 95 % interval: it leaves out 0 where <paramref name="P"/> is below 0.05, and only there.</param>
/// <param name="P">How often a difference as large comes of exchanging A and B at random within the pairs, both directions counted.</param>
/// <param name="Count">Pairs.</param>
public sealed record PairedDifference(double A, double B, double Difference, double Low, double High, double P, int Count)
{
    /// <summary>Draws for a mean: so many that Holm's correction over all measures of a set still lets a sure difference through.</summary>
    public const int DrawsOfMeans = 10_000;

    /// <summary>Draws for a measure that has to be computed anew of each.</summary>
    public const int Draws = 2000;

    /// <summary>Below this a difference is called significant, and an interval holds what isn't.</summary>
    public const double Level = 0.05;

    private const int Seed = 20121116;

    /// <summary>P after Holm's correction over the measures shown beside it; P itself where it stands alone.</summary>
    public double AdjustedP { get; init; } = P;

    /// <summary>Pairs in which B is above A; null where the measure has no value of single pairs.</summary>
    public int? Above { get; init; }

    /// <summary>Pairs in which B is below A.</summary>
    public int? Below { get; init; }

    /// <summary>Whether a star stands at it.</summary>
    public bool IsSignificant => AdjustedP < Level;

    /// <summary>
    /// Of the means of paired values: Fisher's randomisation test, which flips the signs of the differences (Smucker, Allan and Carterette 2007), and the
    /// interval by its inversion: the shifts of B that it would not reject (Garthwaite 1996), no further than the values reach.
    /// </summary>
    public static PairedDifference? OfMeans(IReadOnlyList<(double A, double B)> pairs)
    {
        if (pairs.Count == 0)
        {
            return null;
        }

        var differences = pairs.Select(pair => pair.B - pair.A).ToArray();
        var flips = SignFlips.Draw(differences, DrawsOfMeans, new Random(Seed));
        var reach = Math.Max(pairs.Max(pair => Math.Max(pair.A, pair.B)) - pairs.Min(pair => Math.Min(pair.A, pair.B)), 0);
        // Where no pair differs the runs said the same: the test, which knows of differences alone, would have it that anything is possible.
        var (low, high) = Array.TrueForAll(differences, difference => difference == 0) ? (0, 0) : flips.Interval(Level, reach);
        var (a, b) = (pairs.Average(pair => pair.A), pairs.Average(pair => pair.B));
        return new PairedDifference(a, b, b - a, low, high, flips.P(0), pairs.Count)
        {
            Above = differences.Count(difference => difference > 0),
            Below = differences.Count(difference => difference < 0),
        };
    }

    /// <summary>
    /// Of any measure of a list: A and B are exchanged within pairs at random; the interval reaches from the difference as far to both sides as 95 % of these
    /// draws do from 0.
    /// </summary>
    /// <param name="measure">Null where it is not defined.</param>
    public static PairedDifference? Of<T>(IReadOnlyList<(T A, T B)> pairs, Func<IReadOnlyList<T>, double?> measure)
    {
        if (measure([.. pairs.Select(pair => pair.A)]) is not { } a || measure([.. pairs.Select(pair => pair.B)]) is not { } b)
        {
            return null;
        }

        var random = new Random(Seed);
        var (left, right) = (new T[pairs.Count], new T[pairs.Count]);
        var permuted = new List<double>(Draws);
        for (var draw = 0; draw < Draws; draw++)
        {
            for (var i = 0; i < left.Length; i++)
            {
                (left[i], right[i]) = random.Next(2) == 0 ? pairs[i] : (pairs[i].B, pairs[i].A);
            }

            if (measure(right) - measure(left) is { } difference)
            {
                permuted.Add(Math.Abs(difference));
            }
        }

        permuted.Sort();
        // As large within rounding: means of the same numbers in another order differ in the last digit.
        var asLarge = permuted.Count(value => value >= Math.Abs(b - a) - 1e-12);
        // By the draw at which the p value passes the level, and not by a percentile of its own: interval and p always say the same.
        var rejected = (int)Math.Ceiling(Level * (permuted.Count + 1)) - 2;
        var reach = permuted.Count == 0 ? 0 : permuted[Math.Clamp(permuted.Count - 1 - rejected, 0, permuted.Count - 1)];
        return new PairedDifference(a, b, b - a, b - a - reach, b - a + reach, (asLarge + 1.0) / (permuted.Count + 1), pairs.Count);
    }
}

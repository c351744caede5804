namespace CcgBot.Evaluation.Statistics;

/// <summary>
/// Random sign flips of paired differences, drawn once and asked for any shift: of a flip s the statistic under "B is better by δ" is
/// Σ s·(d − δ) = Σ s·d − δ·Σ s, so that two numbers a draw are enough to invert the test.
/// </summary>
internal sealed class SignFlips
{
    private readonly double[] _sums;
    private readonly double[] _signs;
    private readonly double _sum;
    private readonly int _count;
    private readonly double _size;

    private SignFlips(double[] sums, double[] signs, double sum, int count, double size) => (_sums, _signs, _sum, _count, _size) = (sums, signs, sum, count, size);

    public static SignFlips Draw(double[] differences, int draws, Random random)
    {
        var (sums, signs) = (new double[draws], new double[draws]);
        for (var draw = 0; draw < draws; draw++)
        {
            var (sum, sign, bits) = (0.0, 0, 0L);
            for (var i = 0; i < differences.Length; i++)
            {
                if (i % 63 == 0)
                {
                    bits = random.NextInt64();
                }

                var flip = (bits & 1) == 0 ? 1 : -1;
                bits >>= 1;
                sum += flip * differences[i];
                sign += flip;
            }

            (sums[draw], signs[draw]) = (sum, sign);
        }

        return new SignFlips(sums, signs, differences.Sum(), differences.Length, differences.Sum(Math.Abs));
    }

    /// <summary>The two-sided p value of a true difference of <paramref name="shift"/>; the drawn differences themselves count as one draw.</summary>
    public double P(double shift)
    {
        var found = Math.Abs(_sum - shift * _count) - 1e-12 * (_size + Math.Abs(shift) * _count);
        var asLarge = 0;
        for (var i = 0; i < _sums.Length; i++)
        {
            asLarge += Math.Abs(_sums[i] - shift * _signs[i]) >= found ? 1 : 0;
        }

        return (asLarge + 1.0) / (_sums.Length + 1);
    }

    /// <summary>From the smallest to the largest shift whose p is at least <paramref name="level"/>.</summary>
    /// <param name="reach">No difference can be further from 0 than this.</param>
    public (double Low, double High) Interval(double level, double reach)
    {
        var mean = _sum / _count;
        // 0 is asked first: then the interval and the p value beside it can't disagree by a bisection's rounding.
        var holdsZero = P(0) >= level;
        return (
            mean >= 0 && holdsZero ? Math.Min(0, Bound(0, -reach, level)) : mean >= 0 ? Bound(mean, 0, level) : Bound(mean, -reach, level),
            mean <= 0 && holdsZero ? Math.Max(0, Bound(0, reach, level)) : mean <= 0 ? Bound(mean, 0, level) : Bound(mean, reach, level));
    }

    /// <summary>The furthest shift from <paramref name="inside"/> (which is not rejected) towards <paramref name="outside"/> that is not rejected.</summary>
    private double Bound(double inside, double outside, double level)
    {
        if (inside == outside || P(outside) >= level)
        {
            return outside;
        }

        for (var i = 0; i < 30; i++)
        {
            var middle = (inside + outside) / 2;
            (inside, outside) = P(middle) >= level ? (middle, outside) : (inside, middle);
        }

        return inside;
    }
}

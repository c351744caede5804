using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Tests.Statistics;

public sealed class PairedDifferenceTests
{
    [Fact]
    public void A_steady_gain_is_significant_and_its_interval_leaves_out_zero()
    {
        var difference = PairedDifference.OfMeans([.. Enumerable.Range(0, 50).Select(i => (0.5, i % 10 == 0 ? 0.4 : 0.6))])!;

        Assert.Equal(0.08, difference.Difference, 10);
        Assert.True(difference.Low > 0 && difference.High < 0.11, $"{difference}");
        Assert.True(difference.P < 0.01, $"{difference}");
    }

    [Fact]
    public void Equal_runs_differ_by_nothing_with_p_one()
    {
        var difference = PairedDifference.OfMeans([(1, 1), (0, 0), (0.5, 0.5)])!;

        Assert.Equal((0, 0, 0, 1), (difference.Difference, difference.Low, difference.High, difference.P));
    }

    [Fact]
    public void Three_pairs_have_the_p_value_of_all_eight_exchanges() =>
        // All three differences are 1: of 2³ sign flips two are as large, p = 1/4.
        Assert.InRange(PairedDifference.OfMeans([(0, 1), (0, 1), (0, 1)])!.P, 0.22, 0.28);

    [Fact]
    public void Measures_of_lists_agree_with_means_on_a_mean()
    {
        (double A, double B)[] pairs = [.. Enumerable.Range(0, 40).Select(i => (A: i % 3 / 2.0, B: i % 4 / 3.0))];

        var (means, lists) = (PairedDifference.OfMeans(pairs)!, PairedDifference.Of(pairs, side => side.Average())!);

        Assert.Equal(means.Difference, lists.Difference, 10);
        Assert.InRange(lists.P, means.P - 0.05, means.P + 0.05);
        Assert.InRange(lists.Low, means.Low - 0.03, means.Low + 0.03);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(5)]
    [InlineData(6)]
    [InlineData(7)]
    [InlineData(8)]
    public void Interval_and_p_value_always_say_the_same(int seed)
    {
        var random = new Random(seed);
        (double A, double B)[] pairs = [.. Enumerable.Range(0, 30).Select(_ => (A: random.NextDouble(), B: random.NextDouble() + seed * 0.03))];

        foreach (var difference in (PairedDifference[])[PairedDifference.OfMeans(pairs)!, PairedDifference.Of(pairs, side => side.Order().ElementAt(15))!])
        {
            Assert.Equal(difference.P < PairedDifference.Level, difference.Low > 0 || difference.High < 0);
            Assert.InRange(difference.Difference, difference.Low, difference.High);
        }
    }

    [Fact]
    public void The_interval_of_a_mean_is_near_Students() =>
        // Differences 1..20 / 20: mean 0.525, deviation 0.2958, Student's 95 % interval 0.525 ± 2.093 × 0.2958 / √20 = 0.387 … 0.663.
        Assert.True(PairedDifference.OfMeans([.. Enumerable.Range(1, 20).Select(i => (0.0, i / 20.0))])! is { Low: > 0.37 and < 0.40, High: > 0.65 and < 0.68 });

    [Fact]
    public void Holm_multiplies_the_smallest_by_all_and_never_falls() =>
        // 0.01 × 3, 0.02 × 2, then 0.03 × 1 = 0.03, which must not be below the 0.04 before it.
        Assert.Equal([0.04, 0.03, 0.04], Holm.Adjust([0.02, 0.01, 0.03]).Select(p => Math.Round(p, 10)));

    [Fact]
    public void A_measure_that_is_not_defined_gives_nothing() => Assert.Null(PairedDifference.Of<double>([(1, 2)], _ => null));
}

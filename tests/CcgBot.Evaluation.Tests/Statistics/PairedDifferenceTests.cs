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

    [Fact]
    public void A_measure_that_is_not_defined_gives_nothing() => Assert.Null(PairedDifference.Of<double>([(1, 2)], _ => null));
}

using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Tests.Statistics;

public sealed class BootstrapTests
{
    [Fact]
    public void The_same_items_give_the_same_interval_around_their_mean()
    {
        double[] values = [.. Enumerable.Range(0, 200).Select(i => i % 4 == 0 ? 1.0 : 0.0)];

        var estimate = Bootstrap.OfMean(values)!;

        Assert.Equal(0.25, estimate.Value, 10);
        // The normal interval of a share of 0.25 of 200: ± 1.96 · √(0.25 · 0.75 / 200) = ± 0.060.
        Assert.InRange(estimate.Low, 0.17, 0.21);
        Assert.InRange(estimate.High, 0.29, 0.33);
        Assert.Equal(estimate, Bootstrap.OfMean(values));
    }

    [Fact]
    public void Values_all_alike_leave_no_doubt() => Assert.Equal(new Estimate(3, 3, 3, 5), Bootstrap.OfMean([3, 3, 3, 3, 3]));

    [Fact]
    public void Nothing_has_no_estimate() => Assert.Null(Bootstrap.OfMean([]));
}

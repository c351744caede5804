using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Tests.Statistics;

public sealed class PercentileTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(0.5, 2.5)]
    [InlineData(0.95, 3.85)]
    [InlineData(1, 4)]
    public void Interpolates_as_numpy_does(double share, double value) => Assert.Equal(value, Percentile.Of([4, 1, 3, 2], share)!.Value, 10);

    [Fact]
    public void Nothing_has_none() => Assert.Null(Percentile.Of([], 0.5));
}

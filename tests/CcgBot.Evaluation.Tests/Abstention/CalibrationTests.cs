using CcgBot.Evaluation.Abstention;

namespace CcgBot.Evaluation.Tests.Abstention;

public sealed class CalibrationTests
{
    private static readonly Judgement[] Answers = [new(0.95, true), new(0.91, true), new(0.99, false), new(0.12, false), new(1, true)];

    [Fact]
    public void Bins_hold_mean_confidence_and_share_right()
    {
        var bins = Calibration.Bins(Answers);

        Assert.Equal([0.1, 0.9], bins.Select(bin => bin.From));
        Assert.Equal([1, 4], bins.Select(bin => bin.Count));
        Assert.Equal(0.9625, bins[1].Confidence, 10);
        Assert.Equal(0.75, bins[1].Right, 10);
    }

    [Fact]
    public void Error_is_the_gap_weighted_by_size()
    {
        // (4 · |0.9625 − 0.75| + 1 · |0.12 − 0|) / 5
        Assert.Equal(0.194, Calibration.Error(Answers)!.Value, 10);
        Assert.Null(Calibration.Error([]));
    }
}

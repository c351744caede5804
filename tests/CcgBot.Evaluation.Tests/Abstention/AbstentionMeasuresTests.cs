using CcgBot.Evaluation.Abstention;

namespace CcgBot.Evaluation.Tests.Abstention;

public sealed class AbstentionMeasuresTests
{
    // Falling: 0.9 good, 0.8 good, 0.7 bad, 0.6 good and bad tied, 0.2 bad.
    private static readonly Judgement[] Mixed = [new(0.6, true), new(0.9, true), new(0.2, false), new(0.7, false), new(0.6, false), new(0.8, true)];

    [Fact]
    public void Auroc_is_the_share_of_pairs_in_order_with_ties_half() =>
        // Good 0.9 and 0.8 beat all three bad (6), good 0.6 beats 0.2, ties 0.6, loses to 0.7 (1.5): 7.5 of 9.
        Assert.Equal(7.5 / 9, AbstentionMeasures.Auroc(Mixed)!.Value, 10);

    [Fact]
    public void Auroc_of_equal_confidence_is_a_half_and_of_one_kind_alone_undefined()
    {
        Assert.Equal(0.5, AbstentionMeasures.Auroc([new(1, true), new(1, false), new(1, false)]));
        Assert.Null(AbstentionMeasures.Auroc([new(1, true), new(0.5, true)]));
    }

    [Fact]
    public void Recall_at_a_precision_is_the_best_over_thresholds()
    {
        // Down to 0.8: 2 of 2 good. Down to 0.7: 2 of 3. Down to 0.6: 3 of 5.
        Assert.Equal(2.0 / 3, AbstentionMeasures.RecallAtPrecision(0.9, Mixed)!.Value, 10);
        Assert.Equal(1, AbstentionMeasures.RecallAtPrecision(0.6, Mixed)!.Value, 10);
        Assert.Equal(0, AbstentionMeasures.RecallAtPrecision(0.9, [new(0.9, false), new(0.1, true)]));
        Assert.Null(AbstentionMeasures.RecallAtPrecision(0.9, [new(0.9, true)]));
    }

    [Fact]
    public void Coverage_counts_what_was_asked_whether_or_not_answered()
    {
        Assert.Equal(0.2, AbstentionMeasures.CoverageAtPrecision(0.9, Mixed, asked: 10)!.Value, 10);
        Assert.Equal(0.5, AbstentionMeasures.CoverageAtPrecision(0.6, Mixed, asked: 10)!.Value, 10);
        Assert.Null(AbstentionMeasures.CoverageAtPrecision(0.9, [], asked: 0));
    }

    [Fact]
    public void Risk_coverage_has_a_point_for_each_confidence()
    {
        var curve = AbstentionMeasures.RiskCoverage(Mixed, asked: 10);

        Assert.Equal([0.1, 0.2, 0.3, 0.5, 0.6], curve.Select(point => point.Coverage));
        Assert.Equal([0, 0, 1 / 3.0, 0.4, 0.5], curve.Select(point => Math.Round(point.Risk, 12)), (a, b) => Math.Abs(a - b) < 1e-9);
    }

    [Fact]
    public void Abstaining_has_precision_recall_and_F1_of_what_is_unanswerable()
    {
        AbstentionDecision[] decisions =
        [
            new(Abstained: true, Answerable: false), new(true, false), new(true, true), new(false, false), new(false, true), new(false, true),
        ];

        Assert.Equal(2.0 / 3, AbstentionMeasures.Precision(decisions)!.Value, 10);
        Assert.Equal(2.0 / 3, AbstentionMeasures.Recall(decisions)!.Value, 10);
        Assert.Equal(2.0 / 3, AbstentionMeasures.F1(decisions)!.Value, 10);
        Assert.Equal(0, AbstentionMeasures.F1([new(false, false)]));
        Assert.Null(AbstentionMeasures.F1([new(false, true)]));
    }
}

using CcgBot.Evaluation.Abstention;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Tests.Abstention;

public sealed class ThresholdChoiceTests
{
    [Fact]
    public void Answers_as_many_as_keep_the_share_of_wrong_ones()
    {
        // Falling confidence: 9 right, 1 wrong (10 %), then 2 wrong ones.
        Judgement[] judgements = [.. Enumerable.Range(0, 9).Select(i => new Judgement(0.9 - i * 0.01, true)), new(0.6, false), new(0.4, false), new(0.2, false)];

        var choice = ThresholdChoice.Of(judgements, 15, 0.1)!;

        Assert.Equal(0.5, choice.Threshold, 4);
        Assert.Equal((15, 10, 1), (choice.Asked, choice.Answered, choice.Wrong));
    }

    [Fact]
    public void Goes_on_past_a_bad_stretch_that_later_right_answers_make_up_for()
    {
        Judgement[] judgements = [new(0.9, false), .. Enumerable.Range(0, 19).Select(i => new Judgement(0.8 - i * 0.01, true))];

        Assert.Equal(0, ThresholdChoice.Of(judgements, 20, 0.05)!.Threshold);
    }

    [Fact]
    public void None_where_no_threshold_keeps_to_it() => Assert.Null(ThresholdChoice.Of([new(0.9, false), new(0.5, true)], 2, 0.1));

    [Fact]
    public void A_small_set_has_a_wide_interval_and_is_not_flattered_by_its_own_questions()
    {
        var random = new Random(3);
        Judgement[] judgements = [.. Enumerable.Range(0, 30).Select(_ => random.NextDouble()).Select(confidence => new Judgement(confidence, random.NextDouble() < confidence))];

        var choice = ThresholdChoice.Of(judgements, 30, 0.2)!;

        Assert.True(choice.ExpectedCoverage.High - choice.ExpectedCoverage.Low > 0.2, $"{choice}");
        Assert.True(choice.ExpectedWrong is null || choice.ExpectedWrong.High > 0.2, $"{choice}");
    }

    [Theory]
    [InlineData(0, 10, 0, 0.2775)]
    [InlineData(5, 10, 0.2366, 0.7634)]
    [InlineData(10, 10, 0.7225, 1)]
    public void Wilsons_interval_is_the_published_one(int counted, int of, double low, double high)
    {
        var interval = Wilson.Of(counted, of);

        Assert.Equal((low, high), (Math.Round(interval.Low, 4), Math.Round(interval.High, 4)));
    }
}

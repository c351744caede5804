using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Tests.Comparing;

public sealed class ComparisonTests
{
    [Fact]
    public void Pairs_questions_by_id_and_tells_what_is_in_one_run_only()
    {
        var comparison = Comparison.Of("a", Report("set", 0.2, 0.4, 0.6), "b", Report("set", 0.3, 0.5));

        var set = Assert.Single(comparison.Sets);
        Assert.Equal(2, set.Pairs);
        Assert.Equal(0.1, set.Differences[QuestionMeasure.Ndcg10].Difference, 10);
        Assert.Contains("1 only in the first", Assert.Single(comparison.Unpaired), StringComparison.Ordinal);
    }

    [Fact]
    public void Lists_what_changed_most_in_both_directions()
    {
        var comparison = Comparison.Of("a", Report("set", 0.5, 0.5, 0.5, 0.5), "b", Report("set", 0.6, 0.9, 0.5, 0.1));

        Assert.Equal(["1", "0"], comparison.Sets[0].Better.Select(question => question.Id));
        Assert.Equal("3", Assert.Single(comparison.Sets[0].Worse).Id);
        var page = ComparisonPage.Of(comparison);
        Assert.Contains("Question 1 &lt;b&gt;", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Runs_with_nothing_in_common_are_refused() =>
        Assert.Throws<InvalidDataException>(() => Comparison.Of("a", Report("set", 0.5), "b", Report("other", 0.5)));

    [Theory]
    [InlineData("ndcg@10 < -0.01", true)]
    [InlineData("set:ndcg@10<=-0.1", true)]
    [InlineData("NDCG@10 < -0.2", false)]
    [InlineData("latency-p95 > 0", false)]
    public void A_gate_fails_on_its_condition(string gate, bool fails)
    {
        var comparison = Comparison.Of("a", Report("set", 0.5, 0.7), "b", Report("set", 0.4, 0.6));

        Assert.Equal(fails, Gate.Parse(gate).Failures(comparison).Count > 0);
    }

    [Theory]
    [InlineData("ndcg@10")]
    [InlineData("ndcg@10 < much")]
    [InlineData("nonsense < 0")]
    [InlineData("ndcg@10 = 0")]
    public void A_gate_that_cannot_be_read_is_refused(string gate) => Assert.Throws<ArgumentException>(() => Gate.Parse(gate));

    [Fact]
    public void A_gate_that_asks_nothing_does_not_pass()
    {
        var comparison = Comparison.Of("a", Report("set", 0.5), "b", Report("set", 0.4));

        Assert.Throws<ArgumentException>(() => Gate.Parse("other:ndcg@10 < 0").Failures(comparison));
        Assert.Throws<ArgumentException>(() => Gate.Parse("auroc < 0").Failures(comparison));
    }

    private static EvaluationReport Report(string name, params double[] scores)
    {
        var questions = scores.Select((score, i) => new QuestionReport(
            new ScoredQuestion($"{i}", AnswerKind.Ranking, null, 0, null, null, 1, new Dictionary<string, double> { [QuestionMeasure.Ndcg10] = score }),
            $"Question {i} <b>", [], null, "", [], [], [], [], null)).ToList();
        return new EvaluationReport(
            DateTimeOffset.UnixEpoch,
            new Dictionary<string, string>(),
            [new SetReport(name, null, new SetCounts(scores.Length, 0, 0, 0, 0), new Dictionary<string, Estimate>(), [], [], [], questions)]);
    }
}

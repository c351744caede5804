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
        Assert.Throws<InvalidDataException>(() => Comparison.Of("a", Report("set", 0.5), "b", Reworded(Report("other", 0.5))));

    [Fact]
    public void Sets_are_matched_by_their_questions_and_not_by_their_folders()
    {
        var (first, second) = (Report("set", 0.5, 0.6, 0.7), Report("copied to", 0.4, 0.5, 0.6));
        var other = Reworded(Report("set", 0.1, 0.1, 0.1));

        var comparison = Comparison.Of("a", first, "b", second with { Sets = [.. other.Sets, .. second.Sets] });

        var set = Assert.Single(comparison.Sets);
        Assert.Equal(("set", "copied to", 3), (set.Name, set.NameInB, set.Pairs));
        Assert.Equal(-0.1, set.Differences[QuestionMeasure.Ndcg10].Difference, 10);
        Assert.Contains("set is in b only", comparison.Unpaired);
        Assert.Single(Gate.Parse("copied to:ndcg@10 < 0").Failures(comparison));
    }

    [Fact]
    public void Questions_of_one_id_and_other_words_are_compared_and_that_is_said()
    {
        var second = Report("set", 0.5, 0.6, 0.7);
        second = second with { Sets = [second.Sets[0] with { Questions = [second.Sets[0].Questions[0] with { Question = "Edited" }, .. second.Sets[0].Questions.Skip(1)] }] };

        var comparison = Comparison.Of("a", Report("set", 0.5, 0.6, 0.7), "b", second);

        Assert.Equal(3, comparison.Sets[0].Pairs);
        Assert.Contains(comparison.Unpaired, line => line.Contains("1 questions have other words in the second run", StringComparison.Ordinal));
    }

    [Fact]
    public void The_star_is_the_p_value_after_Holms_correction_over_the_measures_of_the_set()
    {
        // Two measures: the first steadily better, the second by chance.
        double[] ups = [.. Enumerable.Range(0, 40).Select(i => i % 4 == 0 ? 0.4 : 0.6)];
        var comparison = Comparison.Of("a", Report("set", [.. ups.Select(_ => 0.5)]), "b", Report("set", ups));

        var differences = comparison.Sets[0].Differences;

        Assert.True(differences[QuestionMeasure.Ndcg10].IsSignificant);
        Assert.Equal(differences[QuestionMeasure.Ndcg10].P * differences.Count, differences[QuestionMeasure.Ndcg10].AdjustedP, 10);
        Assert.Equal((30, 10), (differences[QuestionMeasure.Ndcg10].Above, differences[QuestionMeasure.Ndcg10].Below));
    }

    [Theory]
    [InlineData("ndcg@10 < -0.01", true)]
    [InlineData("set:ndcg@10<=-0.1", true)]
    [InlineData("NDCG@10 < -0.2", false)]
    [InlineData("latency-p95 > 0", false)]
    [InlineData("nDCG@10 may be worse by 0.05", true)]
    [InlineData("set:ndcg@10 may be worse by 10%", true)]
    [InlineData("latency p95 may be worse by 5", false)]
    public void A_gate_fails_on_its_condition(string gate, bool fails)
    {
        var comparison = Comparison.Of("a", Report("set", 0.5, 0.7), "b", Report("set", 0.4, 0.6));

        Assert.Equal(fails, Gate.Parse(gate).Failures(comparison).Count > 0);
    }

    [Theory]
    [InlineData("ndcg@10 may be worse by 0.02", false)]
    [InlineData("ndcg@10 may be worse by 0.001", true)]
    [InlineData("ndcg@10 may be worse by 2%", false)]
    public void A_gate_of_non_inferiority_fails_unless_the_interval_rules_the_loss_out(string gate, bool fails)
    {
        double[] first = [.. Enumerable.Range(0, 60).Select(i => 0.5 + i % 3 * 0.1)];
        var comparison = Comparison.Of("a", Report("set", first), "b", Report("set", [.. first.Select((score, i) => score + (i % 2 == 0 ? 0.02 : -0.02))]));

        Assert.Equal(fails, Gate.Parse(gate).Failures(comparison).Count > 0);
    }

    [Theory]
    [InlineData("ndcg@10")]
    [InlineData("ndcg@10 < much")]
    [InlineData("nonsense < 0")]
    [InlineData("ndcg@10 = 0")]
    [InlineData("words may be worse by 3")]
    [InlineData("ndcg@10 may be worse by -1")]
    public void A_gate_that_cannot_be_read_is_refused(string gate) => Assert.Throws<ArgumentException>(() => Gate.Parse(gate));

    [Fact]
    public void A_gate_that_asks_nothing_does_not_pass()
    {
        var comparison = Comparison.Of("a", Report("set", 0.5), "b", Report("set", 0.4));

        Assert.Throws<ArgumentException>(() => Gate.Parse("other:ndcg@10 < 0").Failures(comparison));
        Assert.Throws<ArgumentException>(() => Gate.Parse("auroc < 0").Failures(comparison));
    }

    private static EvaluationReport Reworded(EvaluationReport report) =>
        report with { Sets = [.. report.Sets.Select(set => set with { Questions = [.. set.Questions.Select(question => question with { Question = "Other: " + question.Question })] })] };

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

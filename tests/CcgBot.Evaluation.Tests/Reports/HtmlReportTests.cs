using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Reports;

public sealed class HtmlReportTests
{
    private const string Hostile = "</script><script>alert(1)</script>&amp;<!--";

    [Fact]
    public void Text_of_questions_answers_and_articles_never_becomes_markup()
    {
        var question = new QuestionReport(
            new ScoredQuestion(Hostile, AnswerKind.Grounded, true, 0.9, false, 3, 12, new Dictionary<string, double> { ["ndcg@10"] = 0.5 }),
            Hostile, [new(Answering.Role.User, Hostile)], Hostile, Hostile,
            [new ResultClaim(Hostile, [1])], [new ResultCitation(1, Hostile, Hostile, 1, Hostile)], [Hostile], [Hostile], null);
        var set = new SetReport(
            Hostile, Hostile, new SetCounts(1, 1, 0, 0, 0), new Dictionary<string, Estimate> { ["ndcg@10"] = new(0.5, 0.4, 0.6, 1) },
            [new(0.5, 0.1, 0.9), new(1, 0.5, 0.1)], [new(0.8, 0.9, 1, 0.9, 0)], [new BadLine(Hostile, 1, Hostile)], [question]);

        var page = HtmlReport.Of(new EvaluationReport(DateTimeOffset.UnixEpoch, new Dictionary<string, string> { [Hostile] = Hostile }, [set, set]));

        Assert.DoesNotContain("<script>alert", page, StringComparison.Ordinal);
        Assert.DoesNotContain("<!--", page, StringComparison.Ordinal);
        // Its own two: the data and the code.
        Assert.Equal(2, page.Split("</script>").Length - 1);
        Assert.Equal(Hostile, ReportPage.Questions(page)[0].GetProperty("question").GetString());
    }

    [Fact]
    public void Long_conversations_and_quotations_are_shortened_and_say_so()
    {
        var question = new QuestionReport(
            new ScoredQuestion("1", AnswerKind.Grounded, true, 0.9, true, 3, 12, new Dictionary<string, double>()),
            "Q", [.. Enumerable.Range(0, 6).Select(i => new Answering.Turn(Answering.Role.User, $"turn {i}"))], null, "",
            [], [new ResultCitation(1, "d", "t", 1, new string('x', 599) + "😀 and more")], [], [], null);
        var set = new SetReport("s", null, new SetCounts(1, 1, 0, 0, 0), new Dictionary<string, Estimate>(), [], [], [], [question]);

        var shown = Assert.Single(ReportPage.Questions(HtmlReport.Of(new EvaluationReport(DateTimeOffset.UnixEpoch, new Dictionary<string, string>(), [set]))));

        Assert.Equal("turn 2", shown.GetProperty("history")[0].GetProperty("text").GetString());
        Assert.Equal(2, shown.GetProperty("earlier").GetInt32());
        // Not through the middle of a character.
        Assert.Equal(new string('x', 599) + "…", shown.GetProperty("citations")[0].GetProperty("quote").GetString());
    }

    [Fact]
    public void Each_bin_of_confidence_stands_in_the_reliability_table()
    {
        var set = new SetReport(
            "s", null, new SetCounts(4, 4, 0, 0, 0), new Dictionary<string, Estimate>(), [], [new(0.5, 0.6, 3, 0.55, 2 / 3.0), new(0.9, 1, 1, 0.95, 1)], [], []);

        var page = HtmlReport.Of(new EvaluationReport(DateTimeOffset.UnixEpoch, new Dictionary<string, string>(), [set]));

        Assert.Contains("0.5 – 0.6</th><td class=\"n\">3</td><td class=\"n\">0.550</td><td class=\"n\">0.667</td><td class=\"n\">+0.117</td>", page, StringComparison.Ordinal);
    }

    [Fact]
    public void Wrong_answers_given_with_confidence_are_the_worst_misses()
    {
        ScoredQuestion[] worstFirst =
        [
            Row(AnswerKind.Failed, true, 0, null, 1),
            Row(AnswerKind.Grounded, false, 0.9, false, 1),
            Row(AnswerKind.Grounded, true, 0.2, false, 1),
            Row(AnswerKind.Abstention, true, 0.2, null, 0.5),
            Row(AnswerKind.Grounded, true, 0.9, true, 0.25),
            Row(AnswerKind.Abstention, false, 0.1, null, 1),
        ];

        Assert.Equal(worstFirst, worstFirst.OrderByDescending(QuestionData.Miss));
    }

    private static ScoredQuestion Row(AnswerKind kind, bool answerable, double confidence, bool? right, double ndcg) =>
        new("1", kind, answerable, confidence, right, null, 1, new Dictionary<string, double> { [QuestionMeasure.Ndcg10] = ndcg });
}

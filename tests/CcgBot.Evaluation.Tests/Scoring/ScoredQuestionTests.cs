using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Scoring;

public sealed class ScoredQuestionTests
{
    private static readonly TestQuestion Question = new("1", "Where?") { Answers = ["China"], Answerable = true };
    private static readonly Dictionary<string, int> Judged = new() { ["tea"] = 1 };

    [Fact]
    public void An_answer_that_holds_what_is_expected_is_right()
    {
        var scored = ScoredQuestion.Of(Question, Grounded("It was China.", "coffee"), Judged);

        Assert.Equal((true, 3), (scored.Right, scored.Words));
        Assert.Equal(1, scored.Scores[QuestionMeasure.Containment]);
        Assert.Equal(0, scored.Scores[QuestionMeasure.CitationPrecision]);
    }

    [Fact]
    public void Where_the_answer_cannot_be_looked_for_a_right_citation_is_what_counts()
    {
        var question = Question with { Answers = ["yes"] };

        Assert.True(ScoredQuestion.Of(question, Grounded("It is.", "tea"), Judged).Right);
        Assert.False(ScoredQuestion.Of(question, Grounded("It is.", "coffee"), Judged).Right);
        Assert.Null(ScoredQuestion.Of(question, Grounded("It is.", "tea"), null).Right);
    }

    [Fact]
    public void Any_answer_to_an_unanswerable_question_is_wrong_and_no_answer_is_scored_against_it()
    {
        var scored = ScoredQuestion.Of(Question with { Answerable = false }, Grounded("China", "tea"), null);

        Assert.False(scored.Right);
        Assert.Empty(scored.Scores);
    }

    [Fact]
    public void Abstaining_from_what_is_answerable_contains_nothing_and_is_neither_right_nor_wrong()
    {
        var scored = ScoredQuestion.Of(Question, new QuestionResult("1", AnswerKind.Abstention, [], [], 0.3, 1), Judged);

        Assert.Equal(0, scored.Scores[QuestionMeasure.Containment]);
        Assert.DoesNotContain(QuestionMeasure.CitationRecall, scored.Scores.Keys);
        Assert.Null(scored.Right);
    }

    [Fact]
    public void Clarifications_and_unstated_answerability_are_left_out_of_abstention()
    {
        ScoredQuestion[] rows =
        [
            Row("1", AnswerKind.Grounded, true, 0.9), Row("2", AnswerKind.Abstention, false, 0.1),
            Row("3", AnswerKind.Clarification, false, 0.99), Row("4", AnswerKind.Grounded, null, 0.05),
        ];

        var estimate = Measure.Find("auroc")!.Estimate(rows)!;

        Assert.Equal((1, 2), (estimate.Value, estimate.Count));
    }

    private static ScoredQuestion Row(string id, AnswerKind kind, bool? answerable, double confidence) =>
        new(id, kind, answerable, confidence, null, null, 1, new Dictionary<string, double>());

    private static QuestionResult Grounded(string text, string cited) =>
        new("1", AnswerKind.Grounded, [new ResultClaim(text, [1])], [new ResultCitation(1, cited, "T", 1, text)], 0.8, 1);
}

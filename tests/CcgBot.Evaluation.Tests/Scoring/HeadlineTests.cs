using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Evaluation.Tests.Scoring;

public sealed class HeadlineTests
{
    [Fact]
    public void Says_what_is_answered_of_what_can_be_and_of_what_can_not()
    {
        List<ScoredQuestion> questions =
        [
            .. Enumerable.Range(0, 25).Select(i => Question(i < 23 ? AnswerKind.Grounded : AnswerKind.Abstention, true, i < 20, 0.9)),
            .. Enumerable.Range(0, 30).Select(i => Question(i < 1 ? AnswerKind.Grounded : AnswerKind.Abstention, false, false, null)),
        ];

        Assert.Equal("Answers 92 % of what it can and 3 % of what it can’t. Of its answers 87 % are right; 9 of 10 citations are right.", Headline.Of(questions));
    }

    [Fact]
    public void Of_a_ranking_alone_it_says_where_the_paragraph_stands() =>
        Assert.Equal(
            "A relevant paragraph stands first for 50 % of the questions, and among the first ten for 100 %.",
            Headline.Of([Ranked(1), Ranked(0.25)]));

    [Fact]
    public void A_little_is_not_nothing()
    {
        List<ScoredQuestion> questions = [.. Enumerable.Range(0, 500).Select(i => Question(i < 1 ? AnswerKind.Grounded : AnswerKind.Abstention, false, false, null))];

        Assert.Equal("Answers 0.2 % of what it can’t.", Headline.Of(questions));
    }

    private static ScoredQuestion Ranked(double mrr) => new("1", AnswerKind.Ranking, null, 0, null, null, 1, new Dictionary<string, double> { [QuestionMeasure.Mrr10] = mrr });

    private static ScoredQuestion Question(AnswerKind kind, bool answerable, bool right, double? precision) => new(
        "1", kind, answerable, 0.5, kind == AnswerKind.Grounded ? right : null, 3, 1,
        kind == AnswerKind.Grounded && precision is { } value ? new Dictionary<string, double> { [QuestionMeasure.CitationPrecision] = value } : new Dictionary<string, double>());
}

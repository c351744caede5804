using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Evaluation.Tests.Scoring;

public sealed class FailureGroupTests
{
    [Theory]
    [InlineData(AnswerKind.Grounded, true, true, "gold", "gold", null)]
    [InlineData(AnswerKind.Grounded, true, false, "gold", "gold", FailureGroup.WrongSentence)]
    [InlineData(AnswerKind.Grounded, true, false, "other", "gold", FailureGroup.WrongParagraph)]
    [InlineData(AnswerKind.Grounded, true, false, "other", "other", FailureGroup.WrongNotFound)]
    [InlineData(AnswerKind.Grounded, false, false, "other", "other", FailureGroup.AnsweredThoughNotThere)]
    [InlineData(AnswerKind.Abstention, true, null, null, "gold", FailureGroup.AbstainedThoughFound)]
    [InlineData(AnswerKind.Abstention, true, null, null, "other", FailureGroup.AbstainedNotFound)]
    [InlineData(AnswerKind.Abstention, false, null, null, "other", null)]
    [InlineData(AnswerKind.Clarification, true, null, null, "gold", null)]
    [InlineData(AnswerKind.Failed, true, null, null, null, FailureGroup.Error)]
    public void Tells_where_to_look_for_the_cause(AnswerKind kind, bool answerable, bool? right, string? cited, string? found, FailureGroup? group) =>
        Assert.Equal(group, FailureGroups.Of(Question(kind, answerable, right, cited, found, ["gold"])));

    [Fact]
    public void Says_only_what_is_known_where_the_set_names_no_paragraph()
    {
        Assert.Equal(FailureGroup.Wrong, FailureGroups.Of(Question(AnswerKind.Grounded, true, false, "a", "a", [])));
        Assert.Equal(FailureGroup.Abstained, FailureGroups.Of(Question(AnswerKind.Abstention, true, null, null, "a", [])));
    }

    private static QuestionReport Question(AnswerKind kind, bool answerable, bool? right, string? cited, string? found, IReadOnlyList<string> relevant) => new(
        new ScoredQuestion("1", kind, answerable, 0.5, right, 1, 1, new Dictionary<string, double>()),
        "Q", [], null, "", [], cited is null ? [] : [new ResultCitation(1, cited, "T", 1, "q")], relevant, found is null ? [] : [found], null);
}

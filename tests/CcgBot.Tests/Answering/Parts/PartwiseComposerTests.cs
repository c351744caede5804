using CcgBot.Answering;
using CcgBot.Answering.Parts;
using CcgBot.Retrieval;
using Shouldly;

namespace CcgBot.Tests.Answering.Parts;

public sealed class PartwiseComposerTests
{
    private const string Whole = "Who led it and who paid?";

    [Fact]
    public async Task Parts_that_are_answered_are_given_and_the_rest_is_named()
    {
        var draft = await ComposeAsync(new() { ["Who led it?"] = 0.9, ["Who paid?"] = 0.1 });

        draft.Claims.ShouldHaveSingleItem().Text.ShouldBe("Who led it?");
        draft.Unanswered.ShouldBe(["Who paid?"]);
        draft.Confidence.ShouldBe(0.9);
    }

    [Fact]
    public async Task Confidence_is_that_of_the_least_sure_part_given()
    {
        var draft = await ComposeAsync(new() { ["Who led it?"] = 0.9, ["Who paid?"] = 0.5 });

        draft.Claims.Count.ShouldBe(2);
        draft.Unanswered.ShouldBeEmpty();
        draft.Confidence.ShouldBe(0.5);
    }

    [Fact]
    public async Task With_no_part_answered_the_question_is_composed_whole()
    {
        var draft = await ComposeAsync(new() { ["Who led it?"] = 0.1, ["Who paid?"] = 0.1, [Whole] = 0.2 });

        draft.Claims.ShouldHaveSingleItem().Text.ShouldBe(Whole);
        draft.Confidence.ShouldBe(0.2);
    }

    private static Task<Draft> ComposeAsync(Dictionary<string, double> confidence) =>
        new PartwiseComposer(new Echo(confidence), new AnsweringOptions()).ComposeAsync(
            new Question(Whole),
            new RetrievalResult(Whole, [], []) { Parts = [new RetrievalResult("Who led it?", [], []), new RetrievalResult("Who paid?", [], [])] },
            CancellationToken.None);

    /// <summary>Claims the question itself, as sure as it is told.</summary>
    private sealed class Echo(Dictionary<string, double> confidence) : IAnswerComposer
    {
        public Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken) =>
            Task.FromResult(new Draft([new DraftClaim(question.Text, [])], [], confidence[question.Text], Composer.Extractive));
    }
}

using CcgBot.Answering;
using CcgBot.Conversations;
using CcgBot.Questions;
using Shouldly;

namespace CcgBot.Tests.Questions;

public sealed class FollowUpTests
{
    [Theory]
    [InlineData("Who led the research?", Leaning.None)]
    [InlineData("And who led the research?", Leaning.None)]
    [InlineData("Which mergers were unwelcome, and why did they hinder development?", Leaning.None)]
    [InlineData("Do clinics publish their opening hours?", Leaning.None)]
    [InlineData("Is it safe to swim in the river?", Leaning.None)]
    [InlineData("Are there fines for late books?", Leaning.None)]
    [InlineData("What did the report that led to the mergers say?", Leaning.None)]
    [InlineData("On which days does the clinic open?", Leaning.None)]
    [InlineData("Tell me about mergers", Leaning.None)]
    [InlineData("What about mergers?", Leaning.Topic)]
    [InlineData("What about library fines for children?", Leaning.Topic)]
    [InlineData("And library fines?", Leaning.Topic)]
    [InlineData("What about children?", Leaning.Setting)]
    [InlineData("And Sundays?", Leaning.Setting)]
    [InlineData("how about people over 65", Leaning.Setting)]
    [InlineData("and on Sundays?", Leaning.Whole)]
    [InlineData("What about in Wales?", Leaning.Whole)]
    [InlineData("And if I am late?", Leaning.Whole)]
    [InlineData("Who led it?", Leaning.Whole)]
    [InlineData("What did it say about them?", Leaning.Whole)]
    [InlineData("How did the mergers affect them?", Leaning.Whole)]
    [InlineData("Does that apply to children?", Leaning.Whole)]
    [InlineData("Where does she work?", Leaning.Whole)]
    [InlineData("Why?", Leaning.Whole)]
    [InlineData("since when?", Leaning.Whole)]
    [InlineData("And how much?", Leaning.Whole)]
    public void A_question_leans_on_the_turn_before_only_where_it_leaves_something_out(string question, Leaning leaning) =>
        FollowUp.Of(question).ShouldBe(leaning);

    [Theory]
    [InlineData("When is the clinic open?", "and on Sundays?", "When is the clinic open on Sundays?")]
    [InlineData("When is the clinic open on Saturdays?", "and on Sundays?", "When is the clinic open on Sundays?")]
    [InlineData("How much is a card for adults?", "What about children?", "How much is a card for children?")]
    [InlineData("When is the clinic open?", "And Sundays?", "When is the clinic open on Sundays?")]
    public void What_a_follow_up_adds_is_joined_to_the_question_before(string before, string followUp, string joined) =>
        Continuation.Joined(new Question(followUp, [new Turn(Role.User, before), new Turn(Role.Assistant, "So.")])).Text.ShouldBe(joined);

    [Fact]
    public void Follow_ups_are_joined_one_after_another() =>
        Continuation.Joined(new Question("and on Mondays?", [new Turn(Role.User, "When is it open?"), new Turn(Role.User, "and on Sundays?")])).Text.ShouldBe("When is it open on Mondays?");
}

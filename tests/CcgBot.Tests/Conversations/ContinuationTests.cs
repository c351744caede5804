using CcgBot.Answering;
using CcgBot.Conversations;
using Shouldly;

namespace CcgBot.Tests.Conversations;

public sealed class ContinuationTests
{
    private static readonly Turn[] Before =
    [
        new(Role.User, "What is a CCG?"),
        new(Role.Assistant, "A body.", ["a#p1@0123456789abcdef"]),
        new(Role.User, "Who led it?"),
        new(Role.Assistant, "She did.", ["b@c#p2@0123456789abcdef"]),
        new(Role.User, "more"),
        new(Role.Assistant, "And he.", ["b@c#p3@0123456789abcdef"]),
    ];

    [Fact]
    public void More_is_the_last_question_without_what_was_shown_for_it()
    {
        var resolved = Continuation.Resolve(new Question("More please", Before));

        resolved.Text.ShouldBe("Who led it?");
        resolved.History.ShouldBe(Before[..2]);
        resolved.Excluded.ShouldBe(["b@c#p2", "b@c#p3"], ignoreOrder: true);
    }

    [Fact]
    public void A_question_keeps_its_words_and_loses_commands_from_its_history()
    {
        var resolved = Continuation.Resolve(new Question("And when?", Before));

        resolved.Text.ShouldBe("And when?");
        resolved.Excluded.ShouldBeEmpty();
        resolved.History.ShouldNotContain(turn => turn.Content == "more");
    }

    [Fact]
    public void More_with_nothing_asked_before_stays_as_it_is()
    {
        Continuation.Resolve(new Question("more", [new Turn(Role.User, "help")])).Text.ShouldBe("more");
        Continuation.CanContinue([new Turn(Role.User, "help")]).ShouldBeFalse();
    }

    [Theory]
    [InlineData("more", ConversationCommand.More)]
    [InlineData("Tell me more.", ConversationCommand.More)]
    [InlineData("Show me more please", ConversationCommand.More)]
    [InlineData("anything else?", ConversationCommand.More)]
    [InlineData("More than eight boards?", ConversationCommand.None)]
    [InlineData("What else did they find?", ConversationCommand.None)]
    [InlineData("help", ConversationCommand.Help)]
    [InlineData("Start over.", ConversationCommand.StartOver)]
    [InlineData("show me the paragraph", ConversationCommand.ShowParagraph)]
    public void Only_a_message_that_is_nothing_but_the_command_is_one(string text, ConversationCommand command) =>
        ConversationCommands.Of(text).ShouldBe(command);
}

using CcgBot.Bot.Tests.Infrastructure;
using CcgBot.Conversations;
using CcgBot.Storage;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Bot.Tests.Conversations;

public sealed class ConversationStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly ConversationStore _store;

    public ConversationStoreTests() => _store = new ConversationStore(new Database(Path.Combine(_folder.Path, "ccgbot.db")), _time);

    [Fact]
    public void History_is_the_last_questions_oldest_first_with_what_each_cited()
    {
        for (var i = 1; i <= 4; i++)
        {
            _store.Add(new Exchange("a", $"m{i}", "u", $"question {i}", $"answer {i}", [$"p{i}"]));
        }

        var history = _store.History("a", 2);
        history.Select(turn => turn.Content).ShouldBe(["question 3", "answer 3", "question 4", "answer 4"]);
        history[3].CitedParagraphs.ShouldBe(["p4"]);
    }

    [Fact]
    public void Conversations_are_apart()
    {
        _store.Add(new Exchange("a", "m", "u", "q", "a", []));
        _store.History("b").ShouldBeEmpty();
        _store.StartOver("b");
        _store.History("a").Count.ShouldBe(2);
    }

    [Fact]
    public void An_edit_takes_the_place_of_what_it_edits()
    {
        _store.Add(new Exchange("a", "m1", "u", "bords?", "a", []));
        _store.Add(new Exchange("a", "m2", "u", "and?", "b", []));
        _store.Add(new Exchange("a", "m1", "u", "boards?", "c", []));
        _store.History("a").Select(turn => turn.Content).ShouldBe(["boards?", "c", "and?", "b"]);
        _store.History("a", before: "m2").Select(turn => turn.Content).ShouldBe(["boards?", "c"]);
    }

    [Fact]
    public void What_is_past_its_retention_goes_and_the_rest_stays()
    {
        _store.Add(new Exchange("a", "m1", "u", "old", "a", []));
        _time.Advance(TimeSpan.FromDays(20));
        _store.Add(new Exchange("a", "m2", "u", "new", "b", []));
        _time.Advance(TimeSpan.FromDays(11));
        _store.RemoveOlderThan(TimeSpan.FromDays(30)).ShouldBe(1);
        _store.History("a").Select(turn => turn.Content).ShouldBe(["new", "b"]);
    }

    [Fact]
    public void A_person_is_forgotten_everywhere()
    {
        _store.Add(new Exchange("a", "m1", "ada", "q", "a", []));
        _store.Add(new Exchange("b", "m1", "ada", "q", "a", []));
        _store.Add(new Exchange("b", "m2", "bob", "q", "a", []));
        _store.Forget("ada").ShouldBe(2);
        _store.History("b").Count.ShouldBe(2);
    }

    [Theory]
    [InlineData("help", ConversationCommand.Help)]
    [InlineData("Help!", ConversationCommand.Help)]
    [InlineData("What can you do?", ConversationCommand.Help)]
    [InlineData("start over", ConversationCommand.StartOver)]
    [InlineData("Reset.", ConversationCommand.StartOver)]
    [InlineData("Show me the paragraph, please", ConversationCommand.None)]
    [InlineData("show me the paragraph", ConversationCommand.ShowParagraph)]
    [InlineData("How do CCGs help patients?", ConversationCommand.None)]
    [InlineData("Did the NHS start over in 2013?", ConversationCommand.None)]
    public void Only_a_message_that_is_nothing_else_is_a_command(string text, ConversationCommand command) => ConversationCommands.Of(text).ShouldBe(command);

    public void Dispose() => _folder.Dispose();
}

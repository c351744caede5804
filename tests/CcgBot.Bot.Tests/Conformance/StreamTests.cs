using CcgBot.Answering;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

public sealed class StreamTests : ConformanceTests
{
    [Fact]
    public async Task A_late_answer_in_a_one_to_one_chat_streams_status_lines_and_one_final_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(Late(TimeSpan.FromSeconds(2)), Soon);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await connector.MessagesAsync(1);
        var calls = connector.Calls;
        calls.Length.ShouldBeGreaterThanOrEqualTo(2);
        calls.ShouldAllBe(call => call.Stream != null);
        calls[0].Stream.Property("streamId").ShouldBeNull();
        calls[0].Activity!.Type.ShouldBe("typing");
        calls[..^1].ShouldAllBe(call => call.Stream.Property("streamType").Text() == "informative" && call.Activity!.Text!.Length <= 1_000);
        calls[..^1].Select(call => call.Stream.Property("streamSequence")!.Value.GetInt32()).ShouldBe(Enumerable.Range(1, calls.Length - 1));
        calls[1..].ShouldAllBe(call => call.Stream.Property("streamId").Text() == "reply-1");
        var final = calls[^1];
        final.Stream.Property("streamType").Text().ShouldBe("final");
        final.Stream.Property("streamSequence").ShouldBeNull();
        final.Activity!.Type.ShouldBe("message");
        MessageEntity(final.Activity!).ShouldNotBeNull();
        calls[..^1].ShouldAllBe(call => MessageEntity(call.Activity!) == null && call.Activity!.Attachments == null);
    }

    [Fact]
    public async Task An_answer_ready_at_once_is_a_plain_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        (await connector.MessagesAsync(1)).Count.ShouldBe(1);
        connector.Calls.Single().Stream.ShouldBeNull();
    }

    [Fact]
    public async Task A_group_chat_gets_a_typing_notice_and_no_stream()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(Late(TimeSpan.FromSeconds(1)), Soon);
        await bot.PostAsync(TestActivities.Message(connector, "How many?").InGroup());
        await connector.MessagesAsync(1);
        connector.Calls.ShouldAllBe(call => call.Stream == null);
        connector.Calls[0].Activity!.Type.ShouldBe("typing");
    }

    [Fact]
    public async Task A_stream_that_the_person_stopped_gets_nothing_more()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (call, _) => call.Stream.Property("streamType").Text() == "final"
            ? new Refusal(403, "ContentStreamNotAllowed", "Content stream was canceled by user.")
            : null;
        await using var bot = await OpenAsync(Late(TimeSpan.FromMilliseconds(300)), Soon);
        (await bot.PostAsync(TestActivities.Message(connector, "How many?"))).Status.ShouldBeInRange(200, 202);
        connector.Refuse = (_, _) => null;
        await bot.PostAsync(TestActivities.Message(connector, "help"));
        (await connector.MessagesAsync(2)).Count.ShouldBe(2);
        connector.Messages[^1].Text!.ShouldContain("start over");
    }

    [Fact]
    public async Task A_stream_that_is_not_allowed_becomes_a_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (call, _) => call.Stream is not null ? new Refusal(403, "ContentStreamNotAllowed", "Content stream is not enabled.") : null;
        await using var bot = await OpenAsync(Late(TimeSpan.FromMilliseconds(300)), Soon);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await connector.MessagesAsync(1);
        connector.Calls[^1].Stream.ShouldBeNull();
        connector.Messages.Count.ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_later_than_the_request_may_last_follows_by_itself()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(Late(TimeSpan.FromSeconds(1)), new() { ["Bot:NoticeAfter"] = "00:00:00.1", ["Bot:MessageTimeout"] = "00:00:00.3" });
        var posted = await bot.PostAsync(TestActivities.Message(connector, "How many?").InGroup());
        posted.Status.ShouldBeInRange(200, 202);
        connector.Messages.ShouldBeEmpty();
        (await connector.MessagesAsync(1)).Single().Text!.ShouldContain("visited");
        connector.Calls[0].Activity!.Type.ShouldBe("typing");
    }

    private static Dictionary<string, string?> Soon => new() { ["Bot:NoticeAfter"] = "00:00:00.1" };

    private static AnswerQuestion Late(TimeSpan wait) => async (_, progress, cancellationToken) =>
    {
        progress?.Report(AnsweringStep.Searching);
        await Task.Delay(wait / 2, cancellationToken);
        progress?.Report(AnsweringStep.Checking);
        await Task.Delay(wait / 2, cancellationToken);
        return TestArticles.Grounded();
    };
}

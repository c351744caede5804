using System.Collections.Concurrent;
using CcgBot.Answering;
using CcgBot.Bot.Tests.Infrastructure;
using CcgBot.Storage;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace CcgBot.Bot.Tests.Conformance;

/// <summary>A host that ends in the middle of a turn: nobody has to ask again, and nobody is answered twice.</summary>
public sealed class RestartTests : ConformanceTests
{
    [Fact]
    public async Task A_question_left_unanswered_is_answered_by_the_next_host()
    {
        using var folder = new TemporaryFolder();
        await using var connector = await FakeConnector.StartAsync();
        var question = TestActivities.Message(connector, "My number is 07700 900123. How many boards?");
        await LeaveUnansweredAsync(folder.Path, question);
        connector.Messages.ShouldBeEmpty();
        Turn(folder.Path).ShouldNotBeNull().ShouldNotContain("900123");

        var asked = new ConcurrentQueue<string>();
        await using var bot = await StartAsync(folder.Path, (given, _, _) =>
        {
            asked.Enqueue(given.Text);
            return Task.FromResult<Answer>(TestArticles.Grounded(given.Text));
        });
        var answer = (await connector.MessagesAsync(1))[0];
        answer.ReplyToId.ShouldBe(question.Id);
        answer.Conversation!.Id.ShouldBe(question.Conversation!.Id);
        answer.Recipient!.Id.ShouldBe(question.From!.Id);

        // The channel's own second delivery meets a question that is dealt with.
        (await bot.PostAsync(question)).Status.ShouldBeInRange(200, 202);
        await bot.PostAsync(TestActivities.Message(connector, "And now?"));
        (await connector.MessagesAsync(2)).Count(reply => reply.ReplyToId == question.Id).ShouldBe(1);
        asked.Count(text => text.Contains("How many boards?", StringComparison.Ordinal)).ShouldBe(1);
        Turn(folder.Path).ShouldBeNull();
    }

    [Fact]
    public async Task An_answer_that_was_going_out_when_the_host_ended_is_not_given_again_and_the_log_says_so()
    {
        using var folder = new TemporaryFolder();
        await using var connector = await FakeConnector.StartAsync();
        var question = TestActivities.Message(connector, "How many boards?");
        await LeaveUnansweredAsync(folder.Path, question);
        new Database(Store(folder.Path)).Write("UPDATE delivery SET state = 'sending', turn = NULL");

        await using var bot = await StartAsync(folder.Path, Giving(TestArticles.Grounded()));
        await bot.PostAsync(TestActivities.Message(connector, "And now?"));
        (await connector.MessagesAsync(1)).ShouldNotContain(reply => reply.ReplyToId == question.Id);
        bot.Log.Lines.ShouldContain(line => line.StartsWith("Warning", StringComparison.Ordinal) && line.Contains(question.Id!) && line.Contains("whether the reply was shown is not known"));
    }

    [Fact]
    public async Task The_store_knows_that_an_answer_goes_out_before_it_does()
    {
        using var folder = new TemporaryFolder();
        await using var connector = await FakeConnector.StartAsync();
        var states = new ConcurrentQueue<string?>();
        connector.Refuse = (call, _) =>
        {
            if (call.Activity?.Type == "message")
            {
                using var connection = new Database(Store(folder.Path)).Open();
                states.Enqueue(connection.Scalar<string>("SELECT state || coalesce(turn, '') FROM delivery"));
            }

            return null;
        };
        await using var bot = await StartAsync(folder.Path, Giving(TestArticles.Grounded()));
        await bot.PostAsync(TestActivities.Message(connector, "How many boards?"));
        await connector.MessagesAsync(1);
        states.ShouldBe(["sending"]);
    }

    private static string Store(string folder) => Path.Combine(folder, "ccgbot.db");

    private static string? Turn(string folder)
    {
        using var connection = new Database(Store(folder)).Open();
        return connection.Scalar<string>("SELECT max(turn) FROM delivery");
    }

    private Task<BotHost> StartAsync(string folder, AnswerQuestion answer) => BotHost.StartAsync(
        With(BotHost.Anonymous, new() { ["Bot:MessageTimeout"] = "00:00:00.1" }),
        answer,
        folder,
        services => services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(50)));

    /// <summary>A host that takes a question in, never comes to its answer, and ends.</summary>
    private async Task LeaveUnansweredAsync(string folder, Activity question)
    {
        var begun = new TaskCompletionSource();
        await using var bot = await StartAsync(folder, async (_, _, cancellationToken) =>
        {
            begun.TrySetResult();
            await Task.Delay(Timeout.Infinite, cancellationToken);
            return TestArticles.Grounded();
        });
        (await bot.PostAsync(question)).Status.ShouldBeInRange(200, 202);
        await begun.Task;
    }
}

using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Threading.RateLimiting;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Evidence;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Storage;
using CcgBot.Web;
using CcgBot.Web.Hosting;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;

namespace CcgBot.Postgres.Tests;

/// <summary>Several hosts on one store: each question has one answer, whichever of them meets it and whichever dies.</summary>
[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class HostsTests(PostgresServer server) : IDisposable
{
    private readonly string _store = PostgresServer.Missing is null ? server.NewStore() : "";
    private readonly string _shared = Directory.CreateTempSubdirectory("ccgbot-hosts-").FullName;

    [StoreFact]
    public async Task One_host_is_the_keeper_and_passes_that_on_with_its_life()
    {
        var (first, second) = (Open(), Open());
        using var firstEnds = new CancellationTokenSource();
        using var secondEnds = new CancellationTokenSource();
        await first.Hosts.JoinAsync(CancellationToken.None);
        await second.Hosts.JoinAsync(CancellationToken.None);
        var (one, two) = (first.Hosts.RunAsync(_ => { }, firstEnds.Token), second.Hosts.RunAsync(_ => { }, secondEnds.Token));

        (first.Hosts.IsKeeper, second.Hosts.IsKeeper).ShouldBe((true, false));
        (first.Hosts.Lives(second.Hosts.Id), second.Hosts.Lives(first.Hosts.Id), second.Hosts.Lives(second.Hosts.Id)).ShouldBe((true, true, true));
        (first.Hosts.Lives("nobody"), first.Hosts.Lives(null)).ShouldBe((false, false));

        await firstEnds.CancelAsync();
        await one;
        second.Hosts.Lives(first.Hosts.Id).ShouldBeFalse();
        await UntilAsync(() => second.Hosts.IsKeeper);

        await secondEnds.CancelAsync();
        await two;
    }

    [StoreFact]
    public async Task A_host_whose_connection_breaks_comes_back_and_looks_for_what_it_missed()
    {
        var host = Open();
        var heard = new ConcurrentQueue<string>();
        var said = new ConcurrentQueue<bool>();
        host.Hosts.Heard += signal => heard.Enqueue(signal.Subject);
        using var ends = new CancellationTokenSource();
        await host.Hosts.JoinAsync(CancellationToken.None);
        var running = host.Hosts.RunAsync(error => said.Enqueue(error is null), ends.Token);
        await UntilAsync(() => heard.Contains(HostSignal.Missed));

        using (var connection = host.Open())
        {
            connection.Run("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE '% host'");
        }

        await UntilAsync(() => heard.Count(subject => subject == HostSignal.Missed) == 2);
        said.ShouldBe([false, true]);
        host.Hosts.Tell(new HostSignal(HostSignal.Sync, "guidance"));
        await UntilAsync(() => heard.Contains(HostSignal.Sync));
        await ends.CancelAsync();
        await running;
    }

    [StoreFact]
    public async Task A_conversation_goes_on_over_another_host_by_poll_and_by_stream()
    {
        await using var a = await HostUnderTest.StartAsync(_store, _shared, Answers);
        await using var b = await HostUnderTest.StartAsync(_store, _shared, Answers);
        var conversation = await a.StartConversationAsync();
        var stream = b.StreamAsync(conversation).GetAsyncEnumerator();

        var ids = new List<string>();
        for (var i = 0; i < 6; i++)
        {
            ids.Add(await (i % 2 == 0 ? a : b).AskAsync(conversation, $"Question {i}?"));
        }

        var heard = new List<string>();
        while (ids.Exists(id => !heard.Contains(id)))
        {
            (await stream.MoveNextAsync()).ShouldBeTrue();
            if (stream.Current.TryGetProperty("replyToId", out var replied))
            {
                heard.Add(replied.GetString()!);
            }
        }

        var polled = await b.PollAsync(conversation);
        polled.Select(Id).ShouldBe((await a.PollAsync(conversation)).Select(Id));
        ids.ShouldAllBe(id => HostUnderTest.Replies(polled, id).Count == 1 && heard.Count(each => each == id) == 1);
        await stream.DisposeAsync();
    }

    [StoreFact]
    public async Task What_a_host_was_at_when_it_died_another_answers_and_it_does_not()
    {
        var release = new TaskCompletionSource();
        var begun = new TaskCompletionSource();
        await using var a = await HostUnderTest.StartAsync(_store, _shared, async (question, progress, cancellationToken) =>
        {
            begun.TrySetResult();
            await release.Task;
            return await Answers(question, progress, cancellationToken);
        });
        await using var b = await HostUnderTest.StartAsync(_store, _shared, Answers);
        var conversation = await b.StartConversationAsync();
        var asking = a.AskAsync(conversation, "Who?");
        await begun.Task;

        await a.LoseTouchAsync();
        var question = Id((await b.PollAsync(conversation)).Single(activity => Text(activity) == "Who?"))!;
        await b.AnswersAsync(conversation, question);
        release.SetResult();

        (await asking).ShouldBe(question);
        (await b.AnswersAsync(conversation, question)).Count.ShouldBe(1);
        new DirectLineStore(Open(), TimeProvider.System).Pending().ShouldBeEmpty();
    }

    [StoreFact]
    public async Task Hosts_that_die_under_load_lose_no_question_and_double_no_answer()
    {
        const int Conversations = 8;
        const int Questions = 6;
        var given = 0;
        AnswerQuestion slow = async (question, progress, cancellationToken) =>
        {
            await Task.Delay(5 + (Interlocked.Increment(ref given) * 17 % 50), cancellationToken);
            return await Answers(question, progress, cancellationToken);
        };
        var hosts = new List<HostUnderTest>();
        for (var i = 0; i < 3; i++)
        {
            hosts.Add(await HostUnderTest.StartAsync(_store, _shared, slow));
        }

        var asked = new ConcurrentBag<(string Conversation, string Text)>();
        var people = Enumerable.Range(0, Conversations).Select(async person =>
        {
            var conversation = await hosts[0].StartConversationAsync();
            for (var i = 0; i < Questions; i++)
            {
                asked.Add((conversation, $"Question {i}?"));
                await PersistAsync(conversation, $"Question {i}?", (person + i) % 3);
            }
        }).ToList();

        // Each in turn dies for the others with what it is at, and another comes in its place.
        for (var i = 0; i < 6; i++)
        {
            await Task.Delay(150);
            var dying = hosts[i % 3];
            await dying.LoseTouchAsync();
            hosts[i % 3] = await HostUnderTest.StartAsync(_store, _shared, slow);
            await dying.DisposeAsync();
        }

        await Task.WhenAll(people);
        foreach (var (conversation, text) in asked)
        {
            var posted = (await hosts[0].PollAsync(conversation))
                .Where(activity => Text(activity) == text && activity.GetProperty("from").GetProperty("role").GetString() == "user").ToList();
            var id = Id(posted.ShouldHaveSingleItem())!;
            (await hosts[0].AnswersAsync(conversation, id)).Count.ShouldBe(1);
        }

        asked.Count.ShouldBe(Conversations * Questions);
        foreach (var host in hosts)
        {
            await host.DisposeAsync();
        }

        // What a careful client does: where the host goes away while it posts, it looks whether the question is there before it asks again.
        async Task PersistAsync(string conversation, string text, int first)
        {
            for (var tries = first; ; tries++)
            {
                try
                {
                    await hosts[tries % 3].AskAsync(conversation, text);
                    return;
                }
                catch (Exception error) when (error is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
                {
                    // In one process with the host that went away: what it was just storing is stored by then.
                    await Task.Delay(200);
                    if (await IsThereAsync(conversation, text, tries))
                    {
                        return;
                    }
                }
            }
        }

        async Task<bool> IsThereAsync(string conversation, string text, int first)
        {
            for (var tries = first + 1; ; tries++)
            {
                try
                {
                    return (await hosts[tries % 3].PollAsync(conversation)).Exists(activity => Text(activity) == text);
                }
                catch (Exception error) when (error is HttpRequestException or IOException or ObjectDisposedException or OperationCanceledException)
                {
                    await Task.Delay(20);
                }
            }
        }
    }

    [StoreFact]
    public async Task An_answer_of_a_host_that_was_taken_over_is_refused()
    {
        var (first, second) = (new DirectLineStore(Open(), TimeProvider.System), new DirectLineStore(Open(), TimeProvider.System));
        first.Start(new DirectLineConversation("c", "dl_1", "https://a"));
        var number = first.Add("c", number => $"{number}", pending: true).Number;
        first.Add("c", _ => "typing", pending: false, number);

        second.TakeOver("c", number, first.Pending()[0].Host).ShouldBeTrue();
        first.TakeOver("c", number, "nobody").ShouldBeFalse();
        Should.Throw<TurnTakenOverException>(() => first.Add("c", _ => "answer", pending: false, number));
        second.Add("c", _ => "answer", pending: false, number);

        second.After("c", 1).Select(activity => activity.Json).ShouldBe(["typing", "answer"]);
        second.Newest(["c", "d"]).ShouldBe([("c", 3L)]);
        await second.AfterOthersAsync("c", number + 1, CancellationToken.None);
    }

    [StoreFact]
    public async Task What_is_delivered_again_to_another_host_is_answered_once_also_when_the_first_host_died()
    {
        var logs = Enumerable.Range(0, 3).Select(_ => new DeliveryLog(Open(), TimeProvider.System, NullLogger<DeliveryLog>.Instance)).ToList();
        var message = TeamsMessage.New();
        var worked = 0;
        Task<InvokeResponse?> Work()
        {
            worked++;
            return Task.FromResult<InvokeResponse?>(null);
        }

        await Should.ThrowAsync<OperationCanceledException>(() => logs[0].OnceAsync(message, () => throw new OperationCanceledException()));
        logs[1].Interrupted(TimeSpan.FromHours(1)).ShouldHaveSingleItem().Id.ShouldBe("7");
        // The first was not dead after all, and is about to say what it has.
        Should.Throw<TurnTakenOverException>(() => logs[0].Sending(message));
        await logs[2].OnceAsync(message, Work);
        await logs[1].OnceAsync(message, Work);
        await logs[0].OnceAsync(message, Work);

        worked.ShouldBe(1);
    }

    [StoreFact]
    public async Task Each_hosts_index_follows_what_another_published()
    {
        var folders = Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("ccgbot-index-").FullName).ToList();
        var engines = folders.ConvertAll(folder => HostUnderTest.OpenEngine(_store, folder, _shared));
        using var services = new ServiceCollection().AddMetrics().BuildServiceProvider();
        using var ends = new CancellationTokenSource();
        await engines[1].Database.Hosts.JoinAsync(CancellationToken.None);
        var running = engines[1].Database.Hosts.RunAsync(_ => { }, ends.Token);
        using var watcher = new StoreWatcher(
            engines[1],
            Options.Create(new WebOptions { RefreshMilliseconds = 10 }),
            new HostTelemetry(services.GetRequiredService<IMeterFactory>(), TimeProvider.System),
            TimeProvider.System,
            NullLogger<StoreWatcher>.Instance);
        await watcher.StartAsync(CancellationToken.None);

        engines[0].Articles.Put([(Boards, null)]);
        engines[0].TakeUp();
        await UntilAsync(() => engines[1].Index.LastChange == 1);

        (await engines[1].Retriever.RetrieveAsync(new Question("How many boards were visited?"))).Paragraphs.ShouldNotBeEmpty();
        await watcher.StopAsync(CancellationToken.None);
        await ends.CancelAsync();
        await running;
        engines.ForEach(engine => engine.Dispose());
        folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    [StoreFact]
    public async Task Engines_that_answer_at_once_write_one_chain_of_evidence()
    {
        const int Each = 20;
        var folders = Enumerable.Range(0, 2).Select(_ => Directory.CreateTempSubdirectory("ccgbot-index-").FullName).ToList();
        var engines = folders.ConvertAll(folder => HostUnderTest.OpenEngine(_store, folder, _shared));
        engines[0].Articles.Put([(Boards, null)]);
        engines.ForEach(engine => engine.TakeUp());

        var ids = (await Task.WhenAll(engines.Select(engine => Task.Run(async () =>
        {
            var given = new List<string>();
            for (var i = 0; i < Each; i++)
            {
                given.Add((await engine.AnswerAsync(new Question("How many boards were visited?"))).EvidenceId);
            }

            return given;
        })))).SelectMany(given => given).ToList();

        ids.Distinct().Count().ShouldBe(2 * Each);
        var report = new EvidenceVerifier(engines[1].Evidence).Verify();
        (report.Whole, report.Records).ShouldBe((true, 2L * Each));
        engines.ForEach(engine => engine.Dispose());
        folders.ForEach(folder => Directory.Delete(folder, recursive: true));
    }

    [StoreFact]
    public void Calls_are_counted_over_all_hosts()
    {
        var hosts = Enumerable.Range(0, 3).Select(_ => Open()).ToList();
        using var first = SharedLimiter.PerMinute(hosts[0], TimeProvider.System, "ask", "10.0.0.1", 4);
        using var second = SharedLimiter.PerMinute(hosts[1], TimeProvider.System, "ask", "10.0.0.1", 4);
        using var other = SharedLimiter.PerMinute(hosts[2], TimeProvider.System, "ask", "10.0.0.2", 4);

        Enumerable.Range(0, 6).Count(i => (i % 2 == 0 ? first : second).AttemptAcquire().IsAcquired).ShouldBe(4);
        using var refused = second.AttemptAcquire();
        refused.TryGetMetadata(MetadataName.RetryAfter, out var wait).ShouldBeTrue();
        wait.ShouldBeInRange(TimeSpan.Zero, TimeSpan.FromMinutes(1));
        other.AttemptAcquire().IsAcquired.ShouldBeTrue();
        SharedLimiter.RemoveOld(hosts[0], TimeProvider.System).ShouldBe(0);
    }

    [StoreFact]
    public void What_lies_beside_the_store_lies_where_all_hosts_see_it()
    {
        var store = PostgresStore.Open(new StorageOptions { Postgres = _store, Files = _shared }, "/tmp/somewhere/ccgbot.db");
        Path.GetDirectoryName(store.Path).ShouldBe(_shared);
        new CuratedOptions().FileFor(store.Path).ShouldBe(Path.Combine(_shared, "curated.yaml"));
    }

    public void Dispose() => Directory.Delete(_shared, recursive: true);

    private static Article Boards => TextArticleReader.Create(
        "boards", "Boards", null, null, null, [new Block(BlockKind.Paragraph, "Eight boards were visited in the first year.", 1)]);

    private static AnswerQuestion Answers => (question, _, _) => Task.FromResult<Answer>(
        new Answer.Abstention(AbstentionReason.NotInArticles, []) { Question = question.Text, Standalone = question.Text });

    private static string? Id(System.Text.Json.JsonElement activity) => activity.GetProperty("id").GetString();

    private static string? Text(System.Text.Json.JsonElement activity) => activity.TryGetProperty("text", out var text) ? text.GetString() : null;

    private static async Task UntilAsync(Func<bool> condition)
    {
        while (!condition())
        {
            await Task.Delay(20);
        }
    }

    private Database Open() => PostgresStore.Open(new StorageOptions { Postgres = _store }, Path.Combine(_shared, "ccgbot.db"));
}

using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Conversations;
using CcgBot.Model;
using CcgBot.Model.Spending;
using CcgBot.Postgres.Tests.Infrastructure;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcgBot.Postgres.Tests;

/// <summary>Conversations, deliveries, Direct Line, API keys and spending.</summary>
public abstract class BotStoresSuite(PostgresServer? server) : IDisposable
{
    private readonly StoreUnderTest _store = new(server);

    private ConversationStore Conversations => new(_store.Database, _store.Time);

    private DirectLineStore DirectLine => new(_store.Database, _store.Time);

    private ApiKeys Keys => new(_store.Database, _store.Time);

    [StoreFact]
    public void A_conversation_is_remembered_and_an_edit_takes_its_place()
    {
        Conversations.Add(new Exchange("a", "m1", "u", "bords?", "a", ["p1"]));
        Conversations.Add(new Exchange("a", "m2", "v", "and?", "b", [], "e2"));
        Conversations.Add(new Exchange("a", null, null, "no message", "d", []));
        Conversations.Add(new Exchange("a", "m1", "u", "boards?", "c\0d \ud800", ["p2", "p3"]));

        var history = Conversations.History("a");
        history.Where((_, i) => i != 1).Select(turn => turn.Content).ShouldBe(["boards?", "and?", "b", "no message", "d"]);
        history[1].CitedParagraphs.ShouldBe(["p2", "p3"]);
        Conversations.History("a", before: "m2").Count.ShouldBe(2);
        Conversations.History("a", user: "v").Count.ShouldBe(2);
        Conversations.LastEvidence("a", "v").ShouldBe("e2");
        Conversations.LastEvidence("b").ShouldBeNull();
        Conversations.Forget("u").ShouldBe(1);
        Conversations.StartOver("a", "v");
        Conversations.History("a").Count.ShouldBe(2);
        _store.Time.Advance(TimeSpan.FromDays(2));
        Conversations.RemoveOlderThan(TimeSpan.FromDays(1)).ShouldBe(1);
    }

    [StoreFact]
    public void A_conversation_is_greeted_once_whichever_host_it_reaches()
    {
        var greeted = Enumerable.Range(0, 8).AsParallel().WithDegreeOfParallelism(8)
            .Count(_ => new ConversationStore(_store.Database, _store.Time).FirstGreeting("teams|1"));
        greeted.ShouldBe(1);
    }

    [StoreFact]
    public async Task An_activity_is_worked_once_whichever_host_it_reaches()
    {
        var worked = 0;
        var hosts = Enumerable.Range(0, 4).Select(_ => new DeliveryLog(_store.Open(), _store.Time, NullLogger<DeliveryLog>.Instance)).ToList();
        var invoke = new Activity { Type = ActivityTypes.Invoke, Id = "1", ChannelId = "msteams", Conversation = new ConversationAccount { Id = "c" } };
        Task<InvokeResponse?> Work()
        {
            Interlocked.Increment(ref worked);
            return Task.FromResult<InvokeResponse?>(new InvokeResponse { Status = 200 });
        }

        await Task.WhenAll(hosts.Select(host => Task.Run(() => host.OnceAsync(invoke, Work))));

        worked.ShouldBe(1);
        (await hosts[3].OnceAsync(invoke, Work))!.Status.ShouldBe(200);
        _store.Time.Advance(TimeSpan.FromDays(3));
        hosts[0].RemoveOlderThan(TimeSpan.FromDays(1)).ShouldBe(1);
    }

    [StoreFact]
    public async Task A_turn_that_a_process_began_and_did_not_answer_is_taken_up_by_the_next()
    {
        var first = new DeliveryLog(_store.Database, _store.Time, NullLogger<DeliveryLog>.Instance);
        var message = TeamsMessage.New();
        await Should.ThrowAsync<OperationCanceledException>(() => first.OnceAsync(message, () => throw new OperationCanceledException()));

        var next = new DeliveryLog(_store.Open(), _store.Time, NullLogger<DeliveryLog>.Instance);
        next.Interrupted(TimeSpan.FromHours(1)).ShouldHaveSingleItem().Text.ShouldBe("Who?");
        next.Sending(message);
        next.Interrupted(TimeSpan.FromHours(1)).ShouldBeEmpty();
    }

    [StoreFact]
    public void Direct_Line_numbers_a_conversations_activities_without_a_gap_whichever_host_writes()
    {
        DirectLine.Start(new DirectLineConversation("c", "dl_1", "https://a")).ShouldBeTrue();
        DirectLine.Start(new DirectLineConversation("c", "dl_2", "https://b")).ShouldBeFalse();
        var hosts = Enumerable.Range(0, 3).Select(_ => new DirectLineStore(_store.Open(), _store.Time)).ToList();

        hosts.AsParallel().WithDegreeOfParallelism(3).ForAll(host =>
        {
            for (var i = 0; i < 20; i++)
            {
                host.Add("c", number => $"{number}", pending: i == 0);
            }
        });

        DirectLine.After("c", 0).Select(activity => (activity.Number, activity.Json)).ShouldBe(Enumerable.Range(1, 60).Select(number => ((long)number, $"{number}")));
        DirectLine.Pending().Count.ShouldBe(3);
        DirectLine.Done("c", DirectLine.Pending()[0].Activity.Number);
        DirectLine.Pending().Count.ShouldBe(2);
        DirectLine.Replace("c", 60, "other").ShouldBeTrue();
        DirectLine.After("c", 59).ShouldHaveSingleItem().Json.ShouldBe("other");
        DirectLine.Find("c")!.Site.ShouldBe("https://a");
        _store.Time.Advance(TimeSpan.FromDays(2));
        DirectLine.RemoveOlderThan(TimeSpan.FromDays(1)).ShouldBe(1);
        DirectLine.After("c", 0).ShouldBeEmpty();
    }

    [StoreFact]
    public void Groups_of_a_Direct_Line_conversation_end_with_the_key_that_vouched()
    {
        var key = Keys.Add(new NewApiKey("portal", [ApiScope.Ask], GroupSet.Of(["ward"])) { Lasts = TimeSpan.FromDays(1), By = "eve" });
        DirectLine.SetGroups("c", GroupSet.Of(["ward"]), null);
        DirectLine.SetGroups("c", GroupSet.Of(["ward", "board"]), $"key:{key.Key.Id}");
        DirectLine.AccessOf("c").Recorded.ShouldBe(["board", "ward"]);

        Keys.Revoke(key.Key.Id).ShouldBeTrue();

        DirectLine.AccessOf("c").Recorded.ShouldBeEmpty();
        DirectLine.EndGroups($"key:{key.Key.Id}");
        DirectLine.AccessOf("d").Recorded.ShouldBeEmpty();
    }

    [StoreFact]
    public void A_key_is_found_while_it_is_in_force()
    {
        Keys.Any().ShouldBeFalse();
        var made = Keys.Add(new NewApiKey("app", [ApiScope.Ask, ApiScope.Audit], GroupSet.Empty));
        var brief = Keys.Add(new NewApiKey("brief", [ApiScope.Edit], GroupSet.Of(["a"])) { Lasts = TimeSpan.FromHours(1) });

        Keys.Find(made.Secret)!.Scopes.ShouldBe([ApiScope.Ask, ApiScope.Audit]);
        Keys.Find(made.Secret[..^1] + (made.Secret[^1] == '0' ? '1' : '0')).ShouldBeNull();
        _store.Time.Advance(TimeSpan.FromHours(2));
        Keys.Find(brief.Secret).ShouldBeNull();
        Keys.Any().ShouldBeTrue();
        Keys.Revoke(made.Key.Id).ShouldBeTrue();
        Keys.Revoke(made.Key.Id).ShouldBeFalse();
        Keys.Any().ShouldBeFalse();
        Keys.List().Count.ShouldBe(2);
    }

    [StoreFact]
    public void Hosts_share_one_limit_of_spending()
    {
        var options = new ModelOptions { InputPrice = 1_000_000m, OutputPrice = 0m, DailyLimit = 10m };
        var hosts = Enumerable.Range(0, 4).Select(_ => new SpendingLedger(_store.Open(), options, _store.Time)).ToList();

        var reserved = hosts.AsParallel().WithDegreeOfParallelism(4).SelectMany(host => Enumerable.Range(0, 5).Select(_ => host.Reserve(1, 0)).ToList()).Where(one => one is not null).ToList();

        reserved.Count.ShouldBe(10);
        hosts[0].Settle(reserved[0]!, 1, 0);
        hosts[1].Settle(reserved[1]!, 0, 0);
        hosts[2].Of().ShouldBe(new DaySpending(2, 1, 0, 1m));
        hosts[3].Reserve(1, 0).ShouldNotBeNull();
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class BotStoresOverSqlite() : BotStoresSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class BotStoresOverPostgres(PostgresServer server) : BotStoresSuite(server);

using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Bot.DirectLine;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CcgBot.Bot.Tests.Conversations;

/// <summary>What a conversation may read ends with the right by which it was given.</summary>
public sealed class DirectLineGroupsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("ccgbot-groups-");
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));
    private readonly Database _database;
    private readonly DirectLineStore _store;

    public DirectLineGroupsTests()
    {
        _database = new Database(Path.Combine(_folder.FullName, "ccgbot.db"));
        _store = new DirectLineStore(_database, _time);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public void Groups_of_a_customers_server_last_eight_hours()
    {
        _store.SetGroups("c", GroupSet.Of(["pharmacy"]), holder: null);
        Groups("c").ShouldBe(["pharmacy"]);

        _time.Advance(DirectLineStore.GroupsLast);
        Groups("c").ShouldBeEmpty();
    }

    [Fact]
    public void Groups_of_a_key_end_when_it_is_revoked()
    {
        var keys = new ApiKeys(_database, _time);
        var key = keys.Add(new NewApiKey("ward computer", [ApiScope.Ask], GroupSet.Of(["pharmacy"]))).Key;
        _store.SetGroups("c", key.Groups, $"key:{key.Id}");
        Groups("c").ShouldBe(["pharmacy"]);

        keys.Revoke(key.Id);
        Groups("c").ShouldBeEmpty();
    }

    [Fact]
    public void Groups_of_a_person_end_at_sign_out_in_all_their_conversations()
    {
        _store.SetGroups("c", GroupSet.Of(["pharmacy"]), "oidc:ada");
        _store.SetGroups("d", GroupSet.Of(["pharmacy"]), "oidc:grace");

        _store.EndGroups("oidc:ada");
        Groups("c").ShouldBeEmpty();
        Groups("d").ShouldBe(["pharmacy"]);
    }

    private IReadOnlyList<string> Groups(string conversation) => _store.AccessOf(conversation).Groups.Names;
}

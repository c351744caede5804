using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Web.Hosting;
using CcgBot.Web.SignIn;
using Microsoft.AspNetCore.Identity;

namespace CcgBot.Postgres.Tests;

/// <summary>Named accounts: who they are, who may sign in, and what ends that.</summary>
public abstract class AccountSuite(PostgresServer? server) : IDisposable
{
    private const string Password = "correct horse battery";

    private readonly StoreUnderTest _store = new(server);

    private AccountStore Accounts => field ??= Of(_store);

    [StoreFact]
    public void An_account_is_made_once_by_its_name_in_any_case_and_found_by_name_and_password()
    {
        Accounts.Any().ShouldBeFalse();
        var made = Accounts.Make(" Zoë ", new AccountChange(Roles.Editor, GroupSet.Of(["pharmacy", "board"]), Closed: false, Password), "operator");

        Should.Throw<InvalidDataException>(() => Accounts.Make("ZOË", new AccountChange(Roles.None, GroupSet.Empty, Closed: false, Password), "operator")).Message.ShouldContain("already");
        Should.Throw<InvalidDataException>(() => Accounts.Make("Bob", new AccountChange(Roles.None, GroupSet.Empty, Closed: false, "short"), "operator"));
        Accounts.Make("Adam", new AccountChange(Roles.Auditor, GroupSet.Empty, Closed: false, Password), "operator");

        Accounts.Check("zoë", Password).ShouldBe(made);
        Accounts.Check("zoë", Password.ToUpperInvariant()).ShouldBeNull();
        Accounts.Check("nobody", Password).ShouldBeNull();
        Accounts.List().Select(account => account.Name).ShouldBe(["Adam", "Zoë"]);
        (made.Roles, made.Groups.Names, made.Created, made.By, made.Closed).ShouldBe((Roles.Editor, made.Groups.Names, _store.Time.GetUtcNow(), "operator", false));
        made.Groups.ShouldBe(GroupSet.Of(["board", "pharmacy"]));
        Of(_store, another: true).Check("Adam", Password).ShouldNotBeNull();
    }

    [StoreFact]
    public void A_change_ends_sessions_and_the_second_editor_is_told()
    {
        var made = Accounts.Make("Ann", new AccountChange(Roles.Editor, GroupSet.Empty, Closed: false, Password), "operator");

        Accounts.Change(made.Id, new AccountChange(Roles.Auditor, GroupSet.Empty, Closed: false, Password: null), new Edit("chief", "moved", $"{made.Revision}")).ShouldBe(EditResult.Done);
        Accounts.Change(made.Id, new AccountChange(Roles.None, GroupSet.Empty, Closed: true, Password: null), new Edit("second", null, $"{made.Revision}")).ShouldBe(EditResult.Conflict);
        Accounts.Change("0123456789abcdef", new AccountChange(Roles.None, GroupSet.Empty, Closed: true, Password: null), new Edit("second", null, "1")).ShouldBe(EditResult.NotFound);

        var now = Accounts.Find(made.Id)!;
        (now.Roles, now.Closed, now.Stamp == made.Stamp).ShouldBe((Roles.Auditor, false, false));
        Accounts.Check("Ann", Password).ShouldNotBeNull();
        Accounts.Change(made.Id, new AccountChange(Roles.Auditor, GroupSet.Empty, Closed: false, "another passphrase"), new Edit("chief", null, $"{now.Revision}")).ShouldBe(EditResult.Done);
        Accounts.Check("Ann", Password).ShouldBeNull();
        Accounts.Check("Ann", "another passphrase").ShouldNotBeNull();
        Accounts.Change(made.Id, new AccountChange(Roles.Auditor, GroupSet.Empty, Closed: true, Password: null), new Edit("chief", null, $"{now.Revision + 1}")).ShouldBe(EditResult.Done);
        Accounts.Check("Ann", "another passphrase").ShouldBeNull();
        Accounts.Any().ShouldBeFalse();

        var changes = _store.Log.Changes(10, subject: made.Id);
        changes.Select(change => (change.Change.Who, change.Change.What)).ShouldBe([("chief", "account.change"), ("chief", "account.password"), ("chief", "account.change"), ("operator", "account.add")]);
        changes.ShouldAllBe(change => !$"{change.Change.Before}{change.Change.After}".Contains("hash", StringComparison.OrdinalIgnoreCase));
    }

    [StoreFact]
    public void Five_wrong_passwords_lock_an_account_on_every_host_for_a_quarter_of_an_hour()
    {
        Accounts.Make("Ann", new AccountChange(Roles.None, GroupSet.Empty, Closed: false, Password), "operator");
        var elsewhere = Of(_store, another: true);
        for (var tries = 1; tries <= 4; tries++)
        {
            (tries % 2 == 0 ? Accounts : elsewhere).Check("ann", "a wrong passphrase").ShouldBeNull();
        }

        Accounts.Check("ann", Password).ShouldNotBeNull("a right one ends the count");
        Parallel.For(0, 5, _ => Accounts.Check("ann", "a wrong passphrase").ShouldBeNull());

        elsewhere.Check("ann", Password).ShouldBeNull();
        _store.Time.Advance(TimeSpan.FromMinutes(16));
        elsewhere.Check("ann", Password).ShouldNotBeNull();
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private static AccountStore Of(StoreUnderTest store, bool another = false) =>
        new(another ? store.Open() : store.Database, another ? store.NewLog() : store.Log, store.Time, new PasswordHasher<Account>());
}

public sealed class AccountsOverSqlite() : AccountSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class AccountsOverPostgres(PostgresServer server) : AccountSuite(server);

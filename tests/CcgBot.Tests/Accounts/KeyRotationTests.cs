using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Storage;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CcgBot.Tests.Accounts;

public sealed class KeyRotationTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly FakeTimeProvider _time = new(DateTimeOffset.UnixEpoch.AddYears(55));
    private readonly ApiKeys _keys;

    public KeyRotationTests() => _keys = new ApiKeys(new Database(_folder.At("store.db")), _time);

    [Fact]
    public void The_old_secret_goes_on_for_the_grace_period_and_then_ends()
    {
        var old = _keys.Add(new NewApiKey("ward computer", [ApiScope.Ask, ApiScope.Audit], GroupSet.Of(["pharmacy"])));

        var made = _keys.Rotate(old.Key.Id, TimeSpan.FromHours(24), "ann").ShouldNotBeNull();

        (made.Key.Name, made.Key.Groups, made.Key.By, made.Key.Expires).ShouldBe(("ward computer", old.Key.Groups, "ann", null));
        made.Key.Scopes.ShouldBe(old.Key.Scopes);
        _keys.Find(old.Secret).ShouldNotBeNull().ReplacedBy.ShouldBe(made.Key.Id);
        _keys.Find(made.Secret).ShouldNotBeNull();
        _time.Advance(TimeSpan.FromHours(24));
        _keys.Find(old.Secret).ShouldBeNull();
        _keys.Find(made.Secret).ShouldNotBeNull();
    }

    [Fact]
    public void Without_grace_it_ends_at_once()
    {
        var old = _keys.Add(new NewApiKey("ward computer", [ApiScope.Ask], GroupSet.Empty));

        _keys.Rotate(old.Key.Id, TimeSpan.Zero, by: null).ShouldNotBeNull();

        _keys.Find(old.Secret).ShouldBeNull();
        _keys.List().Single(key => key.Id == old.Key.Id).Revoked.ShouldNotBeNull();
    }

    [Fact]
    public void A_key_that_ends_sooner_is_not_prolonged_and_the_new_one_lasts_as_long_as_it_did()
    {
        var old = _keys.Add(new NewApiKey("visitor", [ApiScope.Ask], GroupSet.Empty) { Lasts = TimeSpan.FromDays(10) });
        _time.Advance(TimeSpan.FromDays(9.5));

        var made = _keys.Rotate(old.Key.Id, TimeSpan.FromDays(7), by: null).ShouldNotBeNull();

        made.Key.Expires.ShouldBe(_time.GetUtcNow().AddDays(10));
        _time.Advance(TimeSpan.FromDays(0.5));
        _keys.Find(old.Secret).ShouldBeNull();
    }

    [Fact]
    public void A_key_is_replaced_once_and_only_while_it_is_in_force()
    {
        var old = _keys.Add(new NewApiKey("ward computer", [ApiScope.Ask], GroupSet.Empty));
        var made = _keys.Rotate(old.Key.Id, TimeSpan.FromHours(1), by: null)!;

        _keys.Rotate(old.Key.Id, TimeSpan.FromHours(1), by: null).ShouldBeNull();
        _keys.Revoke(made.Key.Id);
        _keys.Rotate(made.Key.Id, TimeSpan.FromHours(1), by: null).ShouldBeNull();
        _keys.Rotate("nosuch", TimeSpan.FromHours(1), by: null).ShouldBeNull();
    }

    public void Dispose() => _folder.Dispose();
}

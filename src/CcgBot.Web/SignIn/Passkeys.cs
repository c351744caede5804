using System.Data.Common;
using System.Text.Json;
using CcgBot.Evidence;
using CcgBot.Storage;
using Microsoft.AspNetCore.Identity;

namespace CcgBot.Web.SignIn;

/// <summary>The passkeys of accounts, as ASP.NET Core Identity asks for them when it checks one. Each change that a person makes leaves a record.</summary>
public sealed class Passkeys(Database database, EvidenceLog log, AccountStore accounts, TimeProvider time) : IUserPasskeyStore<Account>
{
    /// <summary>Passkeys of one account.</summary>
    public const int Most = 20;

    public const int LongestName = 100;

    private const string Columns = "SELECT id, name, key, created FROM passkey";

    /// <summary>Those of an account, the oldest first.</summary>
    public IReadOnlyList<(string Id, string Name, DateTimeOffset Created)> Of(Account account)
    {
        ArgumentNullException.ThrowIfNull(account);
        using var connection = database.Open();
        return connection.Query(
            $"{Columns} WHERE account = $1 ORDER BY created, id",
            reader => (reader.GetString(0), reader.GetString(1), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3))),
            account.Id);
    }

    /// <summary>Whether anybody has one.</summary>
    public bool Any()
    {
        using var connection = database.Open();
        return connection.Any("SELECT 1 FROM passkey LIMIT 1");
    }

    /// <summary>Keeps a passkey that its device has just made.</summary>
    /// <returns>False when the account has <see cref="Most"/>.</returns>
    public bool Add(Account account, UserPasskeyInfo passkey, string name)
    {
        ArgumentNullException.ThrowIfNull(account);
        ArgumentNullException.ThrowIfNull(passkey);
        return log.Change<bool>(connection => connection.Scalar<long>("SELECT count(*) FROM passkey WHERE account = $1", account.Id) >= Most
            || connection.Run(
                "INSERT INTO passkey(id, account, name, key, created) VALUES ($1, $2, $3, $4, $5) ON CONFLICT DO NOTHING",
                Hex(passkey.CredentialId), account.Id, name, Json(passkey), time.GetUtcNow().ToUnixTimeMilliseconds()) == 0
            ? (false, null)
            : (true, Record(account, "account.passkey", null, name)));
    }

    public bool Remove(Account account, string id)
    {
        ArgumentNullException.ThrowIfNull(account);
        return log.Change<bool>(connection =>
        {
            var name = connection.Scalar<string>("SELECT name FROM passkey WHERE id = $1 AND account = $2", id, account.Id);
            return name is null || connection.Run("DELETE FROM passkey WHERE id = $1 AND account = $2", id, account.Id) == 0
                ? (false, null) : (true, Record(account, "account.passkey", name, null));
        });
    }

    /// <summary>Keeps what changes when a passkey is used: how often it was.</summary>
    public Task AddOrUpdatePasskeyAsync(Account user, UserPasskeyInfo passkey, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(passkey);
        database.Write("UPDATE passkey SET key = $3 WHERE id = $1 AND account = $2", Hex(passkey.CredentialId), user.Id, Json(passkey));
        return Task.CompletedTask;
    }

    public Task<IList<UserPasskeyInfo>> GetPasskeysAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        using var connection = database.Open();
        return Task.FromResult<IList<UserPasskeyInfo>>([.. connection.Query($"{Columns} WHERE account = $1", Read, user.Id)]);
    }

    public Task<UserPasskeyInfo?> FindPasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        using var connection = database.Open();
        return Task.FromResult(connection.Query($"{Columns} WHERE id = $1 AND account = $2", Read, Hex(credentialId), user.Id).FirstOrDefault());
    }

    public Task<Account?> FindByPasskeyIdAsync(byte[] credentialId, CancellationToken cancellationToken)
    {
        using var connection = database.Open();
        return Task.FromResult(connection.Scalar<string>("SELECT account FROM passkey WHERE id = $1", Hex(credentialId)) is { } id ? Open(id) : null);
    }

    public Task<Account?> FindByIdAsync(string userId, CancellationToken cancellationToken) => Task.FromResult(Open(userId));

    public Task<Account?> FindByNameAsync(string normalizedUserName, CancellationToken cancellationToken) =>
        Task.FromResult(accounts.Named(normalizedUserName) is { Closed: false } account ? account : null);

    public Task<string> GetUserIdAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult(user.Id);
    }

    public Task<string?> GetUserNameAsync(Account user, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        return Task.FromResult<string?>(user.Name);
    }

    public Task<string?> GetNormalizedUserNameAsync(Account user, CancellationToken cancellationToken) => GetUserNameAsync(user, cancellationToken);

    // Accounts are made and changed by their own store, which keeps records of it.
    public Task<IdentityResult> CreateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> UpdateAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task<IdentityResult> DeleteAsync(Account user, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetUserNameAsync(Account user, string? userName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task SetNormalizedUserNameAsync(Account user, string? normalizedName, CancellationToken cancellationToken) => throw new NotSupportedException();

    public Task RemovePasskeyAsync(Account user, byte[] credentialId, CancellationToken cancellationToken) => throw new NotSupportedException();

    public void Dispose()
    {
    }

    /// <summary>A closed account opens nothing.</summary>
    private Account? Open(string id) => accounts.Find(id) is { Closed: false } account ? account : null;

    private static ChangeRecord Record(Account account, string what, string? before, string? after) =>
        new(account.Name, what, account.Id, null, State(account, before), State(account, after));

    private static string? State(Account account, string? passkey) =>
        passkey is null ? null : JsonSerializer.Serialize(new { account.Name, passkey }, JsonSerializerOptions.Web);

    private static string Hex(byte[] id) => Convert.ToHexStringLower(id);

    private static string Json(UserPasskeyInfo passkey) => JsonSerializer.Serialize(
        new StoredPasskey(passkey.PublicKey, passkey.SignCount, passkey.Transports, passkey.IsUserVerified, passkey.IsBackupEligible, passkey.IsBackedUp),
        JsonSerializerOptions.Web);

    private static UserPasskeyInfo Read(DbDataReader reader)
    {
        var key = JsonSerializer.Deserialize<StoredPasskey>(reader.GetString(2), JsonSerializerOptions.Web)!;
        // What its device said of itself when it was made is of no use afterwards, and is not kept.
        return new UserPasskeyInfo(
            Convert.FromHexString(reader.GetString(0)), key.PublicKey, DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(3)), key.SignCount,
            key.Transports, key.IsUserVerified, key.IsBackupEligible, key.IsBackedUp, [], [])
        {
            Name = reader.GetString(1),
        };
    }

    private sealed record StoredPasskey(byte[] PublicKey, uint SignCount, string[]? Transports, bool IsUserVerified, bool IsBackupEligible, bool IsBackedUp);
}

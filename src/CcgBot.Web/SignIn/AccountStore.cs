using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Storage;
using CcgBot.Web.Hosting;
using Microsoft.AspNetCore.Identity;

namespace CcgBot.Web.SignIn;

/// <summary>Somebody who signs in by name and password.</summary>
/// <param name="Id">16 hex digits; stays when the name changes.</param>
/// <param name="Groups">Its articles are those that everyone or one of these groups may read.</param>
/// <param name="Closed">Nobody can sign in with it, and who was is no longer.</param>
/// <param name="Locked">No password is looked at until then; the past = it is not locked.</param>
/// <param name="Stamp">A session with another one is over.</param>
public sealed record Account(
    string Id, string Name, Roles Roles, GroupSet Groups, DateTimeOffset Created, string By, bool Closed, DateTimeOffset Locked, long Revision, string Stamp)
{
    /// <summary>What it may do beside asking, by the names that the API and the command line use.</summary>
    public IReadOnlyList<string> May =>
        [.. Roles.HasFlag(Roles.Editor) ? (string[])[EditName] : [], .. Roles.HasFlag(Roles.Auditor) ? (string[])[AuditName] : []];

    private const string AskName = "ask";
    private const string EditName = "edit";
    private const string AuditName = "audit";

    /// <summary>The reverse of <see cref="May"/>; everyone may ask, whether it is named or not.</summary>
    /// <exception cref="InvalidDataException">A name is none of them; the message has it.</exception>
    internal static Roles RolesOf(IEnumerable<string> may) => may.Aggregate(Roles.None, (roles, name) => roles | name switch
    {
        EditName => Roles.Editor,
        AuditName => Roles.Auditor,
        AskName => Roles.None,
        _ => throw new InvalidDataException($"'{name}' is not among the things that an account may do: {EditName}, {AuditName}."),
    });
}

/// <summary>What an account is to be.</summary>
/// <param name="Password">Null = it stays; of a new account: there is none, and a link (<see cref="AccountStore.MakeLink"/>) signs it in.</param>
public sealed record AccountChange(Roles Roles, GroupSet Groups, bool Closed, string? Password);

/// <summary>
/// The named accounts of a host without an OpenID Connect provider. Passwords are hashed as ASP.NET Core Identity does; after a few wrong ones none is looked at
/// for a while. Each change leaves a record.
/// </summary>
public sealed class AccountStore(Database database, EvidenceLog log, TimeProvider time, IPasswordHasher<Account> hasher)
{
    public const int ShortestPassword = 12;

    /// <summary>What may be typed: hashing takes time by length.</summary>
    public const int LongestPassword = 200;

    /// <summary>Where a link leads, before its token.</summary>
    public const string LinkPath = "/sign-in/link/";

    /// <summary>How long a link is good for unless somebody says otherwise.</summary>
    public const int LinkHours = 24;

    /// <summary>A week.</summary>
    public const int MostLinkHours = 168;

    private const int TokenLength = 64;
    private const int Most = 1_000;
    private const int LongestName = 100;
    private const int MostFailures = 5;
    private const string Columns = "SELECT id, name, roles, groups, created, created_by, closed, locked, revision, stamp, hash FROM account";

    private static readonly TimeSpan LockOut = TimeSpan.FromMinutes(15);

    // A name that nobody has takes as long as a wrong password.
    private readonly Lazy<string> _nobody = new(() => hasher.HashPassword(null!, RandomNumberGenerator.GetHexString(32)));

    public bool Any()
    {
        using var connection = database.Open();
        return connection.Any("SELECT 1 FROM account WHERE closed = 0 LIMIT 1");
    }

    public IReadOnlyList<Account> List()
    {
        using var connection = database.Open();
        return connection.Query($"{Columns} ORDER BY folded", Read);
    }

    public Account? Find(string id)
    {
        using var connection = database.Open();
        return Find(connection, id);
    }

    /// <summary>The account of a name, in whatever case it is written.</summary>
    public Account? Named(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        using var connection = database.Open();
        return connection.Query($"{Columns} WHERE folded = $1", Read, Folded(name.Trim())).FirstOrDefault();
    }

    /// <exception cref="InvalidDataException">The name is none or taken, or the password too short; the message says which.</exception>
    public Account Make(string name, AccountChange wanted, string by, string? why = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(wanted);
        name = name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            throw new InvalidDataException($"An account needs a name of at most {LongestName} characters.");
        }

        var hash = Hashed(wanted.Password ?? RandomNumberGenerator.GetHexString(64));
        var id = RandomNumberGenerator.GetHexString(16, lowercase: true);
        return log.Change<Account>(connection =>
        {
            if (connection.Scalar<long>("SELECT count(*) FROM account") >= Most)
            {
                throw new InvalidDataException($"There are {Most} accounts, and no more can be.");
            }

            if (connection.Scalar<long>("SELECT count(*) FROM account WHERE folded = $1", Folded(name)) > 0)
            {
                throw new InvalidDataException($"There is an account '{name}' already.");
            }

            connection.Run(
                "INSERT INTO account(id, name, folded, hash, roles, groups, created, created_by, stamp) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
                id, name, Folded(name), hash, (int)wanted.Roles, wanted.Groups.Text, Milliseconds(time.GetUtcNow()), by, NewStamp());
            var made = Find(connection, id)!;
            return (made, new ChangeRecord(by, "account.add", id, new Edit(by, why, null).Reason, null, Json(made)));
        });
    }

    /// <summary>Changes roles, groups, password; all of them end the sessions of before, and the link; another password also removes the passkeys.</summary>
    /// <exception cref="InvalidDataException">The password is too short.</exception>
    public EditResult Change(string id, AccountChange wanted, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        ArgumentNullException.ThrowIfNull(edit);
        var hash = wanted.Password is { Length: > 0 } password ? Hashed(password) : null;
        return log.Change<EditResult>(connection =>
        {
            if (Find(connection, id) is not { } before)
            {
                return (EditResult.NotFound, null);
            }

            if (!edit.Saw(before.Revision))
            {
                return (EditResult.Conflict, null);
            }

            connection.Run(
                "UPDATE account SET roles = $2, groups = $3, closed = $4, hash = coalesce($5, hash), failures = 0, locked = 0, revision = revision + 1, stamp = $6 WHERE id = $1",
                id, (int)wanted.Roles, wanted.Groups.Text, wanted.Closed ? 1 : 0, hash, NewStamp());
            connection.Run("DELETE FROM sign_in_link WHERE account = $1", id);
            if (hash is not null)
            {
                // An operator gives another password to shut somebody out, too.
                connection.Run("DELETE FROM passkey WHERE account = $1", id);
            }

            return (EditResult.Done, new ChangeRecord(
                edit.Who, hash is null ? "account.change" : "account.password", id, edit.Reason, Json(before), Json(Find(connection, id)!)));
        });
    }

    /// <summary>Makes a link that signs a browser in once as an account, for a person who is new or forgot the password. It replaces the link before it.</summary>
    /// <returns>The link's token, which nobody knows once it is forgotten; null when there is no such account or it is closed.</returns>
    /// <param name="hours">How long it is good for, from 1 to <see cref="MostLinkHours"/>; what is outside is taken for the nearest.</param>
    public string? MakeLink(string id, int hours, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        var token = RandomNumberGenerator.GetHexString(TokenLength, lowercase: true);
        var until = time.GetUtcNow() + TimeSpan.FromHours(Math.Clamp(hours, 1, MostLinkHours));
        return log.Change<string?>(connection =>
        {
            if (Find(connection, id) is not { Closed: false } account)
            {
                return (null, null);
            }

            connection.Run("DELETE FROM sign_in_link WHERE account = $1", id);
            connection.Run("INSERT INTO sign_in_link(account, hash, until) VALUES ($1, $2, $3)", id, TokenHash(token), Milliseconds(until));
            return (token, new ChangeRecord(
                edit.Who, "account.link", id, edit.Reason, null, JsonSerializer.Serialize(new { account.Name, until }, JsonSerializerOptions.Web)));
        });
    }

    /// <summary>Whose link it is, without using it up; null when it is none, is used up, or its time is over.</summary>
    public Account? Linked(string token)
    {
        using var connection = database.Open();
        return Linked(connection, token);
    }

    /// <summary>Uses a link up.</summary>
    /// <param name="password">What the account's password is from now on; null = it stays.</param>
    /// <returns>Who is signed in by it; null as of <see cref="Linked(string)"/>.</returns>
    /// <exception cref="InvalidDataException">The password is too short; the link is good still.</exception>
    public Account? Follow(string token, string? password)
    {
        var hash = password is { Length: > 0 } ? Hashed(password) : null;
        return log.Change<Account?>(connection =>
        {
            if (Linked(connection, token) is not { } before || connection.Run("DELETE FROM sign_in_link WHERE account = $1", before.Id) == 0)
            {
                return (null, null);
            }

            if (hash is null)
            {
                return (before, null);
            }

            connection.Run(
                "UPDATE account SET hash = $2, failures = 0, locked = 0, revision = revision + 1, stamp = $3 WHERE id = $1", before.Id, hash, NewStamp());
            var after = Find(connection, before.Id)!;
            return (after, new ChangeRecord(before.Name, "account.password", before.Id, null, Json(before), Json(after)));
        });
    }

    /// <summary>Whose name and password these are. Five wrong ones lock the account for a quarter of an hour.</summary>
    /// <returns>Null for a wrong name, a wrong password, a closed account and a locked one alike.</returns>
    public Account? Check(string name, string password)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(password);
        var now = time.GetUtcNow();
        (Account Account, string Hash) known;
        using (var connection = database.Open())
        {
            known = connection.Query($"{Columns} WHERE folded = $1", reader => (Read(reader), reader.GetString(10)), Folded(name.Trim())).FirstOrDefault();
        }

        var result = hasher.VerifyHashedPassword(known.Account, known.Hash ?? _nobody.Value, password.Length > LongestPassword ? "" : password);
        if (known.Account is null || known.Account.Closed || known.Account.Locked > now)
        {
            return null;
        }

        if (result == PasswordVerificationResult.Failed)
        {
            // In one statement: many tries at once are counted each.
            database.Write(
                """
                UPDATE account SET locked = CASE WHEN failures + 1 >= $2 THEN $3 ELSE locked END, failures = CASE WHEN failures + 1 >= $2 THEN 0 ELSE failures + 1 END
                WHERE id = $1
                """,
                known.Account.Id, MostFailures, Milliseconds(now + LockOut));
            return null;
        }

        database.Write("UPDATE account SET failures = 0 WHERE id = $1 AND failures > 0", known.Account.Id);
        if (result == PasswordVerificationResult.SuccessRehashNeeded)
        {
            database.Write("UPDATE account SET hash = $2 WHERE id = $1", known.Account.Id, Hashed(password));
        }

        return known.Account;
    }

    // What is looked up is a hash: how long the search takes tells nothing of a token.
    private Account? Linked(DbConnection connection, string token) => token is not { Length: TokenLength } ? null : connection.Query(
        $"{Columns} WHERE closed = 0 AND id = (SELECT l.account FROM sign_in_link l WHERE l.hash = $1 AND l.until > $2)",
        Read, TokenHash(token), Milliseconds(time.GetUtcNow())).FirstOrDefault();

    private static string TokenHash(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(token)));

    private string Hashed(string password) => password.Length is >= ShortestPassword and <= LongestPassword
        ? hasher.HashPassword(null!, password)
        : throw new InvalidDataException($"A password has {ShortestPassword} to {LongestPassword} characters.");

    private static Account? Find(DbConnection connection, string id) => connection.Query($"{Columns} WHERE id = $1", Read, id).FirstOrDefault();

    private static Account Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        (Roles)reader.GetInt32(2),
        GroupSet.FromText(reader.GetString(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        reader.GetString(5),
        reader.GetInt32(6) > 0,
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)),
        reader.GetInt64(8),
        reader.GetString(9));

    private static string Folded(string name) => name.Normalize(NormalizationForm.FormKC).ToLowerInvariant();

    private static string NewStamp() => RandomNumberGenerator.GetHexString(32, lowercase: true);

    private static string Json(Account account) => JsonSerializer.Serialize(
        new { account.Name, roles = account.Roles.ToString(), groups = account.Groups.Names, account.Closed }, JsonSerializerOptions.Web);

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}

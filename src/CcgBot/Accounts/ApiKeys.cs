using System.Data.Common;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Articles;
using CcgBot.Storage;

namespace CcgBot.Accounts;

/// <summary>
/// The keys that programs ask with. A key is <c>ccgbot_ID_SECRET</c>; of its 256 random bits a hash alone is stored, so that a copy of the store opens
/// nothing. Safe for many threads; a key revoked by another process is refused with the next request.
/// </summary>
public sealed class ApiKeys(Database database, TimeProvider time)
{
    /// <summary>What every key begins with, so that scanners find one that was published by mistake.</summary>
    public const string Prefix = "ccgbot_";

    /// <summary>Keys in force at once.</summary>
    public const int Most = 1_000;

    private const int LongestName = 100;
    private const int IdBytes = 8;
    private const int SecretBytes = 32;
    private const string Columns = "SELECT id, name, scopes, groups, created, created_by, expires, revoked, replaced_by FROM api_key";

    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <summary>Makes a key.</summary>
    /// <exception cref="InvalidDataException">It has no name that can be one, may do nothing, or there are <see cref="Most"/>; the message says which.</exception>
    public MadeApiKey Add(NewApiKey wanted) => database.Write(connection => Add(connection, wanted));

    /// <summary>Within a transaction that the caller began.</summary>
    internal MadeApiKey Add(DbConnection connection, NewApiKey wanted)
    {
        ArgumentNullException.ThrowIfNull(wanted);
        var name = wanted.Name.Trim();
        if (name.Length is 0 or > LongestName || name.Any(char.IsControl))
        {
            throw new InvalidDataException($"A key needs a name of at most {LongestName} characters: who or what asks with it.");
        }

        if (wanted.Scopes.Count == 0)
        {
            throw new InvalidDataException("A key that may do nothing is of no use: let it ask, edit or audit.");
        }

        return Make(connection, wanted with { Name = name });
    }

    /// <summary>Makes a key in the place of another, which goes on for a while and then ends: a program can be told the new secret without a gap.</summary>
    /// <param name="grace">How long the old secret goes on; it never goes on for longer than it would have. Zero = it ends at once.</param>
    /// <param name="by">Who does it.</param>
    /// <returns>The new key, with the name, scopes, groups and length of life of the old; null when none of that id is in force, or it was replaced before.</returns>
    /// <exception cref="InvalidDataException">There are <see cref="Most"/> keys.</exception>
    public MadeApiKey? Rotate(string id, TimeSpan grace, string? by) => database.Write(connection => Rotate(connection, id, grace, by));

    /// <summary>Within a transaction that the caller began.</summary>
    internal MadeApiKey? Rotate(DbConnection connection, string id, TimeSpan grace, string? by)
    {
        ArgumentNullException.ThrowIfNull(id);
        ArgumentOutOfRangeException.ThrowIfLessThan(grace, TimeSpan.Zero);
        var now = time.GetUtcNow();
        if (Known(connection, id) is not { ReplacedBy: null } old || !old.IsInForce(now))
        {
            return null;
        }

        // The old one first: at the limit a key can still be changed for another at once.
        var ends = old.Expires is { } end && end < now + grace ? end : now + grace;
        connection.Run(
            "UPDATE api_key SET expires = $2, revoked = $3 WHERE id = $1", id, Milliseconds(ends), grace == TimeSpan.Zero ? Milliseconds(now) : null);
        var made = Make(connection, new NewApiKey(old.Name, old.Scopes, old.Groups) { Lasts = old.Expires - old.Created, By = by });
        connection.Run("UPDATE api_key SET replaced_by = $2 WHERE id = $1", id, made.Key.Id);
        return made;
    }

    /// <summary>The key that a program sent, when it is in force; null for any other text.</summary>
    public ApiKey? Find(string sent)
    {
        ArgumentNullException.ThrowIfNull(sent);
        if (sent.Length != Prefix.Length + 2 * IdBytes + 1 + 2 * SecretBytes || !sent.StartsWith(Prefix, StringComparison.Ordinal) || sent[Prefix.Length + 2 * IdBytes] != '_')
        {
            return null;
        }

        var (id, hash) = (sent.Substring(Prefix.Length, 2 * IdBytes), Hash(sent[^(2 * SecretBytes)..]));
        using var connection = database.Open();
        var (key, stored) = connection.Query(
            $"{Columns.Replace(" FROM", ", hash FROM", StringComparison.Ordinal)} WHERE id = $1", reader => (Read(reader), (byte[])reader[9]), id).FirstOrDefault();
        return key?.IsInForce(time.GetUtcNow()) is true && CryptographicOperations.FixedTimeEquals(hash, stored) ? key : null;
    }

    /// <summary>Newest first, those revoked among them.</summary>
    public IReadOnlyList<ApiKey> List(int most = 2 * Most)
    {
        using var connection = database.Open();
        return connection.Query($"{Columns} ORDER BY created DESC, id LIMIT $1", Read, most);
    }

    /// <summary>Whether any key is in force.</summary>
    public bool Any()
    {
        using var connection = database.Open();
        return connection.Any("SELECT 1 FROM api_key WHERE revoked IS NULL AND (expires IS NULL OR expires > $1) LIMIT 1", Milliseconds(time.GetUtcNow()));
    }

    /// <summary>Takes a key out of force at once.</summary>
    /// <returns>False when there is none of that id in force.</returns>
    public bool Revoke(string id) => database.Write(connection => Revoke(connection, id));

    /// <summary>Within a transaction that the caller began.</summary>
    internal bool Revoke(DbConnection connection, string id) =>
        connection.Run("UPDATE api_key SET revoked = $2 WHERE id = $1 AND revoked IS NULL", id, Milliseconds(time.GetUtcNow())) == 1;

    /// <summary>The key of an id, in force or not; null when there is none.</summary>
    internal ApiKey? Known(DbConnection connection, string id) => connection.Query($"{Columns} WHERE id = $1", Read, id).FirstOrDefault();

    private MadeApiKey Make(DbConnection connection, NewApiKey wanted)
    {
        var id = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(IdBytes));
        var secret = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(SecretBytes));
        var now = time.GetUtcNow();
        var key = new ApiKey(id, wanted.Name, [.. wanted.Scopes.Distinct().Order()], wanted.Groups, now, wanted.By, now + wanted.Lasts, null);
        var added = connection.Run(
            """
            INSERT INTO api_key(id, name, hash, scopes, groups, created, created_by, expires)
            SELECT $1, $2, $3, $4, $5, $6, $7, $8 WHERE (SELECT count(*) FROM api_key WHERE revoked IS NULL) < $9
            """,
            key.Id, key.Name, Hash(secret), JsonSerializer.Serialize(key.Scopes, Json), key.Groups.Text, Milliseconds(now), key.By,
            key.Expires is { } end ? Milliseconds(end) : null, Most);
        return added == 1 ? new MadeApiKey(key, $"{Prefix}{id}_{secret}") : throw new InvalidDataException($"There are {Most} keys in force: revoke some that nobody uses.");
    }

    private static ApiKey Read(DbDataReader reader) => new(
        reader.GetString(0),
        reader.GetString(1),
        JsonSerializer.Deserialize<ApiScope[]>(reader.GetString(2), Json)!,
        GroupSet.FromText(reader.GetString(3)),
        DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)),
        reader.StringOrNull(5),
        reader.IsDBNull(6) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(6)),
        reader.IsDBNull(7) ? null : DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(7)))
    {
        ReplacedBy = reader.StringOrNull(8),
    };

    private static byte[] Hash(string secret) => SHA256.HashData(Encoding.UTF8.GetBytes(secret));

    private static long Milliseconds(DateTimeOffset at) => at.ToUnixTimeMilliseconds();
}

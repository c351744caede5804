using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CcgBot.Storage;

namespace CcgBot.Bot;

/// <summary>
/// Calls of one caller in a fixed window, counted in the store over all hosts on it. A host counts by itself first: a call that it refuses is not counted there.
/// </summary>
public sealed class SharedLimiter : ReplenishingRateLimiter
{
    private readonly Database _database;
    private readonly TimeProvider _time;
    private readonly string _caller;
    private readonly (int Calls, TimeSpan Window) _limit;
    private readonly FixedWindowRateLimiter _own;

    private SharedLimiter(Database database, TimeProvider time, string caller, (int Calls, TimeSpan Window) limit, FixedWindowRateLimiter own) =>
        (_database, _time, _caller, _limit, _own) = (database, time, HashOf(caller), limit, own);

    public override TimeSpan? IdleDuration => _own.IdleDuration;

    // By whoever keeps the limiters of all callers, with one timer for them.
    public override bool IsAutoReplenishing => false;

    public override TimeSpan ReplenishmentPeriod => _own.ReplenishmentPeriod;

    /// <summary>Counts a caller's calls per minute: in the store where several hosts serve it, else in this process.</summary>
    /// <param name="what">Which limit: each counts for itself.</param>
    public static ReplenishingRateLimiter PerMinute(Database database, TimeProvider time, string what, string caller, int calls)
    {
        ArgumentNullException.ThrowIfNull(database);
        var window = TimeSpan.FromMinutes(1);
        var own = new FixedWindowRateLimiter(new FixedWindowRateLimiterOptions { PermitLimit = calls, Window = window, AutoReplenishment = false });
        return database.Hosts.AreMany ? new SharedLimiter(database, time, $"{what} {caller}", (calls, window), own) : own;
    }

    /// <summary>Counts one call of a caller.</summary>
    /// <returns>How long to wait where there were too many in the window; null where not.</returns>
    public static TimeSpan? Count(Database database, TimeProvider time, string caller, int calls, TimeSpan window)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        return CountHash(database, time, HashOf(caller), (calls, window));
    }

    /// <summary>Forgets windows that are over.</summary>
    public static int RemoveOld(Database database, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(database);
        ArgumentNullException.ThrowIfNull(time);
        return database.Write("DELETE FROM call_window WHERE until <= $1", time.GetUtcNow().ToUnixTimeMilliseconds());
    }

    public override bool TryReplenish() => _own.TryReplenish();

    public override RateLimiterStatistics? GetStatistics() => _own.GetStatistics();

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var lease = _own.AttemptAcquire(permitCount);
        if (!lease.IsAcquired || CountHash(_database, _time, _caller, _limit) is not { } wait)
        {
            return lease;
        }

        lease.Dispose();
        return new Refused(wait);
    }

    protected override ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken) => new(AttemptAcquireCore(permitCount));

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _own.Dispose();
        }

        base.Dispose(disposing);
    }

    private static TimeSpan? CountHash(Database database, TimeProvider time, string hash, (int Calls, TimeSpan Window) limit)
    {
        var now = time.GetUtcNow();
        using var connection = database.Open();
        var (calls, until) = connection.Query(
            """
            INSERT INTO call_window(caller, until, calls) VALUES ($1, $2, 1)
            ON CONFLICT(caller) DO UPDATE SET
              calls = CASE WHEN call_window.until <= $3 THEN 1 ELSE call_window.calls + 1 END,
              until = CASE WHEN call_window.until <= $3 THEN excluded.until ELSE call_window.until END
            RETURNING calls, until
            """,
            reader => (reader.GetInt64(0), reader.GetInt64(1)),
            hash,
            (now + limit.Window).ToUnixTimeMilliseconds(),
            now.ToUnixTimeMilliseconds())[0];
        return calls > limit.Calls ? DateTimeOffset.FromUnixTimeMilliseconds(until) - now : null;
    }

    private static string HashOf(string caller) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(caller)));

    private sealed class Refused(TimeSpan wait) : RateLimitLease
    {
        public override bool IsAcquired => false;

        public override IEnumerable<string> MetadataNames => [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, [NotNullWhen(true)] out object? metadata)
        {
            metadata = metadataName == MetadataName.RetryAfter.Name ? wait : null;
            return metadata is not null;
        }
    }
}

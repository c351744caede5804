using System.Threading.RateLimiting;
using CcgBot.Bot;
using CcgBot.Storage;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Counts wrong operator keys by client, on whatever page of whichever host they were tried; <see cref="OperatorGate"/> itself is made anew for each request.
/// </summary>
public sealed class WrongKeys(IOptions<WebOptions> options, Database database, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.Get(
        client, address => SharedLimiter.PerMinute(database, time, "wrong keys", address, options.Value.SignInsPerMinute)));

    /// <returns>Not acquired when there were too many. Dispose it.</returns>
    public RateLimitLease Count(string client) => _limiter.AttemptAcquire(client);

    public void Dispose() => _limiter.Dispose();
}

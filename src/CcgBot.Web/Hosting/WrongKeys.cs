using System.Threading.RateLimiting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>Counts wrong operator keys by client, on whatever page they were tried; <see cref="OperatorGate"/> itself is made anew for each request.</summary>
public sealed class WrongKeys(IOptions<WebOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _limiter = PartitionedRateLimiter.Create<string, string>(client => RateLimitPartition.GetFixedWindowLimiter(
        client, _ => new FixedWindowRateLimiterOptions { PermitLimit = options.Value.SignInsPerMinute, Window = TimeSpan.FromMinutes(1) }));

    /// <returns>Not acquired when there were too many. Dispose it.</returns>
    public RateLimitLease Count(string client) => _limiter.AttemptAcquire(client);

    public void Dispose() => _limiter.Dispose();
}

using System.Globalization;
using System.Threading.RateLimiting;
using CcgBot.Storage;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// How often one token and one address may call, over all hosts on the store. Requests, most of which only look, are counted by each host for itself: what
/// they cost, they cost that host. Servers with a secret are not limited.
/// </summary>
public sealed class DirectLineLimits(IOptions<DirectLineOptions> options, Database database, TimeProvider time) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _posts = PerMinute(
        token => SharedLimiter.PerMinute(database, time, "directline post", token, options.Value.PostsPerMinute));
    private readonly PartitionedRateLimiter<string> _requests = PerMinute(_ => new FixedWindowRateLimiter(
        new FixedWindowRateLimiterOptions { PermitLimit = options.Value.RequestsPerMinute, Window = TimeSpan.FromMinutes(1), AutoReplenishment = false }));
    private readonly PartitionedRateLimiter<string> _starts = PerMinute(
        address => SharedLimiter.PerMinute(database, time, "directline start", address, options.Value.StartsPerMinute));

    /// <summary>Any request with a token.</summary>
    /// <returns>What to answer instead when there were too many; null when not.</returns>
    internal IResult? Request(HttpContext context, DirectLineToken token) => token.IsSecret ? null : Take(context, _requests, token.Conversation!);

    internal IResult? Post(HttpContext context, DirectLineToken token) => token.IsSecret ? null : Take(context, _posts, token.Conversation!);

    /// <summary>A new token or conversation for somebody who brings no secret.</summary>
    public IResult? Start(HttpContext context) => Take(context, _starts, ClientAddress.Of(context));

    public void Dispose()
    {
        _posts.Dispose();
        _requests.Dispose();
        _starts.Dispose();
    }

    private static PartitionedRateLimiter<string> PerMinute(Func<string, ReplenishingRateLimiter> make) =>
        PartitionedRateLimiter.Create<string, string>(key => RateLimitPartition.Get<string>(key, make));

    private static IResult? Take(HttpContext context, PartitionedRateLimiter<string> limiter, string key)
    {
        using var lease = limiter.AttemptAcquire(key);
        if (lease.IsAcquired)
        {
            return null;
        }

        var wait = lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? Math.Max(1, (int)Math.Ceiling(after.TotalSeconds)) : 60;
        context.Response.Headers.RetryAfter = wait.ToString(CultureInfo.InvariantCulture);
        return ErrorBody.Of(429, "TooManyRequests", $"Too many requests: try again in {wait} seconds.");
    }
}

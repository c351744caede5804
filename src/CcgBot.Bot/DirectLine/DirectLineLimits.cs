using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>How often one token and one address may call. Servers with a secret are not limited.</summary>
public sealed class DirectLineLimits(IOptions<DirectLineOptions> options) : IDisposable
{
    private readonly PartitionedRateLimiter<string> _posts = PerMinute(options.Value.PostsPerMinute);
    private readonly PartitionedRateLimiter<string> _requests = PerMinute(options.Value.RequestsPerMinute);
    private readonly PartitionedRateLimiter<string> _starts = PerMinute(options.Value.StartsPerMinute);

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

    private static PartitionedRateLimiter<string> PerMinute(int permits) => PartitionedRateLimiter.Create<string, string>(
        key => RateLimitPartition.GetFixedWindowLimiter(
            key, _ => new FixedWindowRateLimiterOptions { PermitLimit = permits, Window = TimeSpan.FromMinutes(1) }));

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

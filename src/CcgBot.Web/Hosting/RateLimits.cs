using CcgBot.Bot;
using CcgBot.Storage;
using System.Globalization;
using System.Threading.RateLimiting;
using Microsoft.AspNetCore.RateLimiting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// How often one client (<see cref="ClientAddress"/>) may call: a policy for each group of routes, counted over all hosts on the store. Direct Line has limits
/// of its own.
/// </summary>
public static class RateLimits
{
    /// <summary>Questions: <see cref="WebOptions.AsksPerMinute"/>.</summary>
    public const string Ask = "ask";

    /// <summary>Searches of the articles: <see cref="WebOptions.SearchesPerMinute"/>. The list without a search is not counted.</summary>
    public const string Search = "search";

    /// <summary>Operators' sign-in: <see cref="WebOptions.SignInsPerMinute"/>.</summary>
    public const string SignIn = "sign-in";

    public static IServiceCollection AddRateLimits(this IServiceCollection services) => services.AddRateLimiter(limiter =>
    {
        limiter.RejectionStatusCode = StatusCodes.Status429TooManyRequests;
        limiter.OnRejected = async (rejected, _) =>
        {
            var wait = rejected.Lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1);
            await TooMany(rejected.HttpContext, wait).ExecuteAsync(rejected.HttpContext);
        };
        limiter.AddPolicy(Ask, context => PerMinute(context, Ask, options => options.AsksPerMinute));
        limiter.AddPolicy(SignIn, context => PerMinute(context, SignIn, options => options.SignInsPerMinute));
        limiter.AddPolicy(Search, context => context.Request.Query.ContainsKey("q")
            ? PerMinute(context, Search, options => options.SearchesPerMinute)
            : RateLimitPartition.GetNoLimiter(""));
    });

    /// <summary>Says with <c>Retry-After</c> when to come again.</summary>
    internal static IResult TooMany(HttpContext context, TimeSpan wait, string? message = null)
    {
        var seconds = Math.Max(1, (int)Math.Ceiling(wait.TotalSeconds));
        context.Response.Headers.RetryAfter = seconds.ToString(CultureInfo.InvariantCulture);
        return ErrorBody.Of(StatusCodes.Status429TooManyRequests, "TooManyRequests", message ?? $"Too many requests: try again in {seconds} seconds.");
    }

    private static RateLimitPartition<string> PerMinute(HttpContext context, string policy, Func<WebOptions, int> permits) => RateLimitPartition.Get(
        ClientAddress.Of(context),
        address => SharedLimiter.PerMinute(
            context.RequestServices.GetRequiredService<Database>(),
            context.RequestServices.GetRequiredService<TimeProvider>(),
            policy,
            address,
            permits(context.RequestServices.GetRequiredService<IOptions<WebOptions>>().Value)));
}

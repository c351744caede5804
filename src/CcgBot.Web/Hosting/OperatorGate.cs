using System.Security.Cryptography;
using System.Text;
using System.Threading.RateLimiting;
using CcgBot.Bot;
using CcgBot.Web.Pages;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Lets operators through: who shows the key of <see cref="WebOptions.OperatorKey"/> in the header <c>X-Operator-Key</c> or
/// <c>Authorization: Bearer</c>, or is signed in, by that key at <c>/operator</c> or, where none is set, by a one-time link
/// (<see cref="OperatorLink"/>). Where the call comes from opens nothing.
/// </summary>
public sealed partial class OperatorGate(
    IOptions<WebOptions> options, OperatorSessions sessions, OperatorLink link, WrongKeys wrong, TimeProvider time, ILogger<OperatorGate> logger) : IEndpointFilter
{
    private const string Cookie = "ccgbot-operator";
    private const string Scheme = "Bearer ";

    private static readonly TimeSpan WrongKeyDelay = TimeSpan.FromMilliseconds(500);

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        // What is shown behind the gate is nobody else's: not the browser's cache's either.
        http.Response.Headers.CacheControl = "no-store";
        if (sessions.Has(http.Request.Cookies[Cookie]) || http.Caller().Is(Roles.Auditor))
        {
            return await next(context);
        }

        return KeyOf(http.Request) is { } key ? await CheckAsync(http, key) ?? await next(context) : Refusal(http);
    }

    /// <summary>Whether a request comes from an operator: by session, or by the key. A wrong key is answered where a page asks for one.</summary>
    public bool IsOperator(HttpContext context) =>
        sessions.Has(context.Request.Cookies[Cookie])
        || options.Value.OperatorKey is { Length: > 0 } expected && KeyOf(context.Request) is { } key && Same(key, expected);

    /// <summary>Signs a browser in with the key.</summary>
    /// <returns>What to answer instead of going on, when the key is wrong; null when it is right.</returns>
    public async Task<IResult?> SignInAsync(HttpContext context, string key, string next)
    {
        if (await CheckAsync(context, key, next) is { } refusal)
        {
            return refusal;
        }

        Begin(context);
        return null;
    }

    /// <summary>Signs a browser in with a one-time link's token.</summary>
    /// <returns>False when the link is not the one printed last, or was used before.</returns>
    public async Task<bool> FollowAsync(HttpContext context, string token)
    {
        if (!link.Use(token))
        {
            await SlowAsync(context);
            return false;
        }

        Begin(context);
        return true;
    }

    /// <summary>Ends the session of this browser, on the server too.</summary>
    public void SignOut(HttpContext context)
    {
        sessions.End(context.Request.Cookies[Cookie]);
        context.Response.Cookies.Delete(Cookie);
    }

    private static string? KeyOf(HttpRequest request) =>
        request.Headers["X-Operator-Key"].ToString() is { Length: > 0 } key ? key
        : request.Headers.Authorization.ToString() is var header && header.StartsWith(Scheme, StringComparison.Ordinal) ? header[Scheme.Length..]
        : null;

    /// <summary>A wrong key is answered late and written down; after a few of them the address has to wait.</summary>
    /// <returns>Null when the key is right.</returns>
    private async Task<IResult?> CheckAsync(HttpContext context, string key, string? next = null)
    {
        if (options.Value.OperatorKey is { Length: > 0 } expected && Same(key, expected))
        {
            return null;
        }

        return await SlowAsync(context) ?? (options.Value.OperatorKey is null
            ? Refusal(context)
            : SignInPage.Of(next ?? context.Request.Path, failed: true) with { Status = StatusCodes.Status401Unauthorized });
    }

    /// <returns>What to answer when there were too many; null when not.</returns>
    internal async Task<IResult?> SlowAsync(HttpContext context)
    {
        var address = ClientAddress.Of(context);
        using var lease = wrong.Count(address);
        if (!lease.IsAcquired)
        {
            return RateLimits.TooMany(context, lease.TryGetMetadata(MetadataName.RetryAfter, out var after) ? after : TimeSpan.FromMinutes(1));
        }

        WrongKey(address, context.Request.Path);
        await Task.Delay(WrongKeyDelay, time, context.RequestAborted);
        return null;
    }

    private void Begin(HttpContext context) => context.Response.Cookies.Append(Cookie, sessions.Begin(), new CookieOptions
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Strict,
        // A site that people reach by https may get plain http from the proxy in front.
        Secure = context.Request.IsHttps || options.Value.IsPublicOverHttps,
        IsEssential = true,
        MaxAge = sessions.Length,
    });

    // Hashed first: the comparison takes the same time for every length.
    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    private Page Refusal(HttpContext context) => options.Value.OperatorKey is null
        ? SignInPage.ByLink with { Status = StatusCodes.Status401Unauthorized }
        : SignInPage.Of(context.Request.Path, failed: false) with { Status = StatusCodes.Status401Unauthorized };

    [LoggerMessage(Level = LogLevel.Warning, Message = "A wrong operator key or link from {Address} at {Path}.")]
    private partial void WrongKey(string address, string path);
}

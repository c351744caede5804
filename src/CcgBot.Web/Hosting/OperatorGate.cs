using System.Net;
using System.Security.Cryptography;
using System.Text;
using CcgBot.Web.Pages;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Lets operators through: anyone at this machine itself, elsewhere who shows the key of <see cref="WebOptions.OperatorKey"/> in the
/// header <c>X-Operator-Key</c> or <c>Authorization: Bearer</c>, or signed in at <c>/operator</c>.
/// </summary>
public sealed class OperatorGate(IOptions<WebOptions> options) : IEndpointFilter
{
    private const string Cookie = "ccgbot-operator";

    public ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        // What is shown behind the gate is nobody else's: not the browser's cache's either.
        context.HttpContext.Response.Headers.CacheControl = "no-store";
        return IsOperator(context.HttpContext) ? next(context) : ValueTask.FromResult<object?>(Refusal(context.HttpContext));
    }

    /// <summary>Signs a browser in with the key; the cookie holds a token made from it, not the key.</summary>
    /// <returns>False when the key is wrong.</returns>
    public bool SignIn(HttpContext context, string key)
    {
        if (!IsKey(key))
        {
            return false;
        }

        context.Response.Cookies.Append(Cookie, Token(), new CookieOptions
        {
            HttpOnly = true,
            SameSite = SameSiteMode.Strict,
            Secure = context.Request.IsHttps,
            IsEssential = true,
        });
        return true;
    }

    private bool IsOperator(HttpContext context) =>
        IsAtThisMachine(context)
        || IsKey(context.Request.Headers["X-Operator-Key"].ToString())
        || context.Request.Headers.Authorization.ToString() is var header && header.StartsWith("Bearer ", StringComparison.Ordinal) && IsKey(header["Bearer ".Length..])
        || context.Request.Cookies[Cookie] is { } cookie && options.Value.OperatorKey is not null && Same(cookie, Token());

    /// <summary>
    /// A connection from this machine to this machine's own name. An unconfigured proxy in front makes every visitor look local, and a
    /// foreign name that resolves here is how a page elsewhere would reach in: neither counts.
    /// </summary>
    private static bool IsAtThisMachine(HttpContext context) =>
        // Null: an in-memory test server.
        (context.Connection.RemoteIpAddress is not { } address || IPAddress.IsLoopback(address))
        && !context.Request.Headers.ContainsKey("X-Forwarded-For")
        && !context.Request.Headers.ContainsKey("Forwarded")
        && context.Request.Host.Host is var host
        && (host is "localhost" || IPAddress.TryParse(host.Trim('[', ']'), out var named) && IPAddress.IsLoopback(named));

    private bool IsKey(string key) => options.Value.OperatorKey is { Length: > 0 } expected && key.Length > 0 && Same(key, expected);

    private string Token() => Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(options.Value.OperatorKey!), "ccgbot operator cookie"u8));

    // Hashed first: the comparison takes the same time for every length.
    private static bool Same(string one, string other) =>
        CryptographicOperations.FixedTimeEquals(SHA256.HashData(Encoding.UTF8.GetBytes(one)), SHA256.HashData(Encoding.UTF8.GetBytes(other)));

    private Page Refusal(HttpContext context) => options.Value.OperatorKey is null
        ? Page.Problem(403, "For operators", "This page opens on the bot's own machine only, until an operator key is set (Web:OperatorKey).")
        : SignInPage.Of(context.Request.Path, failed: false) with { Status = StatusCodes.Status401Unauthorized };
}

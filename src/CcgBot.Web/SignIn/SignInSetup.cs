using System.Globalization;
using System.Security.Claims;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Bot.DirectLine;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Authentication.OpenIdConnect;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Options;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Web.SignIn;

/// <summary>
/// Sign-in by OpenID Connect: code flow with PKCE, the session on the server, <c>/sign-in</c> and <c>/sign-out</c>; without a provider by named accounts.
/// </summary>
public static partial class SignInSetup
{
    /// <summary>Where a person signs in, with <c>?next=</c> a path of this site.</summary>
    public const string Path = "/sign-in";

    private const string Cookie = "ccgbot-session";
    private const string HttpClientName = "sign-in";

    public static IServiceCollection AddSignIn(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<SignInOptions>().Bind(configuration.GetSection("SignIn")).ValidateDataAnnotations().ValidateOnStart();
        services.AddSingleton<SignInSessions>();
        services.AddHttpClient(HttpClientName);
        services.AddSingleton<IPasswordHasher<Account>, PasswordHasher<Account>>();
        services.AddSingleton(provider => new AccountStore(
            provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Database, provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Evidence,
            provider.GetRequiredService<TimeProvider>(), provider.GetRequiredService<IPasswordHasher<Account>>()));
        services.AddPasskeys();
        services.AddAuthentication(CookieAuthenticationDefaults.AuthenticationScheme).AddCookie().AddOpenIdConnect();
        services.AddOptions<CookieAuthenticationOptions>(CookieAuthenticationDefaults.AuthenticationScheme)
            .Configure<SignInSessions, IOptions<SignInOptions>, IOptions<WebOptions>>((cookie, sessions, settings, web) =>
            {
                cookie.SessionStore = sessions;
                cookie.Cookie.Name = Cookie;
                cookie.Cookie.HttpOnly = true;
                // Strict would keep it from the page that the provider sends the browser back to.
                cookie.Cookie.SameSite = SameSiteMode.Lax;
                cookie.Cookie.SecurePolicy = web.Value.IsPublicOverHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
                cookie.ExpireTimeSpan = TimeSpan.FromHours(settings.Value.Hours);
                cookie.SlidingExpiration = false;
                cookie.LoginPath = Path;
            });
        services.AddOptions<OpenIdConnectOptions>(OpenIdConnectDefaults.AuthenticationScheme).Configure<IOptions<SignInOptions>, IOptions<WebOptions>>(Configure);
        return services;
    }

    public static void MapSignIn(this IEndpointRouteBuilder routes)
    {
        routes.MapGet(Path, (IOptions<SignInOptions> options, AccountStore accounts, Passkeys passkeys, string? next = null) => !options.Value.IsOn
            ? accounts.Any() ? AccountEndpoints.Form(next, passkeys.Any(), failed: false) : Results.LocalRedirect("/operator")
            : Results.Challenge(new AuthenticationProperties { RedirectUri = OwnPath.Of(next, "/") }, [OpenIdConnectDefaults.AuthenticationScheme])).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-out", SignOut).DisableAntiforgery();
        routes.MapAccounts();
        routes.MapPasskeys();
    }

    /// <summary>The caller that a session stands for; null where nobody is signed in.</summary>
    internal static Caller? CallerOf(HttpContext context)
    {
        if (context.User is not { Identity.IsAuthenticated: true } person || person.FindFirst("sub")?.Value is not { Length: > 0 } subject)
        {
            return null;
        }

        var options = context.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value;
        if (!options.IsOn)
        {
            return AccountEndpoints.CallerOf(context);
        }

        var groups = GroupSet.OfPerson(person.FindAll(options.GroupsClaim).Select(claim => claim.Value));
        var member = groups.With(GroupSet.OfPerson(person.FindAll(options.RolesClaim).Select(claim => claim.Value)));
        var auditor = member.Overlaps(GroupSet.OfPerson(options.Auditors));
        return new Caller(
            person.FindFirst("name")?.Value ?? person.FindFirst("preferred_username")?.Value ?? subject,
            $"oidc:{subject}",
            auditor ? Access.Everything : Access.Of(groups),
            Roles.Reader | (member.Overlaps(GroupSet.OfPerson(options.Editors)) ? Roles.Editor : Roles.None) | (auditor ? Roles.Auditor : Roles.None));
    }

    private static IResult SignOut(HttpContext context, IOptions<SignInOptions> options, DirectLineStore conversations)
    {
        if (SameSite.IsFromElsewhere(context.Request))
        {
            return Page.Problem(403, "Not from here", "This form was sent from another site.");
        }

        if (context.Caller().User is { } user)
        {
            conversations.EndGroups(user);
        }

        return options.Value.IsOn
            ? Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [CookieAuthenticationDefaults.AuthenticationScheme, OpenIdConnectDefaults.AuthenticationScheme])
            : Results.SignOut(new AuthenticationProperties { RedirectUri = "/" }, [CookieAuthenticationDefaults.AuthenticationScheme]);
    }

    private static void Configure(OpenIdConnectOptions connect, IOptions<SignInOptions> settings, IOptions<WebOptions> web)
    {
        var options = settings.Value;
        // Where there is no provider nobody is ever sent to it; the handler wants an address all the same.
        connect.Authority = options.IsOn ? options.Authority : "https://localhost";
        connect.ClientId = options.IsOn ? options.ClientId : "none";
        connect.ClientSecret = options.ClientSecret;
        connect.RequireHttpsMetadata = !new Uri(connect.Authority!).IsLoopback;
        connect.ResponseType = OpenIdConnectResponseType.Code;
        connect.ResponseMode = OpenIdConnectResponseMode.Query;
        connect.UsePkce = true;
        connect.MapInboundClaims = false;
        // Kept with the session on the server: sign-out needs the one, asking for further groups the other.
        connect.SaveTokens = true;
        connect.GetClaimsFromUserInfoEndpoint = false;
        connect.CallbackPath = "/sign-in/callback";
        connect.SignedOutCallbackPath = "/sign-out/callback";
        connect.RemoteSignOutPath = "/sign-out/provider";
        foreach (var cookie in (CookieBuilder[])[connect.CorrelationCookie, connect.NonceCookie])
        {
            cookie.SameSite = SameSiteMode.Lax;
            cookie.SecurePolicy = web.Value.IsPublicOverHttps ? CookieSecurePolicy.Always : CookieSecurePolicy.SameAsRequest;
        }

        foreach (var scope in options.Scopes)
        {
            connect.Scope.Add(scope);
        }

        connect.TokenValidationParameters.NameClaimType = "name";
        connect.TokenValidationParameters.ClockSkew = TimeSpan.FromSeconds(options.ClockSkewSeconds);
        // The issuer is the address that the operator gave, whatever the provider's own document says.
        connect.TokenValidationParameters.IssuerValidator = (issuer, _, _) => issuer.TrimEnd('/') == connect.Authority!.TrimEnd('/')
            ? issuer
            : throw new SecurityTokenInvalidIssuerException($"The token is from '{issuer}', SignIn:Authority is '{connect.Authority}'.") { InvalidIssuer = issuer };
        connect.Events.OnTokenValidated = AddGroupsAsync;
        connect.Events.OnRemoteFailure = async context =>
        {
            Refused(LoggerOf(context.HttpContext), context.Failure);
            context.HandleResponse();
            await Page.Problem(401, "Not signed in", "The sign-in did not succeed. Please try again; if it fails again, tell the operators of this bot.",
                Html.Of($"<p><a href=\"{Path}\">Sign in</a></p>")).ExecuteAsync(context.HttpContext);
        };
    }

    private static async Task AddGroupsAsync(TokenValidatedContext context)
    {
        var options = context.HttpContext.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value;
        var latest = context.HttpContext.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().AddSeconds(options.ClockSkewSeconds).ToUnixTimeSeconds();
        if (long.TryParse(context.Principal?.FindFirst("iat")?.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var issued) && issued > latest)
        {
            // A token without "nbf" is valid from when it was issued.
            context.Fail("The token was issued in the future: the provider's clock and this one differ by more than SignIn:ClockSkewSeconds.");
            return;
        }

        if (context.Principal is not { Identity: ClaimsIdentity identity } person || !GroupOverage.Has(person, options.GroupsClaim))
        {
            return;
        }

        try
        {
            using var http = context.HttpContext.RequestServices.GetRequiredService<IHttpClientFactory>().CreateClient(HttpClientName);
            var groups = await GroupOverage.AskAsync(http, options.OverageUrl, context.TokenEndpointResponse?.AccessToken, context.HttpContext.RequestAborted);
            identity.AddClaims(groups.Take(GroupSet.MostOfPerson).Select(group => new Claim(options.GroupsClaim, group)));
        }
        catch (Exception error) when (error is HttpRequestException or JsonException or OperationCanceledException && !context.HttpContext.RequestAborted.IsCancellationRequested)
        {
            NoGroups(LoggerOf(context.HttpContext), error);
        }
    }

    private static ILogger LoggerOf(HttpContext context) => context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("CcgBot.SignIn");

    [LoggerMessage(Level = LogLevel.Warning, Message = "A sign-in was refused.")]
    private static partial void Refused(ILogger logger, Exception? error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The groups of a person who has more than a token holds can't be had: only public articles are open to them.")]
    private static partial void NoGroups(ILogger logger, Exception error);
}

using System.Security.Claims;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Editing;
using CcgBot.Web.Admin;
using CcgBot.Web.Editing;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;
using Claim = System.Security.Claims.Claim;

namespace CcgBot.Web.SignIn;

/// <summary>Named accounts, where there is no OpenID Connect provider: signing in at <c>/sign-in</c>, and <c>/admin/accounts</c> for those who keep them.</summary>
internal static class AccountEndpoints
{
    /// <summary>The claims of a session that an account began.</summary>
    private const string AccountClaim = "ccgbot-account";
    private const string StampClaim = "ccgbot-stamp";

    public static void MapAccounts(this IEndpointRouteBuilder routes)
    {
        routes.MapPost(SignInSetup.Path, SignInAsync).RequireRateLimiting(RateLimits.SignIn).DisableAntiforgery();
        routes.MapGet(AccountStore.LinkPath + "{token}", Linked).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost(AccountStore.LinkPath + "{token}", FollowAsync).RequireRateLimiting(RateLimits.SignIn).DisableAntiforgery();
        var pages = routes.MapGroup("/admin/accounts").Requires(Roles.Editor | Roles.Auditor);
        pages.MapGet("", (HttpContext context, AccountStore accounts) => List(context, accounts));
        pages.MapPost("", MakeAsync).DisableAntiforgery();
        pages.MapPost("/change", ChangeAsync).DisableAntiforgery();
        pages.MapPost("/link", MakeLinkAsync).DisableAntiforgery();
        var api = routes.MapGroup("/api/accounts").WithTags("Accounts").Requires(Roles.Editor | Roles.Auditor);
        api.MapGet("", (AccountStore accounts) => Results.Json(accounts.List().Select(AccountLine.Of), AnswerJson.Options))
            .WithName("accounts").WithSummary("Every named account.").Produces<IReadOnlyList<AccountLine>>();
        api.MapPost("", (HttpContext context, AccountStore accounts, [FromBody] AccountRequest asked) => Answered(
            () => Results.Json(AccountLine.Of(accounts.Make(asked.Name ?? "", asked.Change(), context.Caller().Name, asked.Why)), AnswerJson.Options)))
            .WithName("make-account").WithSummary("Makes an account.").Produces<AccountLine>().Produces<ErrorBody>(400);
        api.MapPost("/{id}", (HttpContext context, AccountStore accounts, string id, [FromBody] AccountRequest asked) => Answered(
            () => accounts.Change(id, asked.Change(), new Edit(context.Caller().Name, asked.Why, SeenRevision.Of(asked.Revision))) switch
            {
                EditResult.NotFound => ErrorBody.Of(404, "NotFound", "There is no such account."),
                EditResult.Conflict => ErrorBody.Of(409, "Conflict", "Somebody else changed this account meanwhile: read it again."),
                _ => Results.Json(AccountLine.Of(accounts.Find(id)!), AnswerJson.Options),
            })).WithName("change-account").WithSummary("Changes an account's roles, groups or password, or closes it; its sessions end.")
            .Produces<AccountLine>().Produces<ErrorBody>(400).Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        api.MapPost("/{id}/link", (HttpContext context, AccountStore accounts, string id, [FromBody] LinkRequest? asked = null) =>
            MadeLink(context, accounts, id, asked?.Hours, asked?.Why) is { } link ? Results.Json(new SignInLink(link), AnswerJson.Options)
            : ErrorBody.Of(404, "NotFound", "There is no such account, or it is closed.")).WithName("link-account")
            .WithSummary("Makes a link that signs a browser in once as the account, where a password can be chosen; the link before it is used up.")
            .Produces<SignInLink>().Produces<ErrorBody>(404);
    }

    /// <summary>The account that a session stands for; null where it is none, or the account was changed since.</summary>
    public static Caller? CallerOf(HttpContext context) =>
        context.User.FindFirst(AccountClaim)?.Value is { } id
        && context.RequestServices.GetRequiredService<AccountStore>().Find(id) is { Closed: false } account
        && account.Stamp == context.User.FindFirst(StampClaim)?.Value
            ? new Caller(account.Name, $"account:{account.Id}", account.Roles.HasFlag(Roles.Auditor) ? Access.Everything : Access.Of(account.Groups), account.Roles | Roles.Reader)
            : null;

    /// <param name="passkeys">Somebody has one.</param>
    public static Page Form(string? next, bool passkeys, bool failed) => new("Sign in", Html.Of($"""
        <main id="content" class="text">
        <h1>Sign in</h1>
        {(failed ? Html.Of($"<p class=\"notice\" role=\"alert\">This name and password don't go together. After five wrong passwords none is looked at for a quarter of an hour.</p>") : Html.Empty)}
        <form action="{SignInSetup.Path}" method="post" class="search">
        <input type="hidden" name="next" value="{OwnPath.Of(next, "/")}">
        <label for="name">Name</label><span class="row"><input id="name" name="name" autocomplete="username" maxlength="100" required></span>
        <label for="password">Password</label>
        <span class="row"><input id="password" name="password" type="password" autocomplete="current-password" maxlength="{AccountStore.LongestPassword}" required><button>Sign in</button></span>
        </form>
        {(passkeys ? PasskeyEndpoints.Button(OwnPath.Of(next, "/")) : Html.Empty)}
        <p class="source"><a href="/operator">For operators</a></p>
        </main>
        """))
    {
        Scripts = passkeys ? PasskeyEndpoints.Scripts : [],
        Status = failed ? StatusCodes.Status401Unauthorized : StatusCodes.Status200OK,
    };

    private static async Task<IResult> SignInAsync(HttpContext context, AccountStore accounts, OperatorGate gate, IOptions<SignInOptions> options, TimeProvider time)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        // With a provider people sign in there, and accounts made before open nothing.
        if (options.Value.IsOn || accounts.Check(form["name"].ToString(), form["password"].ToString()) is not { } account)
        {
            return await gate.SlowAsync(context) ?? Form(form["next"], context.RequestServices.GetRequiredService<Passkeys>().Any(), failed: true);
        }

        await BeginAsync(context, account);
        return Results.LocalRedirect(OwnPath.Of(form["next"], "/"));
    }

    internal static Task BeginAsync(HttpContext context, Account account) => context.SignInAsync(
        CookieAuthenticationDefaults.AuthenticationScheme,
        new ClaimsPrincipal(new ClaimsIdentity(
            [new Claim("sub", account.Id), new Claim("name", account.Name), new Claim(AccountClaim, account.Id), new Claim(StampClaim, account.Stamp)],
            CookieAuthenticationDefaults.AuthenticationScheme, "name", roleType: null)));

    /// <summary>A page with a button: what looks links up before people do, such as a mail filter, uses none up.</summary>
    private static async Task<IResult> Linked(HttpContext context, AccountStore accounts, OperatorGate gate, IOptions<SignInOptions> options, string token)
    {
        context.Response.Headers.CacheControl = "no-store";
        return options.Value.IsOn || accounts.Linked(token) is not { } account ? await gate.SlowAsync(context) ?? UsedUp : LinkForm(token, account, problem: null);
    }

    private static async Task<IResult> FollowAsync(HttpContext context, AccountStore accounts, OperatorGate gate, IOptions<SignInOptions> options, string token)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            if (options.Value.IsOn || accounts.Follow(token, form["password"].ToString()) is not { } account)
            {
                return await gate.SlowAsync(context) ?? UsedUp;
            }

            await BeginAsync(context, account);
            return Results.LocalRedirect("/admin");
        }
        catch (InvalidDataException error)
        {
            return accounts.Linked(token) is { } account ? LinkForm(token, account, error.Message) : UsedUp;
        }
    }

    private static Page UsedUp => Page.Problem(
        StatusCodes.Status401Unauthorized, "This link is used up", "It works once, and for a while only. Whoever made it can make another.", Html.Of($"<p><a href=\"{SignInSetup.Path}\">Sign in</a></p>"));

    private static Page LinkForm(string token, Account account, string? problem) => new("Sign in", Html.Of($"""
        <main id="content" class="text">
        <h1>Sign in as <span dir="auto">{account.Name}</span></h1>
        {(problem is null ? Html.Empty : Html.Of($"<p class=\"notice\" role=\"alert\">{problem}</p>"))}
        <form action="{AccountStore.LinkPath}{token}" method="post" class="search">
        <label for="password">A new password, {AccountStore.ShortestPassword} characters or more; empty = it stays as it is</label>
        <span class="row"><input id="password" name="password" type="password" autocomplete="new-password" minlength="{AccountStore.ShortestPassword}" maxlength="{AccountStore.LongestPassword}"><button>Sign in</button></span>
        </form>
        <p class="source">This link works once.</p>
        </main>
        """))
    {
        Status = problem is null ? StatusCodes.Status200OK : StatusCodes.Status400BadRequest,
    };

    private static string? MadeLink(HttpContext context, AccountStore accounts, string id, int? hours, string? why) =>
        accounts.MakeLink(id, hours ?? AccountStore.LinkHours, new Edit(context.Caller().Name, why, null)) is { } token
            ? context.RequestServices.GetRequiredService<PublicAddress>().For(context.Request) + AccountStore.LinkPath + token : null;

    private static async Task<IResult> MakeLinkAsync(HttpContext context, AccountStore accounts)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        return MadeLink(context, accounts, form["id"].ToString(), hours: null, form.Given("why")) is { } link
            ? List(context, accounts, $"The link works once, within {AccountStore.LinkHours} hours. It is shown this once.", link: link)
            : List(context, accounts, "There is no such account, or it is closed.", StatusCodes.Status404NotFound);
    }

    private static RazorComponentResult<AccountsPage> List(HttpContext context, AccountStore accounts, string? told = null, int status = StatusCodes.Status200OK, string? link = null) => new(new
    {
        Caller = context.Caller(),
        Told = told,
        Link = link,
        Accounts = accounts.List(),
        Now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow(),
        HasProvider = context.RequestServices.GetRequiredService<IOptions<SignInOptions>>().Value.IsOn,
    })
    { StatusCode = status };

    private static async Task<IResult> MakeAsync(HttpContext context, AccountStore accounts)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            var made = accounts.Make(form["name"].ToString(), Wanted(form), context.Caller().Name, form.Given("why"));
            return List(context, accounts, $"The account {made.Name} is made: it signs in at {SignInSetup.Path}, without a password by a one-time link.");
        }
        catch (InvalidDataException error)
        {
            return List(context, accounts, $"Not made: {error.Message}", StatusCodes.Status400BadRequest);
        }
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, AccountStore accounts)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            return accounts.Change(form["id"].ToString(), Wanted(form), new Edit(context.Caller().Name, form.Given("why"), SeenRevision.Of(form["revision"]))) switch
            {
                EditResult.NotFound => List(context, accounts, "There is no such account.", StatusCodes.Status404NotFound),
                EditResult.Conflict => List(context, accounts, "Nothing was changed: somebody else changed this account meanwhile. Here is how it stands now.", StatusCodes.Status409Conflict),
                _ => List(context, accounts, "It is changed; whoever was signed in with it signs in again."),
            };
        }
        catch (InvalidDataException error)
        {
            return List(context, accounts, $"Not changed: {error.Message}", StatusCodes.Status400BadRequest);
        }
    }

    private static AccountChange Wanted(IFormCollection form) => new(
        (form["may"].Contains("edit") ? Roles.Editor : Roles.None) | (form["may"].Contains("audit") ? Roles.Auditor : Roles.None),
        GroupSet.Parse(form["groups"].ToString(), GroupSet.MostOfPerson),
        form["closed"] == "yes",
        form["password"].ToString() is { Length: > 0 } password ? password : null);

    private static IResult Answered(Func<IResult> change)
    {
        try
        {
            return change();
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "BadArgument", error.Message);
        }
    }
}

/// <summary>An account without what nobody needs to see.</summary>
/// <param name="May">edit, audit; everyone may ask and read.</param>
public sealed record AccountLine(string Id, string Name, IReadOnlyList<string> May, IReadOnlyList<string> Groups, DateTimeOffset Created, string By, bool Closed, string Revision)
{
    internal static AccountLine Of(Account account) => new(
        account.Id,
        account.Name,
        account.May,
        account.Groups.Names,
        account.Created,
        account.By,
        account.Closed,
        account.Revision.ToString(System.Globalization.CultureInfo.InvariantCulture));
}

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Name">Of a new one.</param>
/// <param name="May">edit, audit.</param>
/// <param name="Password">12 to 200 characters; null = it stays, and of a new account that it has none: a link signs it in.</param>
public sealed record AccountRequest(string? Revision, string? Name, IReadOnlyList<string>? May, IReadOnlyList<string?>? Groups, bool Closed, string? Password, string? Why)
{
    internal AccountChange Change() => new(
        Account.RolesOf(May ?? []),
        GroupSet.Of(Groups ?? [], GroupSet.MostOfPerson),
        Closed,
        Password);
}

/// <param name="Hours">How long the link is good for, at most a week; null = a day.</param>
/// <param name="Why">Kept in the record of the change.</param>
public sealed record LinkRequest(int? Hours, string? Why);

/// <param name="Link">An address; it is told this once.</param>
public sealed record SignInLink(string Link);

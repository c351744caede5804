using System.Security.Cryptography;
using System.Text.Json;
using CcgBot.Bot;
using CcgBot.Web.Admin;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.SignIn;

/// <summary>
/// Passkeys beside passwords: <c>/sign-in/passkeys</c>, where whoever is signed in with an account makes and removes their own, and signing in with one. What
/// browsers send is checked by ASP.NET Core Identity.
/// </summary>
internal static class PasskeyEndpoints
{
    /// <summary>Where a person keeps their passkeys.</summary>
    public const string Path = "/sign-in/passkeys";

    private const string Script = "/passkey.js";

    public static IServiceCollection AddPasskeys(this IServiceCollection services)
    {
        services.AddSingleton(provider => new Passkeys(
            provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Database, provider.GetRequiredService<CcgBot.Hosting.BotEngine>().Evidence,
            provider.GetRequiredService<AccountStore>(), provider.GetRequiredService<TimeProvider>()));
        services.AddSingleton<PasskeyTries>();
        services.AddIdentityCore<Account>();
        services.AddScoped<IUserStore<Account>>(provider => provider.GetRequiredService<Passkeys>());
        services.AddScoped<IPasskeyHandler<Account>, PasskeyHandler<Account>>();
        services.AddOptions<IdentityPasskeyOptions>().Configure<IOptions<WebOptions>>((passkeys, web) =>
        {
            // A device asks for a finger, a face or a PIN, and finds the account by itself.
            passkeys.UserVerificationRequirement = "required";
            passkeys.ResidentKeyRequirement = "required";
            passkeys.ServerDomain = web.Value.PublicUrl is { } site ? new Uri(site).Host : null;
        });
        return services;
    }

    public static void MapPasskeys(this IEndpointRouteBuilder routes)
    {
        routes.MapPost("/sign-in/passkey/options", AskAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/sign-in/passkey", SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet(Path, (HttpContext context, Passkeys passkeys, string? told = null) =>
            AccountOf(context) is { } account ? List(account, passkeys, told) : Results.LocalRedirect($"{SignInSetup.Path}?next={Uri.EscapeDataString(Path)}")).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost(Path + "/options", OfferAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost(Path, MakeAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost(Path + "/remove", RemoveAsync).RequireRateLimiting(RateLimits.SignIn).DisableAntiforgery();
    }

    /// <summary>The button of the sign-in form; the script shows it where the browser can do it.</summary>
    public static Html Button(string next) => Html.Of($"<p><button type=\"button\" class=\"plain\" data-passkey=\"sign-in\" data-next=\"{next}\" hidden>Sign in with a passkey</button></p>{Telling}");

    /// <summary>The script of both pages.</summary>
    public static IReadOnlyList<string> Scripts { get; } = [Script];

    private static Html Telling => Html.Of($"<p class=\"notice\" role=\"alert\" data-passkey=\"told\" hidden></p>");

    private static async Task<IResult> AskAsync(HttpContext context, IPasskeyHandler<Account> handler, PasskeyTries tries, IOptions<SignInOptions> options)
    {
        if (SameSite.IsFromElsewhere(context.Request) || options.Value.IsOn)
        {
            return Refused;
        }

        var asked = await handler.MakeRequestOptionsAsync(null, context);
        return Options(tries.Begin(asked.AssertionState, account: null), asked.RequestOptionsJson);
    }

    private static async Task<IResult> SignInAsync(
        HttpContext context, IPasskeyHandler<Account> handler, PasskeyTries tries, OperatorGate gate, IOptions<SignInOptions> options, [FromBody] PasskeyReply reply)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (SameSite.IsFromElsewhere(context.Request) || options.Value.IsOn)
        {
            return Refused;
        }

        if (tries.End(reply.Try, account: null) is not { } state
            || await handler.PerformAssertionAsync(new PasskeyAssertionContext { HttpContext = context, CredentialJson = reply.Credential.GetRawText(), AssertionState = state }) is not { Succeeded: true } checkedKey
            || context.RequestServices.GetRequiredService<AccountStore>().Find(checkedKey.User!.Id) is not { Closed: false } account)
        {
            return await gate.SlowAsync(context) ?? Refused;
        }

        await context.RequestServices.GetRequiredService<Passkeys>().AddOrUpdatePasskeyAsync(account, checkedKey.Passkey!, context.RequestAborted);
        await AccountEndpoints.BeginAsync(context, account);
        return Results.NoContent();
    }

    private static async Task<IResult> OfferAsync(HttpContext context, IPasskeyHandler<Account> handler, PasskeyTries tries)
    {
        if (SameSite.IsFromElsewhere(context.Request) || AccountOf(context) is not { } account)
        {
            return Refused;
        }

        var offered = await handler.MakeCreationOptionsAsync(new PasskeyUserEntity { Id = account.Id, Name = account.Name, DisplayName = account.Name }, context);
        return Options(tries.Begin(offered.AttestationState ?? "", account.Id), offered.CreationOptionsJson);
    }

    private static async Task<IResult> MakeAsync(HttpContext context, IPasskeyHandler<Account> handler, PasskeyTries tries, Passkeys passkeys, [FromBody] PasskeyReply reply)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (SameSite.IsFromElsewhere(context.Request) || AccountOf(context) is not { } account || tries.End(reply.Try, account.Id) is not { } state)
        {
            return Refused;
        }

        var made = await handler.PerformAttestationAsync(new PasskeyAttestationContext { HttpContext = context, CredentialJson = reply.Credential.GetRawText(), AttestationState = state });
        var name = reply.Name?.Trim() is { Length: > 0 and <= Passkeys.LongestName } given && !given.Any(char.IsControl) ? given : "Passkey";
        return made.Succeeded && passkeys.Add(account, made.Passkey, name) ? Results.NoContent() : Refused;
    }

    private static async Task<IResult> RemoveAsync(HttpContext context, Passkeys passkeys)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        if (AccountOf(context) is not { } account)
        {
            return Results.LocalRedirect(SignInSetup.Path);
        }

        passkeys.Remove(account, form["id"].ToString());
        return Results.LocalRedirect(Path + "?told=removed");
    }

    private static Page List(Account account, Passkeys passkeys, string? told)
    {
        var own = passkeys.Of(account);
        return new Page("Passkeys", Html.Of($"""
            <main id="content" class="text">
            <h1>Passkeys</h1>
            {(told == "made" ? Html.Of($"<p class=\"notice\" role=\"status\">It is made: you can sign in with it.</p>") : told == "removed" ? Html.Of($"<p class=\"notice\" role=\"status\">It is removed.</p>") : Html.Empty)}
            <p>A passkey is kept by your device or its password manager, and signs you in with a finger, a face or a PIN instead of a password.</p>
            {(own.Count == 0 ? Html.Of($"<p class=\"empty\">There are none.</p>") : Html.Empty)}
            {own.Select(passkey => Html.Of($"""
                <section class="entry"><h2 dir="auto">{passkey.Name}</h2><p class="source">made {OperatorPages.When(passkey.Created)}</p>
                <form action="{Path}/remove" method="post"><input type="hidden" name="id" value="{passkey.Id}"><button class="plain" aria-label="Remove {passkey.Name}">Remove</button></form></section>
                """))}
            <div class="search" data-passkey="make" hidden><label for="name">A name for a new one, such as the device's</label>
            <span class="row"><input id="name" maxlength="{Passkeys.LongestName}"><button type="button">Make a passkey</button></span></div>
            {Telling}
            <noscript><p class="source">To make one needs script.</p></noscript>
            <p class="source">Signed in as {account.Name}. <a href="/admin">Console</a></p>
            </main>
            """))
        { Scripts = Scripts };
    }

    private static Account? AccountOf(HttpContext context) => AccountEndpoints.CallerOf(context) is { User: { } user }
        ? context.RequestServices.GetRequiredService<AccountStore>().Find(user.Split(':')[1]) : null;

    private static IResult Options(string begun, string options)
    {
        using var document = JsonDocument.Parse(options);
        return Results.Json(new { @try = begun, options = document.RootElement.Clone() });
    }

    private static IResult Refused => ErrorBody.Of(StatusCodes.Status401Unauthorized, "Unauthorized", "This passkey was not taken: try again, or sign in with your password.");
}

/// <param name="Try">As the options named it.</param>
/// <param name="Credential">What the browser made of the options.</param>
/// <param name="Name">By which its person will know it.</param>
internal sealed record PasskeyReply(string Try, JsonElement Credential, string? Name = null);

/// <summary>What was asked of browsers and is not answered yet, kept in this process for some minutes; each is good for one answer.</summary>
internal sealed class PasskeyTries(TimeProvider time)
{
    private const int Most = 1_000;

    private static readonly TimeSpan Life = TimeSpan.FromMinutes(5);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, (string State, string? Account, DateTimeOffset Until)> _open = new(StringComparer.Ordinal);

    /// <param name="account">Whose answer alone is taken; null = whoever signs in.</param>
    /// <returns>Its name.</returns>
    public string Begin(string? state, string? account)
    {
        var (id, now) = (RandomNumberGenerator.GetHexString(32, lowercase: true), time.GetUtcNow());
        lock (_lock)
        {
            foreach (var (old, _) in _open.Where(each => each.Value.Until <= now).ToList())
            {
                _open.Remove(old);
            }

            if (_open.Count >= Most)
            {
                _open.Remove(_open.MinBy(each => each.Value.Until).Key);
            }

            _open[id] = (state ?? "", account, now + Life);
        }

        return id;
    }

    /// <returns>What was begun; null when there is none of that name, it is another account's, or its time is over.</returns>
    public string? End(string? id, string? account)
    {
        lock (_lock)
        {
            return id is not null && _open.Remove(id, out var begun) && begun.Account == account && begun.Until > time.GetUtcNow() ? begun.State : null;
        }
    }
}

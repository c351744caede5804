using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Security.Claims;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Abstractions;
using OpenIddict.Server;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace CcgBot.Web.Tests.Permissions;

/// <summary>An OpenID Connect provider (OpenIddict) on a socket of this machine, which knows one client and signs in whoever a test says.</summary>
internal sealed class OpenIdProvider : IAsyncDisposable
{
    public const string ClientId = "ccgbot";
    public const string ClientSecret = "a-client-secret-for-tests";

    private readonly WebApplication _app;

    private OpenIdProvider(TimeProvider time, Uri? issuer)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        builder.Services.AddSingleton(time);
        builder.Services.AddOpenIddict().AddServer(options =>
        {
            options.SetAuthorizationEndpointUris("connect/authorize").SetTokenEndpointUris("connect/token").SetEndSessionEndpointUris("connect/logout");
            options.AllowAuthorizationCodeFlow().RequireProofKeyForCodeExchange();
            options.EnableDegradedMode().DisableAccessTokenEncryption().AddEphemeralEncryptionKey().AddEphemeralSigningKey();
            options.RegisterScopes(Scopes.OpenId, Scopes.Profile);
            options.SetIdentityTokenLifetime(TimeSpan.FromMinutes(20));
            options.UseAspNetCore().DisableTransportSecurityRequirement();
            if (issuer is not null)
            {
                options.SetIssuer(issuer);
            }

            options.AddEventHandler<OpenIddictServerEvents.ValidateAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                Challenges.Enqueue(context.Request.CodeChallengeMethod ?? "none");
                if (context.ClientId != ClientId || context.RedirectUri?.EndsWith("/sign-in/callback", StringComparison.Ordinal) != true)
                {
                    context.Reject(Errors.InvalidClient, "not known");
                }

                return default;
            }));
            options.AddEventHandler<OpenIddictServerEvents.ValidateTokenRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                if (context.ClientId != ClientId || context.ClientSecret != ClientSecret)
                {
                    context.Reject(Errors.InvalidClient, "not known");
                }

                return default;
            }));
            options.AddEventHandler<OpenIddictServerEvents.ValidateEndSessionRequestContext>(handler => handler.UseInlineHandler(_ => default));
            options.AddEventHandler<OpenIddictServerEvents.HandleEndSessionRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                SignedOut.Enqueue(context.IdentityTokenHintPrincipal?.FindFirst(Claims.Subject)?.Value ?? "nobody");
                context.SignOut();
                return default;
            }));
            options.AddEventHandler<OpenIddictServerEvents.HandleAuthorizationRequestContext>(handler => handler.UseInlineHandler(context =>
            {
                var identity = new ClaimsIdentity(TokenValidationParameters.DefaultAuthenticationType);
                identity.SetClaim(Claims.Subject, Subject).SetClaim(Claims.Name, "Ada Lovelace");
                if (Overage)
                {
                    identity.SetClaim("_claim_names", (JsonNode)new JsonObject { ["groups"] = "src1" });
                }
                else
                {
                    identity.SetClaims("groups", Groups.ToImmutableArray());
                }

                identity.SetScopes(context.Request.GetScopes());
                identity.SetDestinations(_ => [Destinations.IdentityToken, Destinations.AccessToken]);
                context.SignIn(new ClaimsPrincipal(identity));
                return default;
            }));
        });
        _app = builder.Build();
        _app.UseRouting();
        _app.UseAuthentication();
        _app.MapPost("/graph/me/getMemberGroups", (HttpContext context) => GraphWorks && context.Request.Headers.Authorization.ToString().StartsWith("Bearer ey", StringComparison.Ordinal)
            ? Results.Json(new { value = Groups })
            : Results.StatusCode(503));
    }

    public Uri Address => new(_app.Urls.Single());

    public string Subject { get; set; } = "ada";

    public IReadOnlyList<string> Groups { get; set; } = [];

    /// <summary>The token says only that there are groups, as Entra's does of a person in more than 200.</summary>
    public bool Overage { get; set; }

    public bool GraphWorks { get; set; } = true;

    /// <summary>The PKCE methods that were asked with.</summary>
    public ConcurrentQueue<string> Challenges { get; } = new();

    /// <summary>Who was signed out here.</summary>
    public ConcurrentQueue<string> SignedOut { get; } = new();

    public static async Task<OpenIdProvider> StartAsync(TimeProvider? time = null, Uri? issuer = null)
    {
        var provider = new OpenIdProvider(time ?? TimeProvider.System, issuer);
        await provider._app.StartAsync();
        return provider;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();
}

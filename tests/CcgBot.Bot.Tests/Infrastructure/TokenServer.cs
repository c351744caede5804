using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>An OpenID metadata server of our own, with the keys to sign tokens that its document vouches for.</summary>
internal sealed class TokenServer : IAsyncDisposable
{
    public const string AppId = "00000000-0000-0000-0000-00000000c0de";
    public const string ChannelIssuer = "https://api.botframework.com";

    private readonly WebApplication _app;
    private int _keyFetches;

    /// <summary>What it serves over TLS with, for an endpoint that reads keys over nothing else; null = plain HTTP.</summary>
    public static X509Certificate2? Certificate { get; set; }

    private TokenServer(WebApplication app) => _app = app;

    public RsaSecurityKey Key { get; set; } = NewKey("key-1");

    /// <summary>Channels that the key is good for; null leaves the field out.</summary>
    public string[]? Endorsements { get; set; } = ["msteams", "webchat", "directline"];

    public int KeyFetches => _keyFetches;

    public string Metadata => $"{_app.Urls.Single()}/.well-known/openidconfiguration";

    public static RsaSecurityKey NewKey(string id) => new(RSA.Create(2048)) { KeyId = id };

    public static async Task<TokenServer> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        if (Certificate is { } certificate)
        {
            builder.WebHost.UseKestrelHttpsConfiguration();
            builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        }
        else
        {
            builder.WebHost.UseUrls("http://127.0.0.1:0");
        }

        builder.Logging.ClearProviders();
        var app = builder.Build();
        var server = new TokenServer(app);
        app.MapGet("/.well-known/openidconfiguration", () => Results.Json(new
        {
            issuer = ChannelIssuer,
            jwks_uri = $"{app.Urls.Single()}/keys",
            id_token_signing_alg_values_supported = new[] { "RS256" },
            token_endpoint_auth_methods_supported = new[] { "private_key_jwt" },
            authorization_endpoint = "https://invalid.example",
        }));
        app.MapGet("/keys", server.Keys);
        await app.StartAsync();
        return server;
    }

    /// <summary>Settings of a bot that reads its keys here.</summary>
    public Dictionary<string, string?> Settings => new()
    {
        ["Bot:AppId"] = AppId,
        ["Bot:OpenIdMetadata"] = Metadata,
        ["Bot:EmulatorOpenIdMetadata"] = Metadata,
    };

    /// <summary>A token that is right in everything, but for what the test changes.</summary>
    public string Token(string serviceUrl, Action<SecurityTokenDescriptor>? change = null)
    {
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        var descriptor = new SecurityTokenDescriptor
        {
            Issuer = ChannelIssuer,
            Audience = AppId,
            NotBefore = now.AddMinutes(-1),
            Expires = now.AddHours(1),
            Claims = new Dictionary<string, object> { ["serviceurl"] = serviceUrl },
            SigningCredentials = new SigningCredentials(Key, SecurityAlgorithms.RsaSha256),
        };
        change?.Invoke(descriptor);
        return new JsonWebTokenHandler { SetDefaultTimesOnTokenCreation = false }.CreateToken(descriptor);
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private IResult Keys()
    {
        Interlocked.Increment(ref _keyFetches);
        var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(Key.Rsa.ExportParameters(includePrivateParameters: false)) { KeyId = Key.KeyId });
        var published = new Dictionary<string, object> { ["kty"] = key.Kty, ["use"] = "sig", ["kid"] = Key.KeyId, ["n"] = key.N, ["e"] = key.E };
        if (Endorsements is not null)
        {
            published["endorsements"] = Endorsements;
        }

        return Results.Json(new { keys = new[] { published } });
    }
}

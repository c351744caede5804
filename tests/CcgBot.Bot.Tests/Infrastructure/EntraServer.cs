using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>
/// Entra's token endpoint over TLS, and the machine's own for managed identities, on sockets of this machine. It checks what it is given as
/// Entra does, the signature of a client assertion among it. MSAL keeps its own idea of the hosts: its connections are led here.
/// </summary>
internal sealed class EntraServer : IAsyncDisposable
{
    public const string Token = "a-token-of-the-local-server";
    public const string Tenant = "11111111-2222-3333-4444-555555555555";
    public const string Secret = "the-right-secret";

    private readonly WebApplication _app;
    private readonly X509Certificate2 _tls = NewCertificate("login.microsoftonline.com");
    private readonly HttpClient _http;

    private EntraServer()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseKestrelHttpsConfiguration();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(_tls));
            kestrel.Listen(IPAddress.Loopback, 0);
        });
        builder.Logging.ClearProviders();
        _app = builder.Build();
        _app.MapPost("/{tenant}/oauth2/v2.0/token", EntraAsync);
        _app.MapGet("/metadata/identity/oauth2/token", Machine);
        _app.MapGet("/common/discovery/instance", Instance);
        _http = new HttpClient(new SocketsHttpHandler
        {
            ConnectCallback = ConnectAsync,
            SslOptions = new SslClientAuthenticationOptions
            {
                RemoteCertificateValidationCallback = (_, certificate, _, _) => certificate?.GetCertHashString() == _tls.GetCertHashString(),
            },
        });
    }

    /// <summary>The certificate uploaded to the app's registration; null = none.</summary>
    public X509Certificate2? Registered { get; set; }

    /// <summary>The one application it knows.</summary>
    public string AppId { get; set; } = TokenServer.AppId;

    /// <summary>The one scope it gives tokens for.</summary>
    public string Scope { get; set; } = "https://api.botframework.com/.default";

    /// <summary>Another one; empty = none.</summary>
    public string OtherScope { get; set; } = "";

    /// <summary>Hosts and paths that were asked for tokens, in order.</summary>
    public ConcurrentQueue<string> Asked { get; } = new();

    public static async Task<EntraServer> StartAsync()
    {
        var server = new EntraServer();
        await server._app.StartAsync();
        return server;
    }

    public static X509Certificate2 NewCertificate(string name)
    {
        using var key = RSA.Create(2048);
        var now = TimeProvider.System.GetUtcNow();
        using var made = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1).CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pkcs12), null, X509KeyStorageFlags.Exportable);
    }

    public HttpClient GetHttpClient() => _http;

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _tls.Dispose();
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var scheme = context.DnsEndPoint.Port == 443 ? "https:" : "http:";
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        await socket.ConnectAsync(IPAddress.Loopback, new Uri(_app.Urls.Single(url => url.StartsWith(scheme, StringComparison.Ordinal))).Port, cancellationToken);
        return new NetworkStream(socket, ownsSocket: true);
    }

    private async Task<IResult> EntraAsync(HttpContext context, string tenant)
    {
        var address = $"https://{context.Request.Host}{context.Request.Path}";
        Asked.Enqueue(address);
        var form = await context.Request.ReadFormAsync();
        var known = context.Request.IsHttps && tenant is Tenant or "botframework.com" && form["client_id"] == AppId && form["grant_type"] == "client_credentials";
        var proven = form["client_secret"] == Secret || await IsAssertionAsync(form["client_assertion"].ToString(), address);
        return known && proven && form["scope"].ToString().Split(' ').Any(scope => scope == Scope || scope == OtherScope)
            ? Results.Json(new { token_type = "Bearer", expires_in = 3600, access_token = Token })
            : Results.Json(new { error = "invalid_client", error_description = "AADSTS700027: the client's proof is not valid." }, statusCode: 401);
    }

    private async Task<bool> IsAssertionAsync(string assertion, string address)
    {
        if (Registered is null || assertion.Length == 0)
        {
            return false;
        }

        var read = await new JsonWebTokenHandler().ValidateTokenAsync(assertion, new TokenValidationParameters
        {
            ValidIssuer = AppId,
            ValidAudience = address,
            IssuerSigningKey = new X509SecurityKey(Registered),
            // The signer's certificate is in the header; only the registered one counts.
            TryAllIssuerSigningKeys = true,
        });
        return read.IsValid && (string)read.Claims["sub"] == AppId;
    }

    /// <summary>Where MSAL asks whether a host is one of Entra's.</summary>
    private static IResult Instance(HttpContext context)
    {
        var host = new Uri(context.Request.Query["authorization_endpoint"].ToString()).Host;
        return Results.Json(new Dictionary<string, object>
        {
            ["tenant_discovery_endpoint"] = $"https://{host}/{Tenant}/v2.0/.well-known/openid-configuration",
            ["api-version"] = "1.1",
            ["metadata"] = new[] { new { preferred_network = host, preferred_cache = host, aliases = new[] { host } } },
        });
    }

    /// <summary>The instance metadata service that machines in Azure ask; it answers no request without the header that a forwarding proxy would not add.</summary>
    private IResult Machine(HttpContext context)
    {
        var query = context.Request.Query;
        Asked.Enqueue($"http://{context.Request.Host}{context.Request.Path}");
        return context.Request.Headers["Metadata"] == "true" && query["client_id"] == AppId && query["resource"] == "https://api.botframework.com"
            ? Results.Json(new { token_type = "Bearer", expires_on = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds().ToString(System.Globalization.CultureInfo.InvariantCulture), resource = "https://api.botframework.com", access_token = Token })
            : Results.Json(new { error = "invalid_request", error_description = "Identity not found" }, statusCode: 400);
    }
}

using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcgBot.Articles.Sources;
using Microsoft.Identity.Client;

namespace CcgBot.Documents.Libraries;

/// <summary>The app's own token for Microsoft Graph, by client credentials: kept until shortly before it expires.</summary>
internal sealed class GraphToken : IDisposable
{
    private readonly IConfidentialClientApplication _app;
    private readonly X509Certificate2? _certificate;
    private readonly string _scope;
    private readonly string _login;

    /// <exception cref="GraphException">The certificate can't be read, or the settings are none that can sign in.</exception>
    public GraphToken(LibraryOptions options, HttpClient http)
    {
        _scope = options.Graph.TrimEnd('/') + "/.default";
        _login = new Uri(options.Login).Host;
        try
        {
            var app = ConfidentialClientApplicationBuilder.Create(options.ClientId)
                .WithAuthority($"{options.Login.TrimEnd('/')}/{options.TenantId}")
                // The sign-in's address is the operator's: there is nobody to ask whether it is one of Microsoft's.
                .WithInstanceDiscovery(false)
                .WithHttpClientFactory(new OneClient(http));
            if (options.CertificatePath is { Length: > 0 } path)
            {
                _certificate = X509CertificateLoader.LoadPkcs12FromFile(path, options.CertificatePassword);
                app = app.WithCertificate(_certificate);
            }
            else
            {
                app = app.WithClientSecret(options.Secret);
            }

            _app = app.Build();
        }
        catch (Exception error) when (error is MsalClientException or CryptographicException or IOException or UnauthorizedAccessException or ArgumentException)
        {
            _certificate?.Dispose();
            throw new GraphException($"the app's identity can't be used ({GraphClient.OneLine(error.Message)})");
        }
    }

    /// <param name="renewed">Whether the kept one was refused, and another is needed.</param>
    public async Task<string> GetAsync(bool renewed, CancellationToken cancellationToken)
    {
        try
        {
            return (await _app.AcquireTokenForClient([_scope]).WithForceRefresh(renewed).ExecuteAsync(cancellationToken)).AccessToken;
        }
        catch (Exception error) when (error is MsalException or HttpRequestException
            || error is OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var why = GraphClient.OneLine(Reason(error.Message));
            throw new GraphException(
                $"the app can't sign in at {_login} ({why}); look at TenantId, ClientId and Secret or CertificatePath of its Library",
                (error as MsalServiceException)?.StatusCode ?? 0);
        }
    }

    public void Dispose() => _certificate?.Dispose();

    /// <summary>What Entra said, without what MSAL says before it.</summary>
    private static string Reason(string message)
    {
        const string Mark = "Original exception: ";
        return message.IndexOf(Mark, StringComparison.Ordinal) is >= 0 and var at ? message[(at + Mark.Length)..] : message;
    }

    private sealed class OneClient(HttpClient http) : IMsalHttpClientFactory
    {
        public HttpClient GetHttpClient() => http;
    }
}

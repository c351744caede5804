using System.Security.Cryptography.X509Certificates;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using Microsoft.Rest;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// What section <c>Bot</c> says of the bot's identity, as Bot Builder asks for it. Bot Builder's own credentials get the tokens; here is where
/// they may go: to the channel of a request that was let in, and never over a line that could be read on the way.
/// </summary>
public sealed class BotCredentials(IOptions<BotOptions> options, ILoggerFactory loggers, HttpClient? http = null) : ServiceClientCredentialsFactory
{
    private readonly BotOptions _options = options.Value;
    private readonly ServiceClientCredentialsFactory? _inner = Create(options.Value, http, loggers.CreateLogger("Microsoft.Bot.Builder"));

    /// <summary>Bot Builder's authentication with this identity and the addresses of its cloud.</summary>
    public static BotFrameworkAuthentication Authentication(BotOptions options, BotCredentials credentials, ConnectorHttp http, ILogger logger)
    {
        var cloud = Cloud.Of(options.Cloud);
        return BotFrameworkAuthenticationFactory.Create(
            channelService: null,
            validateAuthority: true,
            toChannelFromBotLoginUrl: cloud.LoginFor(options.TenantId),
            toChannelFromBotOAuthScope: cloud.Issuer,
            toBotFromChannelTokenIssuer: cloud.Issuer,
            oAuthUrl: cloud.Issuer,
            toBotFromChannelOpenIdMetadataUrl: options.OpenIdMetadata ?? cloud.Metadata,
            toBotFromEmulatorOpenIdMetadataUrl: options.EmulatorOpenIdMetadata ?? cloud.EmulatorMetadata,
            callerId: null,
            credentials,
            new AuthenticationConfiguration { ValidTokenIssuers = [.. cloud.EmulatorIssuers] },
            http,
            logger);
    }

    /// <summary>Whether a token's audience is this bot, in each form that channels write it.</summary>
    internal static bool Names(BotOptions options, string? audience) =>
        options.AppId.Length > 0 && (audience == options.AppId || audience == $"api://{options.AppId}" || audience == $"api://botid-{options.AppId}");

    public override Task<bool> IsValidAppIdAsync(string appId, CancellationToken cancellationToken) => Task.FromResult(Names(_options, appId));

    // Asked only of a call without a token; the adapter lets none in but from this machine with the development switch on.
    public override Task<bool> IsAuthenticationDisabledAsync(CancellationToken cancellationToken) => Task.FromResult(_options.AllowAnonymousDevelopment);

    public override async Task<ServiceClientCredentials> CreateCredentialsAsync(
        string appId, string audience, string loginEndpoint, bool validateAuthority, CancellationToken cancellationToken) =>
        new OnSafeLines(_inner is not null && Names(_options, appId)
            ? await _inner.CreateCredentialsAsync(_options.AppId, audience, loginEndpoint, validateAuthority, cancellationToken)
            : null);

    private static ServiceClientCredentialsFactory? Create(BotOptions options, HttpClient? http, ILogger logger) => options.Credential switch
    {
        CredentialKind.Secret => new PasswordServiceClientCredentialFactory(options.AppId, options.Secret, options.TenantId, http, logger),
        CredentialKind.Certificate => new CertificateServiceClientCredentialsFactory(
            X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath!, options.CertificatePassword),
            options.AppId,
            options.TenantId,
            http,
            logger,
            sendX5c: true),
        CredentialKind.ManagedIdentity => new ManagedIdentityServiceClientCredentialsFactory(options.AppId, http, logger),
        _ => null,
    };

    private sealed class OnSafeLines(ServiceClientCredentials? credentials) : ServiceClientCredentials
    {
        public override Task ProcessHttpRequestAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            credentials is not null && request.RequestUri is { } address && (address.Scheme == Uri.UriSchemeHttps || address.IsLoopback)
                ? credentials.ProcessHttpRequestAsync(request, cancellationToken)
                : Task.CompletedTask;
    }
}

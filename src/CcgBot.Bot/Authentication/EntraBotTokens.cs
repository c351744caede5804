using System.Security.Cryptography.X509Certificates;
using Microsoft.Identity.Client;
using Microsoft.Identity.Client.AppConfig;

namespace CcgBot.Bot.Authentication;

/// <summary>Tokens from Entra by client credentials, with a secret or a certificate. MSAL keeps them until shortly before they expire.</summary>
public sealed class EntraBotTokens(IConfidentialClientApplication application, string scope) : IBotTokens
{
    /// <param name="http">Null = MSAL's own.</param>
    public static EntraBotTokens Create(BotOptions options, IMsalHttpClientFactory? http = null)
    {
        var cloud = Cloud.Of(options.Cloud);
        var builder = ConfidentialClientApplicationBuilder.Create(options.AppId)
            .WithAuthority(cloud.Login + (options.TenantId.Length > 0 ? options.TenantId : cloud.SharedTenant), validateAuthority: false)
            .WithInstanceDiscovery(false);
        builder = options.Credential == CredentialKind.Certificate
            ? builder.WithCertificate(X509CertificateLoader.LoadPkcs12FromFile(options.CertificatePath!, options.CertificatePassword), sendX5C: true)
            : builder.WithClientSecret(options.Secret);
        return new EntraBotTokens((http is null ? builder : builder.WithHttpClientFactory(http)).Build(), cloud.Scope);
    }

    public async Task<string?> GetAsync(CancellationToken cancellationToken) =>
        (await application.AcquireTokenForClient([scope]).ExecuteAsync(cancellationToken)).AccessToken;
}

/// <summary>Tokens from the machine's managed identity: nothing secret in any setting.</summary>
public sealed class ManagedIdentityBotTokens(IManagedIdentityApplication application, string scope) : IBotTokens
{
    /// <param name="http">Null = MSAL's own.</param>
    public static ManagedIdentityBotTokens Create(BotOptions options, IMsalHttpClientFactory? http = null)
    {
        var builder = ManagedIdentityApplicationBuilder.Create(ManagedIdentityId.WithUserAssignedClientId(options.AppId));
        return new ManagedIdentityBotTokens((http is null ? builder : builder.WithHttpClientFactory(http)).Build(), Cloud.Of(options.Cloud).Scope);
    }

    public async Task<string?> GetAsync(CancellationToken cancellationToken) =>
        (await application.AcquireTokenForManagedIdentity(scope).ExecuteAsync(cancellationToken)).AccessToken;
}

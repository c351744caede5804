using System.Security.Cryptography.X509Certificates;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Identity.Client;

namespace CcgBot.Bot.Tests.Authentication;

/// <summary>Each credential against a token server that checks it, over real connections and the real library.</summary>
public sealed class LocalEntraTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();
    private EntraServer _entra = null!;

    public async Task InitializeAsync() => _entra = await EntraServer.StartAsync();

    public async Task DisposeAsync()
    {
        await _entra.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task The_right_secret_buys_a_token_once()
    {
        var tokens = EntraBotTokens.Create(Options(CredentialKind.Secret, secret: EntraServer.Secret), _entra);
        (await tokens.GetAsync(default)).ShouldBe(EntraServer.Token);
        (await tokens.GetAsync(default)).ShouldBe(EntraServer.Token);
        _entra.Asked.ShouldBe([$"https://login.microsoftonline.com/{EntraServer.Tenant}/oauth2/v2.0/token"]);
    }

    [Fact]
    public async Task A_wrong_secret_buys_none() =>
        await Should.ThrowAsync<MsalServiceException>(() => EntraBotTokens.Create(Options(CredentialKind.Secret, secret: "another"), _entra).GetAsync(default));

    [Fact]
    public async Task The_registered_certificate_signs_an_assertion_that_the_server_can_check()
    {
        using var certificate = EntraServer.NewCertificate("bot");
        _entra.Registered = certificate;
        (await Certificate(certificate).GetAsync(default)).ShouldBe(EntraServer.Token);
    }

    [Fact]
    public async Task Another_certificate_buys_none()
    {
        using var registered = EntraServer.NewCertificate("bot");
        using var another = EntraServer.NewCertificate("bot");
        _entra.Registered = registered;
        await Should.ThrowAsync<MsalServiceException>(() => Certificate(another).GetAsync(default));
    }

    [Fact]
    public async Task A_managed_identity_gets_its_token_from_the_machine()
    {
        var tokens = ManagedIdentityBotTokens.Create(Options(CredentialKind.ManagedIdentity), _entra);
        (await tokens.GetAsync(default)).ShouldBe(EntraServer.Token);
        _entra.Asked.Last().ShouldBe("http://169.254.169.254/metadata/identity/oauth2/token");
    }

    [Fact]
    public async Task The_token_goes_with_the_answer()
    {
        using var certificate = EntraServer.NewCertificate("bot");
        _entra.Registered = certificate;
        await using var keys = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(
            keys.Settings, Conformance.ConformanceTests.Giving(TestArticles.Grounded()), configure: services => services.AddSingleton<IBotTokens>(Certificate(certificate)));
        await bot.PostAsync(TestActivities.Message(connector, "How many boards?"), keys.Token(connector.ServiceUrl));
        await connector.MessagesAsync(1);
        connector.Calls.ShouldAllBe(call => call.Authorization == $"Bearer {EntraServer.Token}");
    }

    private EntraBotTokens Certificate(X509Certificate2 certificate)
    {
        var path = Path.Combine(_folder.Path, $"{certificate.Thumbprint}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "pw"));
        return EntraBotTokens.Create(Options(CredentialKind.Certificate, certificate: path), _entra);
    }

    private static BotOptions Options(CredentialKind kind, string? secret = null, string? certificate = null) => new()
    {
        AppId = TokenServer.AppId,
        TenantId = EntraServer.Tenant,
        Credential = kind,
        Secret = secret,
        CertificatePath = certificate,
        CertificatePassword = "pw",
    };
}

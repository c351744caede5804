using System.Security.Cryptography.X509Certificates;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Identity.Client;

namespace CcgBot.Bot.Tests.Adapters;

/// <summary>Each credential against a token server that checks it, over real connections and Bot Builder's own classes, and where the token then goes.</summary>
public sealed class BotCredentialsTests : IAsyncLifetime
{
    private readonly TemporaryFolder _folder = new();

    // Of this test alone: the libraries keep tokens for the whole process.
    private readonly string _appId = Guid.NewGuid().ToString();
    private EntraServer _entra = null!;

    public async Task InitializeAsync()
    {
        _entra = await EntraServer.StartAsync();
        _entra.AppId = _appId;
    }

    public async Task DisposeAsync()
    {
        await _entra.DisposeAsync();
        _folder.Dispose();
    }

    [Theory]
    [InlineData(CloudName.Public, EntraServer.Tenant, "https://login.microsoftonline.com/" + EntraServer.Tenant + "/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(CloudName.Public, "", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(CloudName.UsGovernment, EntraServer.Tenant, "https://login.microsoftonline.us/" + EntraServer.Tenant + "/oauth2/v2.0/token", "https://api.botframework.us/.default")]
    [InlineData(CloudName.China, EntraServer.Tenant, "https://login.partner.microsoftonline.cn/" + EntraServer.Tenant + "/oauth2/v2.0/token", "https://api.botframework.azure.cn/.default")]
    public async Task The_right_secret_buys_a_token_once_at_the_tenant_of_the_cloud(CloudName cloud, string tenant, string address, string scope)
    {
        _entra.Scope = scope;
        var credentials = Credentials(new BotOptions { AppId = _appId, TenantId = tenant, Cloud = cloud, Credential = CredentialKind.Secret, Secret = EntraServer.Secret });
        (await AuthorizationAsync(credentials, cloud: cloud, tenant: tenant)).ShouldBe($"Bearer {EntraServer.Token}");
        (await AuthorizationAsync(credentials, cloud: cloud, tenant: tenant)).ShouldBe($"Bearer {EntraServer.Token}");
        _entra.Asked.ShouldBe([address]);
    }

    [Fact]
    public async Task A_wrong_secret_buys_none() => (await Should.ThrowAsync<Exception>(() =>
        AuthorizationAsync(Credentials(Options(CredentialKind.Secret, secret: "another"))))).GetBaseException().ShouldBeOfType<MsalServiceException>();

    [Fact]
    public async Task The_registered_certificate_signs_an_assertion_that_the_server_can_check()
    {
        using var certificate = EntraServer.NewCertificate("bot");
        _entra.Registered = certificate;
        (await AuthorizationAsync(Certificate(certificate))).ShouldBe($"Bearer {EntraServer.Token}");
    }

    [Fact]
    public async Task Another_certificate_buys_none()
    {
        using var registered = EntraServer.NewCertificate("bot");
        using var another = EntraServer.NewCertificate("bot");
        _entra.Registered = registered;
        (await Should.ThrowAsync<Exception>(() => AuthorizationAsync(Certificate(another)))).GetBaseException().ShouldBeOfType<MsalServiceException>();
    }

    [Fact]
    public async Task A_managed_identity_gets_its_token_from_the_machine()
    {
        (await AuthorizationAsync(Credentials(Options(CredentialKind.ManagedIdentity)))).ShouldBe($"Bearer {EntraServer.Token}");
        _entra.Asked.Last().ShouldBe("http://169.254.169.254/metadata/identity/oauth2/token");
    }

    [Theory]
    [InlineData("https://smba.example/v3", true)]
    [InlineData("http://127.0.0.1:9/v3", true)]
    [InlineData("http://smba.example/v3", false)]
    [InlineData("http://localhost.evil.example/v3", false)]
    public async Task The_bots_token_does_not_go_over_an_open_line(string address, bool goes) =>
        (await AuthorizationAsync(Credentials(Options(CredentialKind.Secret, secret: EntraServer.Secret)), address) is not null).ShouldBe(goes);

    [Fact]
    public async Task For_a_caller_that_named_no_bot_there_is_no_token() =>
        (await AuthorizationAsync(Credentials(Options(CredentialKind.Secret, secret: EntraServer.Secret)), appId: "")).ShouldBeNull();

    [Fact]
    public async Task The_token_goes_with_the_answer()
    {
        using var certificate = EntraServer.NewCertificate("bot");
        _entra.Registered = certificate;
        await using var keys = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(
            new(keys.Settings) { ["Bot:AppId"] = _appId },
            Conformance.ConformanceTests.Giving(TestArticles.Grounded()),
            configure: services => services.AddSingleton(Certificate(certificate)));
        await bot.PostAsync(TestActivities.Message(connector, "How many boards?"), keys.Token(connector.ServiceUrl, token => token.Audience = _appId));
        await connector.MessagesAsync(1);
        connector.Calls.ShouldAllBe(call => call.Authorization == $"Bearer {EntraServer.Token}");
    }

    [Fact]
    public async Task A_bot_that_gets_no_token_of_its_own_says_so_in_the_log_and_is_not_asked_again()
    {
        await using var keys = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(
            new(keys.Settings) { ["Bot:AppId"] = _appId },
            Conformance.ConformanceTests.Giving(TestArticles.Grounded()),
            configure: services => services.AddSingleton(Credentials(Options(CredentialKind.Secret, secret: "another"))));
        var posted = await bot.PostAsync(TestActivities.Message(connector, "How many boards?"), keys.Token(connector.ServiceUrl, token => token.Audience = _appId));
        posted.Status.ShouldBeInRange(200, 202);
        await FakeConnector.UntilAsync(() => bot.Log.Lines.Any(line => line.Contains("could not prove itself")), () => "the line in the log");
        connector.Calls.ShouldBeEmpty();
    }

    private BotCredentials Certificate(X509Certificate2 certificate)
    {
        var path = Path.Combine(_folder.Path, $"{certificate.Thumbprint}.pfx");
        File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "pw"));
        return Credentials(Options(CredentialKind.Certificate, certificate: path));
    }

    private BotCredentials Credentials(BotOptions options) => new(Microsoft.Extensions.Options.Options.Create(options), NullLoggerFactory.Instance, _entra.GetHttpClient());

    private async Task<string?> AuthorizationAsync(
        BotCredentials credentials, string address = "https://smba.example/v3", string? appId = null, CloudName cloud = CloudName.Public, string tenant = EntraServer.Tenant)
    {
        var made = await credentials.CreateCredentialsAsync(appId ?? _appId, Cloud.Of(cloud).Issuer, Cloud.Of(cloud).LoginFor(tenant), true, default);
        using var request = new HttpRequestMessage(HttpMethod.Post, address);
        await made.ProcessHttpRequestAsync(request, default);
        return request.Headers.Authorization?.ToString();
    }

    private BotOptions Options(CredentialKind kind, string? secret = null, string? certificate = null) => new()
    {
        AppId = _appId,
        TenantId = EntraServer.Tenant,
        Credential = kind,
        Secret = secret,
        CertificatePath = certificate,
        CertificatePassword = "pw",
    };
}

using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Identity.Client;

namespace CcgBot.Bot.Tests.Authentication;

/// <summary>What goes to Entra, through the real library with its network cut off.</summary>
public sealed class EntraBotTokensTests
{
    [Theory]
    [InlineData(CloudName.Public, "tenant", "https://login.microsoftonline.com/tenant/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(CloudName.Public, "", "https://login.microsoftonline.com/botframework.com/oauth2/v2.0/token", "https://api.botframework.com/.default")]
    [InlineData(CloudName.UsGovernment, "tenant", "https://login.microsoftonline.us/tenant/oauth2/v2.0/token", "https://api.botframework.us/.default")]
    [InlineData(CloudName.China, "tenant", "https://login.partner.microsoftonline.cn/tenant/oauth2/v2.0/token", "https://api.botframework.azure.cn/.default")]
    public async Task A_secret_is_traded_for_a_token_at_the_tenant_of_the_cloud(CloudName cloud, string tenant, string address, string scope)
    {
        var entra = new Entra();
        var tokens = EntraBotTokens.Create(
            new BotOptions { AppId = TokenServer.AppId, TenantId = tenant, Cloud = cloud, Credential = CredentialKind.Secret, Secret = "s3cret" }, entra);
        (await tokens.GetAsync(default)).ShouldBe("the-token");
        (await tokens.GetAsync(default)).ShouldBe("the-token");
        var (url, form) = entra.Requests.ShouldHaveSingleItem();
        url.ShouldBe(address);
        form.ShouldContain("grant_type=client_credentials");
        form.ShouldContain($"client_id={TokenServer.AppId}");
        form.ShouldContain("client_secret=s3cret");
        form.ShouldContain(Uri.EscapeDataString(scope));
    }

    [Fact]
    public async Task A_certificate_signs_an_assertion_instead()
    {
        using var folder = new TemporaryFolder();
        using var key = RSA.Create(2048);
        using var certificate = new CertificateRequest("CN=bot", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1)
            .CreateSelfSigned(TimeProvider.System.GetUtcNow().AddDays(-1), TimeProvider.System.GetUtcNow().AddDays(1));
        var path = Path.Combine(folder.Path, "bot.pfx");
        await File.WriteAllBytesAsync(path, certificate.Export(X509ContentType.Pkcs12, "pw"));
        var entra = new Entra();
        var tokens = EntraBotTokens.Create(
            new BotOptions { AppId = TokenServer.AppId, TenantId = "tenant", Credential = CredentialKind.Certificate, CertificatePath = path, CertificatePassword = "pw" }, entra);
        (await tokens.GetAsync(default)).ShouldBe("the-token");
        entra.Requests.Single().Form.ShouldContain("client_assertion=");
        entra.Requests.Single().Form.ShouldNotContain("client_secret");
    }

    [Fact]
    public async Task A_managed_identity_asks_the_machine()
    {
        var entra = new Entra();
        // An identity of this test's own: the library keeps tokens of managed identities for the whole process.
        var identity = Guid.NewGuid().ToString();
        var tokens = ManagedIdentityBotTokens.Create(new BotOptions { AppId = identity, Credential = CredentialKind.ManagedIdentity }, entra);
        (await tokens.GetAsync(default)).ShouldBe("the-token");
        var asked = Uri.UnescapeDataString(entra.Requests.Last().Url);
        asked.ShouldStartWith("http://169.254.169.254/metadata/identity/oauth2/token");
        asked.ShouldContain($"client_id={identity}");
        asked.ShouldContain("resource=https://api.botframework.com");
    }

    private sealed class Entra : HttpMessageHandler, IMsalHttpClientFactory
    {
        public List<(string Url, string Form)> Requests { get; } = [];

        public HttpClient GetHttpClient() => new(this, disposeHandler: false);

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Requests.Add((request.RequestUri!.AbsoluteUri, request.Content is null ? "" : await request.Content.ReadAsStringAsync(cancellationToken)));
            var expires = TimeProvider.System.GetUtcNow().AddHours(8).ToUnixTimeSeconds();
            return new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent(
                    $$"""{"token_type":"Bearer","expires_in":28800,"expires_on":"{{expires}}","resource":"https://api.botframework.com","access_token":"the-token"}""",
                    System.Text.Encoding.UTF8,
                    "application/json"),
                RequestMessage = request,
            };
        }
    }
}

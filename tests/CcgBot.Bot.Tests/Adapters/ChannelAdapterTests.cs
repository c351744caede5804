using System.Net;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Tests.Adapters;

/// <summary>Who is let in, beyond what the conformance list asks.</summary>
public sealed class ChannelAdapterTests
{
    private const string EmulatorIssuer = "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0";
    private const string Service = "https://smba.example/uk/";

    [Theory]
    [InlineData(true, "127.0.0.1", false, true)]
    [InlineData(true, "::1", false, true)]
    [InlineData(true, "::ffff:127.0.0.1", false, true)]
    [InlineData(false, "127.0.0.1", false, false)]
    [InlineData(true, "203.0.113.7", false, false)]
    [InlineData(true, "10.0.0.1", false, false)]
    [InlineData(true, "2001:db8::1", false, false)]
    [InlineData(true, "127.0.0.1", true, false)]
    [InlineData(true, null, false, false)]
    public async Task Anonymous_needs_the_switch_and_a_loopback_connection(bool allowed, string? remote, bool forwarded, bool letIn)
    {
        await using var bot = await BotHost.StartAsync(new() { ["Bot:AllowAnonymousDevelopment"] = allowed ? "true" : "false" });
        (await CallAsync(bot, null, Local, remote is null ? null : IPAddress.Parse(remote), forwarded)).ShouldBe(letIn);
    }

    [Fact]
    public async Task The_switch_does_not_let_a_wrong_token_in()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(new(tokens.Settings) { ["Bot:AllowAnonymousDevelopment"] = "true" });
        (await CallAsync(bot, "x.y.z", Local, IPAddress.Loopback)).ShouldBeFalse();
    }

    [Theory]
    [InlineData(CloudName.Public, "https://api.botframework.com")]
    [InlineData(CloudName.UsGovernment, "https://api.botframework.us")]
    [InlineData(CloudName.China, "https://api.botframework.azure.cn")]
    public async Task Each_cloud_takes_its_own_issuer_and_no_other(CloudName cloud, string issuer)
    {
        await using var tokens = await TokenServer.StartAsync();
        foreach (var name in Enum.GetValues<CloudName>())
        {
            await using var bot = await BotHost.StartAsync(new(tokens.Settings) { ["Bot:Cloud"] = name.ToString() });
            (await CallAsync(bot, tokens.Token(Service, token => token.Issuer = issuer), Teams(Service))).ShouldBe(name == cloud);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_Emulators_token_is_taken_by_setting_only(bool accepted)
    {
        await using var tokens = await TokenServer.StartAsync();
        tokens.Endorsements = null;
        await using var bot = await BotHost.StartAsync(new(tokens.Settings) { ["Bot:AcceptEmulatorTokens"] = accepted ? "true" : "false" });
        (await CallAsync(bot, EmulatorToken(tokens, "2.0", "azp", TokenServer.AppId), Emulator)).ShouldBe(accepted);
    }

    [Theory]
    [InlineData("1.0", "appid", TokenServer.AppId, TokenServer.AppId, true)]
    [InlineData("2.0", "azp", TokenServer.AppId, TokenServer.AppId, true)]
    [InlineData("2.0", "azp", "another-app", TokenServer.AppId, false)]
    [InlineData("1.0", "appid", "another-app", TokenServer.AppId, false)]
    [InlineData("2.0", "appid", TokenServer.AppId, TokenServer.AppId, false)]
    [InlineData("2.0", "azp", TokenServer.AppId, "https://api.botframework.com", false)]
    public async Task The_Emulators_token_has_to_be_the_bots_own_and_for_the_bot(string version, string claim, string application, string audience, bool letIn)
    {
        await using var tokens = await TokenServer.StartAsync();
        tokens.Endorsements = null;
        await using var bot = await BotHost.StartAsync(new(tokens.Settings) { ["Bot:AcceptEmulatorTokens"] = "true" });
        (await CallAsync(bot, EmulatorToken(tokens, version, claim, application, audience), Emulator)).ShouldBe(letIn);
    }

    [Theory]
    [InlineData(TokenServer.AppId)]
    [InlineData("api://" + TokenServer.AppId)]
    [InlineData("api://botid-" + TokenServer.AppId)]
    public async Task The_audience_may_have_each_of_its_forms(string audience)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        (await CallAsync(bot, tokens.Token(Service, token => token.Audience = audience), Teams(Service))).ShouldBeTrue();
    }

    [Fact]
    public async Task Without_an_app_id_no_token_is_right()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(new(tokens.Settings) { ["Bot:AppId"] = "" });
        (await CallAsync(bot, tokens.Token(Service, token => token.Audience = ""), Teams(Service))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_is_good_for_its_own_service_and_channel_only()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        var token = tokens.Token(Service);
        (await CallAsync(bot, token, Teams("https://SMBA.example/uk/"))).ShouldBeTrue();
        (await CallAsync(bot, token, Teams("https://smba.example/us/"))).ShouldBeFalse();
        (await CallAsync(bot, token, Teams("https://smba.example.evil.example/uk/"))).ShouldBeFalse();
        (await CallAsync(bot, token, Teams("ftp://smba.example/uk/"))).ShouldBeFalse();
        foreach (var channel in (string[])["slack", "AppService", "appservice", "unknown"])
        {
            (await CallAsync(bot, token, Teams(Service) with { ChannelId = channel })).ShouldBeFalse();
        }
    }

    /// <summary>The tricks of a token's header: the key is the metadata's, whatever the token says of keys of its own.</summary>
    [Theory]
    [InlineData("jku", "https://evil.example/keys")]
    [InlineData("x5u", "https://evil.example/certificate")]
    [InlineData("kid", "../../../../dev/null")]
    [InlineData("kid", "")]
    [InlineData("kid", "key-1' OR '1'='1")]
    public async Task A_key_that_the_token_itself_points_to_is_not_used(string header, string value)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        var own = TokenServer.NewKey(header == "kid" ? value : "key-1");
        var forged = tokens.Token(Service, token =>
        {
            token.SigningCredentials = new SigningCredentials(own, SecurityAlgorithms.RsaSha256);
            if (header != "kid")
            {
                token.AdditionalHeaderClaims = new Dictionary<string, object> { [header] = value };
            }
        });
        (await CallAsync(bot, forged, Teams(Service))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_key_sent_along_in_the_token_is_not_used()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        var own = TokenServer.NewKey("key-1");
        var forged = tokens.Token(Service, token =>
        {
            token.SigningCredentials = new SigningCredentials(own, SecurityAlgorithms.RsaSha256);
            var key = JsonWebKeyConverter.ConvertFromRSASecurityKey(new RsaSecurityKey(own.Rsa.ExportParameters(false)));
            token.AdditionalHeaderClaims = new Dictionary<string, object> { ["jwk"] = new Dictionary<string, string> { ["kty"] = key.Kty, ["n"] = key.N, ["e"] = key.E } };
        });
        (await CallAsync(bot, forged, Teams(Service))).ShouldBeFalse();
    }

    [Fact]
    public async Task The_public_key_as_a_shared_secret_is_refused()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        var known = System.Text.Encoding.UTF8.GetBytes(tokens.Key.Rsa.ExportSubjectPublicKeyInfoPem());
        var forged = tokens.Token(Service, token => token.SigningCredentials = new SigningCredentials(new SymmetricSecurityKey(known) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256));
        (await CallAsync(bot, forged, Teams(Service))).ShouldBeFalse();
    }

    [Fact]
    public async Task A_token_of_a_size_that_no_channel_sends_is_refused()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings);
        (await CallAsync(bot, tokens.Token(Service, token => token.Claims["extra"] = new string('x', 20_000)), Teams(Service))).ShouldBeFalse();
    }

    private static Activity Local => Teams("http://localhost:1234/");

    private static Activity Emulator => Teams("http://localhost:1234/") with { ChannelId = "emulator" };

    private static Activity Teams(string service) => new() { Type = "message", ChannelId = "msteams", ServiceUrl = service, Conversation = new ConversationAccount { Id = "a" } };

    private static async Task<bool> CallAsync(BotHost bot, string? token, Activity activity, IPAddress? remote = null, bool forwarded = false) =>
        await bot.Services.GetRequiredService<ChannelAdapter>().AuthenticateAsync(token is null ? null : $"Bearer {token}", activity.AsSchema(), remote, forwarded, default) is not null;

    private static string EmulatorToken(TokenServer tokens, string version, string claim, string application, string audience = TokenServer.AppId) => tokens.Token("", token =>
    {
        token.Issuer = EmulatorIssuer;
        token.Audience = audience;
        token.Claims = new Dictionary<string, object> { ["ver"] = version, [claim] = application };
    });
}

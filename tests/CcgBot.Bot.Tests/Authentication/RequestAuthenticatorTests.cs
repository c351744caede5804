using System.Net;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcgBot.Bot.Tests.Authentication;

public sealed class RequestAuthenticatorTests
{
    private const string EmulatorIssuer = "https://login.microsoftonline.com/f8cdef31-a31e-4b4a-93e4-5f571e91255a/v2.0";

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
        using var authenticator = Authenticator(new BotOptions { AllowAnonymousDevelopment = allowed });
        var caller = await authenticator.AuthenticateAsync(null, remote is null ? null : IPAddress.Parse(remote), forwarded, default);
        (caller is not null).ShouldBe(letIn);
    }

    [Fact]
    public async Task The_switch_does_not_let_a_wrong_token_in()
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens, options => options.AllowAnonymousDevelopment = true));
        (await authenticator.AuthenticateAsync("Bearer x.y.z", IPAddress.Loopback, false, default)).ShouldBeNull();
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
            using var authenticator = Authenticator(Options(tokens, options => options.Cloud = name));
            var caller = await CallAsync(authenticator, tokens.Token("https://smba.example/", token => token.Issuer = issuer));
            (caller is not null).ShouldBe(name == cloud);
        }
    }

    [Fact]
    public async Task The_Emulators_token_is_taken_by_setting_only()
    {
        await using var tokens = await TokenServer.StartAsync();
        foreach (var accepted in (bool[])[true, false])
        {
            using var authenticator = Authenticator(Options(tokens, options => options.AcceptEmulatorTokens = accepted));
            var caller = await CallAsync(authenticator, EmulatorToken(tokens, "2.0", "azp", TokenServer.AppId));
            (caller is not null).ShouldBe(accepted);
        }
    }

    [Theory]
    [InlineData("1.0", "appid", TokenServer.AppId, true)]
    [InlineData("2.0", "azp", TokenServer.AppId, true)]
    [InlineData("2.0", "azp", "another-app", false)]
    [InlineData("1.0", "appid", "another-app", false)]
    [InlineData("2.0", "appid", TokenServer.AppId, false)]
    public async Task The_Emulators_token_has_to_be_the_bots_own(string version, string claim, string application, bool letIn)
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens, options => options.AcceptEmulatorTokens = true));
        (await CallAsync(authenticator, EmulatorToken(tokens, version, claim, application)) is not null).ShouldBe(letIn);
    }

    [Theory]
    [InlineData(TokenServer.AppId)]
    [InlineData("api://" + TokenServer.AppId)]
    [InlineData("api://botid-" + TokenServer.AppId)]
    public async Task The_audience_may_have_each_of_its_forms(string audience)
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens));
        (await CallAsync(authenticator, tokens.Token("https://smba.example/", token => token.Audience = audience))).ShouldNotBeNull();
    }

    [Fact]
    public async Task Without_an_app_id_no_token_is_right()
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens, options => options.AppId = ""));
        (await CallAsync(authenticator, tokens.Token("https://smba.example/", token => token.Audience = ""))).ShouldBeNull();
    }

    [Fact]
    public async Task A_caller_vouches_for_its_own_service_and_channel_only()
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens));
        var caller = (await CallAsync(authenticator, tokens.Token("https://smba.example/uk/")))!;
        var activity = new Activity { ServiceUrl = "https://SMBA.example/uk/", ChannelId = "msteams" };
        caller.Vouch(activity)!.MayCarryToken.ShouldBeTrue();
        caller.Vouch(activity with { ServiceUrl = "https://smba.example/us/" }).ShouldBeNull();
        caller.Vouch(activity with { ServiceUrl = "https://smba.example.evil.example/uk/" }).ShouldBeNull();
        caller.Vouch(activity with { ServiceUrl = null }).ShouldBeNull();
        caller.Vouch(activity with { ChannelId = "slack" }).ShouldBeNull();
        caller.Vouch(activity with { ChannelId = null }).ShouldBeNull();
    }

    [Fact]
    public async Task The_bots_token_does_not_go_over_an_open_line()
    {
        await using var tokens = await TokenServer.StartAsync();
        using var authenticator = Authenticator(Options(tokens));
        var caller = (await CallAsync(authenticator, tokens.Token("http://smba.example/")))!;
        caller.Vouch(new Activity { ServiceUrl = "http://smba.example/", ChannelId = "msteams" })!.MayCarryToken.ShouldBeFalse();
    }

    private static Task<Caller?> CallAsync(RequestAuthenticator authenticator, string token) =>
        authenticator.AuthenticateAsync($"Bearer {token}", IPAddress.Parse("203.0.113.7"), false, default);

    private static string EmulatorToken(TokenServer tokens, string version, string claim, string application) => tokens.Token("", token =>
    {
        token.Issuer = EmulatorIssuer;
        token.Claims = new Dictionary<string, object> { ["ver"] = version, [claim] = application };
    });

    private static BotOptions Options(TokenServer tokens, Action<BotOptions>? change = null)
    {
        var options = new BotOptions { AppId = TokenServer.AppId, OpenIdMetadata = tokens.Metadata, EmulatorOpenIdMetadata = tokens.Metadata };
        change?.Invoke(options);
        return options;
    }

    private static RequestAuthenticator Authenticator(BotOptions options) =>
        new(Microsoft.Extensions.Options.Options.Create(options), new HttpClient(), TimeProvider.System, NullLogger<RequestAuthenticator>.Instance);
}

using System.Security.Cryptography;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Tests.Conformance;

/// <summary>One test for each check of a token: each fails when its check is taken out.</summary>
public sealed class AuthenticationTests : ConformanceTests
{
    [Fact]
    public async Task A_right_token_is_let_in() => (await PostAsync()).Status.ShouldBeInRange(200, 202);

    [Fact]
    public async Task No_token_is_refused() => (await PostAsync(token: (_, _) => null)).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_wrong_issuer_is_refused() => (await PostAsync(token => token.Issuer = "https://api.botframework.example")).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_wrong_audience_is_refused() => (await PostAsync(token => token.Audience = "another-bot")).Refused.ShouldBeTrue();

    [Fact]
    public async Task An_expired_token_is_refused() => (await PostAsync(token => token.Expires = Now.AddMinutes(-6))).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_token_expired_within_the_skew_is_let_in() => (await PostAsync(token =>
    {
        token.NotBefore = Now.AddHours(-1);
        token.Expires = Now.AddMinutes(-4);
    })).Status.ShouldBeInRange(200, 202);

    [Fact]
    public async Task A_token_not_yet_valid_is_refused() => (await PostAsync(token => token.NotBefore = Now.AddMinutes(6))).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_token_without_an_end_is_refused() => (await PostAsync(token => token.Expires = null)).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_wrong_serviceurl_is_refused() =>
        (await PostAsync(token => token.Claims["serviceurl"] = "https://elsewhere.example/")).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_missing_serviceurl_is_refused() => (await PostAsync(token => token.Claims = new Dictionary<string, object>())).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_key_that_does_not_endorse_the_channel_is_refused() =>
        (await PostAsync(prepare: tokens => tokens.Endorsements = ["slack"])).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_key_that_endorses_nothing_is_refused() => (await PostAsync(prepare: tokens => tokens.Endorsements = null)).Refused.ShouldBeTrue();

    [Fact]
    public async Task Another_key_under_the_same_id_is_refused() => (await PostAsync(token =>
        token.SigningCredentials = new SigningCredentials(TokenServer.NewKey("key-1"), SecurityAlgorithms.RsaSha256))).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_token_signed_with_a_shared_secret_is_refused() => (await PostAsync(token =>
        token.SigningCredentials = new SigningCredentials(
            new SymmetricSecurityKey(RandomNumberGenerator.GetBytes(64)) { KeyId = "key-1" }, SecurityAlgorithms.HmacSha256))).Refused.ShouldBeTrue();

    [Fact]
    public async Task An_algorithm_that_is_not_allowed_is_refused() => (await PostAsync(
        (token, tokens) => token.SigningCredentials = new SigningCredentials(tokens.Key, SecurityAlgorithms.RsaSsaPssSha256))).Refused.ShouldBeTrue();

    [Fact]
    public async Task An_unsigned_token_is_refused() => (await PostAsync(token => token.SigningCredentials = null)).Refused.ShouldBeTrue();

    [Fact]
    public async Task A_token_changed_on_its_way_is_refused() => (await PostAsync(token: (tokens, url) =>
    {
        var parts = tokens.Token(url).Split('.');
        var other = tokens.Token(url, token => token.Claims["extra"] = "1").Split('.');
        return $"{parts[0]}.{other[1]}.{parts[2]}";
    })).Refused.ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("x")]
    [InlineData("a.b.c")]
    [InlineData("....")]
    public async Task What_is_no_token_is_refused(string text) => (await PostAsync(token: (_, _) => text)).Refused.ShouldBeTrue();

    [Theory]
    [InlineData("Basic")]
    [InlineData("bearerx")]
    public async Task Another_scheme_is_refused(string scheme)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await GuardedAsync(tokens);
        var posted = await bot.PostAsync(
            WireJson.Write(TestActivities.Message(connector, "How many?")),
            change: request => request.Headers.TryAddWithoutValidation("Authorization", $"{scheme} {tokens.Token(connector.ServiceUrl)}"));
        posted.Refused.ShouldBeTrue();
    }

    [Fact]
    public async Task A_refusal_says_nothing_of_why()
    {
        var wrongIssuer = await PostAsync(token => token.Issuer = "https://api.botframework.example");
        var expired = await PostAsync(token => token.Expires = Now.AddMinutes(-6));
        wrongIssuer.ShouldBe(expired);
    }

    [Fact]
    public async Task An_unknown_key_is_looked_for_once_and_not_again_for_each_token()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await GuardedAsync(tokens);
        for (var i = 0; i < 5; i++)
        {
            var made = tokens.Token(connector.ServiceUrl, token => token.SigningCredentials = new SigningCredentials(TokenServer.NewKey($"made-up-{i}"), SecurityAlgorithms.RsaSha256));
            (await bot.PostAsync(TestActivities.Message(connector, "How many?"), made)).Refused.ShouldBeTrue();
        }

        tokens.KeyFetches.ShouldBeLessThanOrEqualTo(2);
        (await bot.PostAsync(TestActivities.Message(connector, "How many?"), tokens.Token(connector.ServiceUrl))).Status.ShouldBeInRange(200, 202);
    }

    [Fact]
    public async Task A_refused_call_sends_nothing_anywhere()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await GuardedAsync(tokens);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"), tokens.Token("https://elsewhere.example/"));
        await bot.PostAsync(TestActivities.Message(connector, "How many?"), tokens.Token(connector.ServiceUrl));
        (await connector.MessagesAsync(1)).Count.ShouldBe(1);
    }

    [Fact]
    public async Task Anonymous_is_refused_without_the_development_switch()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(new Dictionary<string, string?>(), Giving(TestArticles.Grounded()));
        (await bot.PostAsync(TestActivities.Message(connector, "How many?"))).Refused.ShouldBeTrue();
    }

    [Theory]
    [InlineData("X-Forwarded-For")]
    [InlineData("Forwarded")]
    public async Task Anonymous_through_a_proxy_is_refused_with_the_switch_on(string header)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var posted = await bot.PostAsync(
            WireJson.Write(TestActivities.Message(connector, "How many?")), change: request => request.Headers.TryAddWithoutValidation(header, "for=203.0.113.7"));
        posted.Refused.ShouldBeTrue();
    }

    [Fact]
    public async Task Anonymous_gets_no_reply_sent_off_this_machine()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        (await bot.PostAsync(TestActivities.Message(connector, "How many?") with { ServiceUrl = "https://elsewhere.example/" })).Refused.ShouldBeTrue();
    }

    private static DateTime Now => TimeProvider.System.GetUtcNow().UtcDateTime;

    private Task<Posted> PostAsync(Action<SecurityTokenDescriptor>? change = null, Action<TokenServer>? prepare = null, Func<TokenServer, string, string?>? token = null) =>
        PostAsync((descriptor, _) => change?.Invoke(descriptor), prepare, token);

    private async Task<Posted> PostAsync(
        Action<SecurityTokenDescriptor, TokenServer> change, Action<TokenServer>? prepare = null, Func<TokenServer, string, string?>? token = null)
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        prepare?.Invoke(tokens);
        await using var bot = await GuardedAsync(tokens);
        var sent = token is null ? tokens.Token(connector.ServiceUrl, descriptor => change(descriptor, tokens)) : token(tokens, connector.ServiceUrl);
        return await bot.PostAsync(TestActivities.Message(connector, "How many?"), sent);
    }
}

using System.Text.Json;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.IdentityModel.Tokens;

namespace CcgBot.Bot.Tests.Clients;

/// <summary>Our decision on a token beside that of the Bot Framework SDK for JavaScript (npm <c>botframework-connector</c>), over the same keys.</summary>
public sealed class SdkTokenTests
{
    [NpmFact("botframework-connector")]
    public async Task We_and_the_SDK_decide_alike_on_every_token()
    {
        await using var tokens = await TokenServer.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await BotHost.StartAsync(tokens.Settings, Conformance.ConformanceTests.Giving(TestArticles.Grounded()));
        var now = TimeProvider.System.GetUtcNow().UtcDateTime;
        (string Name, Action<SecurityTokenDescriptor> Change)[] cases =
        [
            ("right", _ => { }),
            ("expired 4 minutes ago", token => (token.NotBefore, token.Expires) = (now.AddHours(-1), now.AddMinutes(-4))),
            ("expired 6 minutes ago", token => (token.NotBefore, token.Expires) = (now.AddHours(-1), now.AddMinutes(-6))),
            ("valid in 6 minutes", token => token.NotBefore = now.AddMinutes(6)),
            ("wrong audience", token => token.Audience = "another"),
            ("wrong issuer", token => token.Issuer = "https://issuer.example"),
            ("no serviceurl", token => token.Claims = new Dictionary<string, object>()),
            ("wrong serviceurl", token => token.Claims["serviceurl"] = "https://elsewhere.example/"),
            ("unknown key", token => token.SigningCredentials = new SigningCredentials(TokenServer.NewKey("key-9"), SecurityAlgorithms.RsaSha256)),
            ("wrong signature", token => token.SigningCredentials = new SigningCredentials(TokenServer.NewKey("key-1"), SecurityAlgorithms.RsaSha256)),
            ("unsigned", token => token.SigningCredentials = null),
        ];
        var activity = TestActivities.Message(connector, "help");
        var sent = cases.Select((each, i) => (each.Name, Token: tokens.Token(connector.ServiceUrl, each.Change), Activity: activity with { Id = $"sdk-{i}" })).ToList();

        var ours = new List<(string, bool)>();
        foreach (var (name, token, each) in sent)
        {
            ours.Add((name, !(await bot.PostAsync(each, token)).Refused));
        }

        var input = WireJson.Write(new
        {
            metadata = tokens.Metadata,
            appId = TokenServer.AppId,
            cases = sent.Select(each => new { authorization = $"Bearer {each.Token}", activity = each.Activity }),
        });
        var verdicts = JsonSerializer.Deserialize<bool[]>(await NodeScript.RunAsync("sdk-token.js", input))!;

        ours.ShouldBe(sent.Select((each, i) => (each.Name, verdicts[i])));
        verdicts.Count(verdict => verdict).ShouldBe(2);
    }
}

using System.Text;
using System.Text.Json.Nodes;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Endpoints;

/// <summary>Activities bent out of shape, the same every time: whatever comes, the bot says 2xx or 4xx and lives on.</summary>
public sealed class FuzzTests
{
    private const int Count = 10_000;
    private const int Seed = 20261123;

    private static readonly string[] Odd =
    [
        "null", "true", "0", "-1", "1e400", "\"\"", "\" \"", "[]", "{}", "[null]", "[[[]]]", "{\"type\":1}", "\"\\u0000\"", "\"\\ud800\"", "\"\\u202Eabc\"", "\"<at>\"",
        "\"<at><at></at>\"", "\"..\"", "\"/../x\"", "\"\\\\\"", "\"' OR 1=1 --\"", "\"😀😀\"", "\"personal\"", "\"expectReplies\"", "99999999999999999999", "\"feedback\"", "\"https://127.0.0.1:1/\"",
    ];

    [Fact]
    public async Task Ten_thousand_mutated_activities_get_no_5xx_and_no_crash()
    {
        await using var connector = await FakeConnector.StartAsync();
        var settings = new Dictionary<string, string?>(BotHost.Anonymous) { ["Bot:MessageTimeout"] = "00:00:00.5" };
        await using var bot = await BotHost.StartAsync(settings, Conformance.ConformanceTests.Giving(TestArticles.Grounded()));
        var failures = new List<string>();
        await Parallel.ForEachAsync(Mutated(connector), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (body, _) =>
        {
            var posted = await bot.PostAsync(body);

            // 501 is the protocol's word for an invoke that nobody knows.
            if (posted.Status >= 500 && posted.Status != 501)
            {
                lock (failures)
                {
                    failures.Add($"{posted.Status} for {body[..Math.Min(body.Length, 600)]}");
                }
            }
        });

        failures.ShouldBeEmpty();
        (await bot.PostAsync(TestActivities.Message(connector, "Still there?", "a:after"))).Status.ShouldBeInRange(200, 202);
        await FakeConnector.UntilAsync(() => connector.Messages.Any(message => message.Conversation?.Id == "a:after"), () => "the answer after it all");
    }

    private static IEnumerable<string> Mutated(FakeConnector connector)
    {
        var random = new Random(Seed);
        var bases = Bases(connector).Select(activity => WireJson.Write(activity)).ToArray();
        for (var i = 0; i < Count; i++)
        {
            var body = bases[random.Next(bases.Length)].Replace("\"id\":\"m", $"\"id\":\"z{i}m", StringComparison.Ordinal);
            yield return i % 4 == 0 ? Scramble(body, random) : Bend(body, random);
        }
    }

    /// <summary>Still JSON: values replaced, removed, repeated, nested.</summary>
    private static string Bend(string body, Random random)
    {
        var root = JsonNode.Parse(body)!.AsObject();
        var tokens = new Dictionary<string, string>();
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var parents = Objects(root).ToList();
            var parent = parents[random.Next(parents.Count)];
            if (parent.Count == 0)
            {
                continue;
            }

            var name = parent.ElementAt(random.Next(parent.Count)).Key;
            switch (random.Next(5))
            {
                case 0:
                    parent.Remove(name);
                    break;
                case 1:
                    parent[name] = new JsonObject { ["a"] = parent[name]?.DeepClone() };
                    break;
                case 2:
                    parent[name] = new JsonArray(parent[name]?.DeepClone(), parent[name]?.DeepClone());
                    break;
                default:
                    // Put in as text at the end: not every odd value is one that JsonNode would write.
                    var mark = $"@@{tokens.Count}@@";
                    tokens[$"\"{mark}\""] = random.Next(40) == 0 ? $"\"{new string('x', 100_000)}\"" : Odd[random.Next(Odd.Length)];
                    parent[name] = mark;
                    break;
            }
        }

        var text = new StringBuilder(root.ToJsonString());
        foreach (var (mark, value) in tokens)
        {
            text.Replace(mark, value);
        }

        return text.ToString();
    }

    /// <summary>JSON no longer, mostly: characters changed, cut and doubled.</summary>
    private static string Scramble(string body, Random random)
    {
        var text = new StringBuilder(body);
        for (var times = random.Next(1, 6); times > 0 && text.Length > 2; times--)
        {
            var at = random.Next(text.Length - 1);
            switch (random.Next(3))
            {
                case 0:
                    text[at] = (char)random.Next(32, 127);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 20), text.Length - at));
                    break;
                default:
                    text.Insert(at, body.AsSpan(random.Next(body.Length / 2), random.Next(1, 40)));
                    break;
            }
        }

        return text.ToString();
    }

    private static IEnumerable<JsonObject> Objects(JsonNode? node) => node switch
    {
        JsonObject item => [item, .. item.SelectMany(property => Objects(property.Value))],
        JsonArray list => list.SelectMany(Objects),
        _ => [],
    };

    private static IEnumerable<Activity> Bases(FakeConnector connector)
    {
        var id = TestArticles.Boards.Paragraph(2).Id.ToString();
        var show = new { verb = CardActions.ShowParagraph, paragraphs = new[] { id }, shown = 0 };
        yield return TestActivities.Message(connector, "How many boards were visited?");
        yield return TestActivities.Message(connector, "<at>CcgBot</at> How many?").InGroup() with
        {
            Entities = [WireJson.Element(new { type = "mention", text = "<at>CcgBot</at>", mentioned = new { id = "28:bot", name = "CcgBot" } })],
        };
        yield return TestActivities.Message(connector, null) with { Attachments = [new Attachment { ContentType = "image/png", ContentUrl = "https://x.example/a.png" }] };
        yield return TestActivities.Message(connector, null) with { Value = WireJson.Element(show) };
        yield return TestActivities.Message(connector, "How many?") with { Type = "messageUpdate" };
        yield return TestActivities.Message(connector, "How many?") with { DeliveryMode = "expectReplies" };
        yield return TestActivities.Message(connector, null) with { Type = "conversationUpdate", MembersAdded = [new ChannelAccount { Id = "28:bot" }] };
        yield return TestActivities.Message(connector, null) with { Type = "installationUpdate", Action = "add" };
        yield return TestActivities.Message(connector, null) with { Type = "messageReaction" };
        yield return TestActivities.Message(connector, null) with { Type = "endOfConversation", Code = "completedSuccessfully" };
        yield return TestActivities.Message(connector, null) with { Type = "event", Name = "webchat:activity-status/feedback", Entities = [WireJson.Element(new Dictionary<string, string> { ["@type"] = "LikeAction" })] };
        yield return TestActivities.Invoke(connector, "message/submitAction", new { actionName = "feedback", actionValue = new { reaction = "like", feedback = "{\"feedbackText\":\"clear\"}" } });
        yield return TestActivities.Invoke(connector, "adaptiveCard/action", new { action = new { type = "Action.Execute", verb = CardActions.ShowParagraph, data = show }, trigger = "manual" });
        yield return TestActivities.Invoke(connector, "suggestedAction/submit", new { text = "How many?" });
    }
}

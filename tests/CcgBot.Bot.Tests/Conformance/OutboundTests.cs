using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

public abstract partial class OutboundTests : ConformanceTests
{
    [Fact]
    public async Task Citations_keep_to_every_limit_of_Teams()
    {
        var title = string.Concat(Enumerable.Repeat("A very long title about commissioning ", 8));
        var article = TestArticles.Of("long", title, new DateOnly(2013, 4, 1), [.. Enumerable.Range(1, 30).Select(i => $"Sentence {i} says " + string.Concat(Enumerable.Repeat($"many words {i} ", 30)))]);
        var citations = article.Paragraphs.Select((_, i) => article.Paragraph(i + 1).Cite(i + 1)).ToList();
        var answer = new Answer.Grounded([.. citations.Select(citation => new Claim($"Claim {citation.Number}.", [citation.Number]))], citations) { Question = "q", Standalone = "q" };
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(answer);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1))[0];

        reply.Entities!.Count(entity => entity.Property("type").Text() == "https://schema.org/Message").ShouldBe(1);
        var claims = MessageEntity(reply).Property("citation")!.Value.EnumerateArray().ToList();
        claims.Count.ShouldBe(20);
        claims.Select(claim => claim.Property("position")!.Value.GetInt32()).ShouldBe(Enumerable.Range(1, 20));
        Marks(reply.Text!).ShouldBe(Enumerable.Range(1, 20), ignoreOrder: true);
        foreach (var appearance in claims.Select(claim => claim.Property("appearance")))
        {
            appearance.Property("name").Text()!.Length.ShouldBeLessThanOrEqualTo(80);
            appearance.Property("name").Text()!.ShouldContain(", paragraph ");
            appearance.Property("abstract").Text()!.Length.ShouldBeLessThanOrEqualTo(160);
            appearance.Property("url").Text()!.ShouldStartWith("https://bot.example/articles/long");
            var keywords = appearance.Property("keywords")!.Value.EnumerateArray().Select(word => word.GetString()!).ToList();
            keywords.Count.ShouldBeLessThanOrEqualTo(3);
            keywords.ShouldAllBe(word => word.Length <= 28);
        }

        reply.Text!.ShouldContain("Further sources:");
        reply.Text!.ShouldContain("paragraph 30");
    }

    [Fact]
    public async Task A_source_cited_twice_is_one_citation()
    {
        var answer = new Answer.Grounded(
            [new Claim("Eight boards were visited.", [1]), new Claim("Most were chaired by an elected member.", [1, 1])], [TestArticles.Boards.Paragraph(2).Cite(1)])
        {
            Question = "q",
            Standalone = "q",
        };
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(answer);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        MessageEntity((await connector.MessagesAsync(1))[0]).Property("citation")!.Value.GetArrayLength().ShouldBe(1);
    }

    [Fact]
    public async Task An_answer_is_labelled_as_generated_and_asks_for_feedback()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1))[0];
        MessageEntity(reply).Property("additionalType")!.Value.EnumerateArray().Select(item => item.GetString()).ShouldContain("AIGeneratedContent");
        reply.ChannelData.Property("feedbackLoop").Property("type").Text().ShouldBe("default");
        reply.ChannelData.Property("feedbackLoopEnabled").ShouldBeNull();
    }

    [Fact]
    public async Task A_sensitivity_label_stands_on_the_message_and_each_citation()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(more: new() { ["Bot:SensitivityLabel:Name"] = "Confidential", ["Bot:SensitivityLabel:Description"] = "Only for staff" });
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var entity = MessageEntity((await connector.MessagesAsync(1))[0]);
        entity.Property("usageInfo").Property("name").Text().ShouldBe("Confidential");
        foreach (var claim in entity.Property("citation")!.Value.EnumerateArray())
        {
            claim.Property("appearance").Property("usageInfo").Property("@id").Text().ShouldBe(entity.Property("usageInfo").Property("@id").Text());
        }
    }

    [Fact]
    public async Task A_message_fits_40_KB_in_UTF_16()
    {
        var article = TestArticles.Of("huge", "Huge", null, string.Concat(Enumerable.Repeat("word <b>& \"quoted\" ", 6_000)));
        var text = article.Paragraph(1).Text;
        var answer = new Answer.Grounded([new Claim(text, [1])], [article.Paragraph(1).Cite(1)]) { Question = "q", Standalone = "q" };
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(answer);
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await connector.MessagesAsync(1);
        var body = connector.Calls[0].Body;
        (body.Length * 2).ShouldBeLessThanOrEqualTo(TeamsLimits.MessageBytes + 2_000);
        connector.Messages[0].Text!.ShouldContain("cut here");
        connector.Messages[0].Text!.Length.ShouldBeGreaterThan(5_000);
        Marks(connector.Messages[0].Text!).Count.ShouldBe(MessageEntity(connector.Messages[0]).Property("citation")?.GetArrayLength() ?? 0);
    }

    [Fact]
    public async Task An_abstention_shows_the_nearest_paragraphs_as_citations()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(TestArticles.Abstention());
        await bot.PostAsync(TestActivities.Message(connector, "What is the capital of France?"));
        var reply = (await connector.MessagesAsync(1))[0];
        reply.Text!.ShouldStartWith("The articles don't answer this.");
        reply.Text!.ShouldContain("The visits will be repeated in two years.");
        Marks(reply.Text!).ShouldBe([1, 2]);
        MessageEntity(reply).Property("citation")!.Value.GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task A_clarification_offers_its_readings_as_suggested_actions()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(TestArticles.Clarification());
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1))[0];
        reply.Attachments.ShouldBeNull();
        reply.SuggestedActions!.Actions!.Select(action => (action.Type, action.Title)).ShouldBe([("imBack", "Boards"), ("imBack", "Groups")]);
    }

    [Fact]
    public async Task Follow_ups_are_in_the_card_and_not_beside_it()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1))[0];
        reply.SuggestedActions.ShouldBeNull();
        reply.Attachments!.Single()!.ContentType.ShouldBe("application/vnd.microsoft.card.adaptive");
        connector.Calls[0].Body.ShouldContain("When will the visits be repeated?");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(504)]
    public async Task A_refusal_that_passes_is_tried_again(int status)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call <= 2 ? new Refusal(status, RetryAfter: status == 429 ? "0" : null) : null;
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        (await connector.MessagesAsync(3)).Select(message => message.Text).Distinct().Count().ShouldBe(1);
    }

    [Theory]
    [InlineData(400)]
    [InlineData(403)]
    [InlineData(404)]
    [InlineData(413)]
    [InlineData(500)]
    public async Task A_refusal_for_good_is_not_tried_again_and_not_delivered_again(int status)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call == 1 ? new Refusal(status) : null;
        await using var bot = await OpenAsync();
        var question = TestActivities.Message(connector, "How many?");
        (await bot.PostAsync(question)).Status.ShouldBeInRange(200, 202);
        (await bot.PostAsync(question)).Status.ShouldBeInRange(200, 202);
        await bot.PostAsync(TestActivities.Message(connector, "And now?"));
        (await connector.MessagesAsync(2)).Count(message => message.ReplyToId == question.Id).ShouldBe(1);
    }

    internal static IReadOnlyList<int> Marks(string text) =>
        [.. Mark().Matches(text).Select(match => int.Parse(match.Groups[1].Value, System.Globalization.CultureInfo.InvariantCulture)).Distinct()];

    [GeneratedRegex(@"(?<!\\)\[(\d+)\]")]
    private static partial Regex Mark();
}

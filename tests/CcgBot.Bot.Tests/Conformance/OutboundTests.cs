using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.Conformance;

public sealed partial class OutboundTests : ConformanceTests
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

    [Theory]
    [InlineData(Composer.Model, true)]
    [InlineData(Composer.Extractive, false)]
    public async Task An_answer_asks_for_feedback_and_is_labelled_as_generated_where_a_model_composed_it(Composer composer, bool labelled)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync(TestArticles.Grounded() with { Composer = composer });
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1))[0];
        var types = MessageEntity(reply).Property("additionalType")?.EnumerateArray().Select(item => item.GetString()) ?? [];
        types.Contains("AIGeneratedContent").ShouldBe(labelled);
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
    public async Task An_answer_is_one_message_without_a_card_that_would_get_thumbs_of_its_own()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        var reply = (await connector.MessagesAsync(1)).ShouldHaveSingleItem();
        reply.Attachments.ShouldBeNull();
        // Suggested actions beside it would cost the formatting and the citations in some clients.
        reply.SuggestedActions.ShouldBeNull();
        reply.Text!.ShouldEndWith("Ask next: “When will the visits be repeated?” · “Who chaired the boards?” · “Show the paragraph”");

        await bot.PostAsync(TestActivities.Message(connector, "Show the paragraph"));
        var shown = (await connector.MessagesAsync(2))[1];
        shown.Attachments!.Single()!.ContentType.ShouldBe("application/vnd.microsoft.card.adaptive");
        shown.ChannelData.Property("feedbackLoop").ShouldBeNull();
        connector.Calls[1].Body.ShouldContain("Show paragraph [2]");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(412)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    public async Task A_refusal_that_passes_is_tried_again(int status)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call <= 2 ? new Refusal(status, RetryAfter: status is 429 or 503 ? "0" : null) : null;
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

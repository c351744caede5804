using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Tests.Infrastructure;
using CcgBot.Evidence;

namespace CcgBot.Bot.Tests.Conformance;

public sealed class InvokeTests : ConformanceTests
{
    public static TheoryData<string, object> FeedbackForms => new()
    {
        { "JSON string", "{\"feedbackText\":\"clear\"}" },
        { "object", new { feedbackText = "clear" } },
        { "plain string", "clear" },
    };

    [Theory]
    [MemberData(nameof(FeedbackForms))]
    public async Task Feedback_is_stored_with_its_answer_and_answered_with_an_empty_object(string form, object feedback)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await connector.MessagesAsync(1);
        var invoke = TestActivities.Invoke(connector, "message/submitAction", new { actionName = "feedback", actionValue = new { reaction = "like", feedback } });

        // The Playground sends the plain string, and does not say which message it is about.
        var posted = await bot.PostAsync(form == "plain string" ? invoke : invoke with { ReplyToId = "reply-1" });

        posted.Status.ShouldBe(200);
        posted.Body.ShouldBe("{}");
        var stored = bot.Engine.Feedback.Of(TestArticles.Grounded().EvidenceId).Single();
        stored.Reaction.ShouldBe(Reaction.Like);
        stored.Text.ShouldBe("clear");
    }

    [Fact]
    public async Task A_thumb_down_without_words_is_stored()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await connector.MessagesAsync(1);
        await bot.PostAsync(TestActivities.Invoke(
            connector, "message/submitAction", new { actionName = "feedback", actionValue = new { reaction = "dislike", feedback = "{\"feedbackText\":\"\"}" } }) with
        {
            ReplyToId = "reply-1",
        });
        var stored = bot.Engine.Feedback.Of(TestArticles.Grounded().EvidenceId).Single();
        stored.Reaction.ShouldBe(Reaction.Dislike);
        stored.Text.ShouldBeNull();
    }

    [Fact]
    public async Task Show_paragraph_answers_with_a_card_of_the_paragraph_and_its_neighbours_again_and_again()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        await bot.PostAsync(TestActivities.Message(connector, "How many?"));
        await bot.PostAsync(TestActivities.Message(connector, "Show the paragraph"));
        var card = (await connector.MessagesAsync(2))[1].Attachments!.Single()!.Content;
        for (var click = 1; click <= 3; click++)
        {
            var action = Execute(card!.Value);
            var posted = await bot.PostAsync(TestActivities.Invoke(connector, "adaptiveCard/action", new { action, trigger = "manual" }));
            posted.Status.ShouldBe(200);
            posted.Json.Property("statusCode")!.Value.GetInt32().ShouldBe(200);
            posted.Json.Property("type").Text().ShouldBe("application/vnd.microsoft.card.adaptive");
            card = posted.Json.Property("value");
            var text = card.ToString()!;
            text.ShouldContain("Eight boards were visited");
            text.ShouldContain("Boards were set up in every upper");
            text.ShouldContain("The visits will be repeated");
            text.ShouldContain("16 November 2012");
        }
    }

    [Fact]
    public async Task A_client_without_Execute_gets_the_paragraph_as_a_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var id = TestArticles.Boards.Paragraph(2).Id.ToString();
        await bot.PostAsync(TestActivities.Message(connector, null) with { Value = WireJson.Element(new { verb = CardActions.ShowParagraph, paragraphs = new[] { id }, shown = 0 }) });
        (await connector.MessagesAsync(1))[0].Attachments!.Single()!.Content.ToString()!.ShouldContain("Eight boards were visited");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("{\"verb\":\"showParagraph\"}")]
    [InlineData("{\"verb\":\"showParagraph\",\"paragraphs\":[\"boards#p1@0000000000000000\"],\"shown\":0}")]
    [InlineData("{\"verb\":\"showParagraph\",\"paragraphs\":[\"x\"],\"shown\":5}")]
    [InlineData("{\"verb\":\"showParagraph\",\"paragraphs\":7,\"shown\":\"a\"}")]
    public async Task A_card_action_that_cannot_be_done_answers_with_an_error_of_the_card(string data)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var action = new { type = "Action.Execute", verb = CardActions.ShowParagraph, data = System.Text.Json.JsonSerializer.Deserialize<System.Text.Json.JsonElement>(data) };
        var posted = await bot.PostAsync(TestActivities.Invoke(connector, "adaptiveCard/action", new { action }));
        posted.Status.ShouldBe(200);
        posted.Json.Property("statusCode")!.Value.GetInt32().ShouldBe(400);
        posted.Json.Property("type").Text().ShouldBe("application/vnd.microsoft.error");
        posted.Json.Property("value").Property("message").Text().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("suggestedAction/submit")]
    [InlineData("suggestedActions/submit")]
    public async Task A_submitted_suggestion_is_a_question(string name)
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        (await bot.PostAsync(TestActivities.Invoke(connector, name, new { text = "How many?" }))).Status.ShouldBe(200);
        (await connector.MessagesAsync(1))[0].Text!.ShouldContain("visited");
    }

    [Fact]
    public async Task An_invoke_that_is_not_known_gets_501()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        (await bot.PostAsync(TestActivities.Invoke(connector, "composeExtension/query", new { }))).Status.ShouldBe(501);
    }

    [Fact]
    public async Task A_repeated_invoke_is_answered_as_the_first_time()
    {
        await using var connector = await FakeConnector.StartAsync();
        await using var bot = await OpenAsync();
        var invoke = TestActivities.Invoke(connector, "message/submitAction", new { actionName = "feedback", actionValue = new { reaction = "like" } });
        var first = await bot.PostAsync(invoke);
        (await bot.PostAsync(invoke)).ShouldBe(first);
        bot.Engine.Feedback.Latest(10).Count.ShouldBe(1);
    }

    private static object Execute(System.Text.Json.JsonElement card)
    {
        var action = card.Property("body")!.Value.EnumerateArray()
            .Where(item => item.Property("type").Text() == "ActionSet")
            .SelectMany(set => set.Property("actions")!.Value.EnumerateArray())
            .First(item => item.Property("type").Text() == "Action.Execute");
        return new { type = "Action.Execute", verb = action.Property("verb").Text(), data = action.Property("data") };
    }
}

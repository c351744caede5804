using System.Text.RegularExpressions;
using CcgBot.Answering;
using CcgBot.Bot.Tests.Infrastructure;
using CcgBot.Evidence;
using Microsoft.Playwright;

namespace CcgBot.Bot.Tests.Clients;

/// <summary>The bot in the M365 Agents Playground; pictures of each step are left in <c>artifacts/playground</c>.</summary>
public sealed class PlaygroundTests
{
    private const string Package = "@microsoft/m365agentsplayground";

    [BrowserFact(Package)]
    public async Task As_teams_greets_answers_shows_its_source_takes_feedback_and_follows_up()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Answers);
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        var page = playground.Page;

        await page.GetByText("Hello, I'm CcgBot.").First.WaitForAsync();
        await playground.PictureAsync("msteams-1-greeting");

        // A starter is a button; a click on it asks.
        await page.GetByRole(AriaRole.Button, new() { Name = "How many boards were visited?" }).ClickAsync();
        await page.GetByText("were visited in the first year.").First.WaitForAsync();
        (await page.GetByText("AI generated").CountAsync()).ShouldBe(0);
        (await page.GetByLabel("Like", new() { Exact = true }).CountAsync()).ShouldBe(1);
        await playground.PictureAsync("msteams-2-answer");

        await page.GetByRole(AriaRole.Button, new() { Name = "1", Exact = true }).First.HoverAsync();
        var popup = page.GetByRole(AriaRole.Dialog);
        await popup.GetByRole(AriaRole.Link, new() { Name = "Eight boards were visited in the first year." }).WaitForAsync();
        (await popup.InnerTextAsync()).ShouldContain("Health and wellbeing boards: an early look, paragraph 2");
        (await popup.GetByRole(AriaRole.Link, new() { Name = "Eight boards" }).GetAttributeAsync("href"))!.ShouldStartWith("https://bot.example/articles/boards");
        await playground.PictureAsync("msteams-3-citation");
        await page.Mouse.MoveAsync(5, 500);

        await playground.AskAsync("Show the paragraph");
        await page.GetByText("¶ 1 · Boards were set up").WaitForAsync();
        await playground.PictureAsync("msteams-4-shown");
        for (var click = 1; click <= 2; click++)
        {
            await page.GetByRole(AriaRole.Button, new() { Name = "Show paragraph [1]" }).Last.ClickAsync();
            await page.GetByText("¶ 1 · Boards were set up").WaitForAsync();
            await page.GetByText("¶ 3 · The visits will be repeated").WaitForAsync();
        }

        await playground.PictureAsync("msteams-4-paragraph");

        await page.GetByLabel("Like", new() { Exact = true }).First.ClickAsync();
        await popup.GetByRole(AriaRole.Textbox).FillAsync("very clear");
        await popup.GetByRole(AriaRole.Button, new() { Name = "Submit" }).ClickAsync(new() { Force = true });
        await page.GetByText("Thank you!").WaitForAsync();
        await playground.PictureAsync("msteams-5-feedback");
        var stored = bot.Engine.Feedback.Of(TestArticles.Grounded().EvidenceId).Single();
        (stored.Reaction, stored.Text).ShouldBe((Reaction.Like, "very clear"));
        await popup.GetByRole(AriaRole.Button, new() { Name = "Close" }).Last.ClickAsync(new() { Force = true });
    }

    [BrowserFact(Package)]
    public async Task As_teams_a_suggested_follow_up_asks_the_next_question()
    {
        var asked = new System.Collections.Concurrent.ConcurrentQueue<string>();
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, (question, progress, cancellationToken) =>
        {
            asked.Enqueue(question.Text);
            return Answers(question, progress, cancellationToken);
        });
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        await playground.AskAsync("How many boards were visited?");
        await playground.Page.GetByText("“When will the visits be repeated?”").First.WaitForAsync();
        await playground.AskAsync("When will the visits be repeated?");
        await FakeConnector.UntilAsync(() => asked.Contains("When will the visits be repeated?"), () => "the follow-up question to arrive");
        await playground.Page.GetByText("When will the visits be repeated?").Nth(1).WaitForAsync();
        await playground.PictureAsync("msteams-6-follow-up");
    }

    [BrowserFact(Package)]
    public async Task As_teams_a_late_answer_shows_its_status_first()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Answers);
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        await playground.AskAsync("slow: how many boards were visited?");
        await playground.Page.GetByText("Checking every sentence against its source…").Last.WaitForAsync();
        await playground.PictureAsync("msteams-7-status");
        await playground.Page.GetByText("were visited in the first year.").First.WaitForAsync();
        await playground.PictureAsync("msteams-8-streamed");
        (await playground.Page.GetByRole(AriaRole.Button, new() { Name = "1", Exact = true }).CountAsync()).ShouldBe(1);
    }

    [BrowserFact(Package)]
    public async Task As_teams_an_abstention_and_a_clarification_are_shown()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Answers);
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        await playground.AskAsync("What is the capital of France?");
        await playground.Page.GetByText("The articles don't answer this.").First.WaitForAsync();
        await playground.Page.GetByRole(AriaRole.Button, new() { Name = "2", Exact = true }).WaitForAsync();
        await playground.PictureAsync("msteams-9-abstention");
        await playground.AskAsync("which?");
        await playground.Page.GetByRole(AriaRole.Button, new() { Name = "Boards", Exact = true }).WaitForAsync();
        await playground.PictureAsync("msteams-10-clarification");
    }

    [BrowserFact(Package)]
    public async Task In_a_group_chat_a_mention_is_answered_without_a_stream()
    {
        var asked = "";
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, (question, progress, cancellationToken) =>
        {
            asked = question.Text;
            return Answers(question, progress, cancellationToken);
        });
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        var page = playground.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "Group Chat" }).ClickAsync();
        await page.GetByText("Hello, I'm CcgBot.").First.WaitForAsync();
        await page.GetByRole(AriaRole.Textbox).First.ClickAsync();
        await page.Keyboard.TypeAsync("@");
        await page.Locator("#typeahead-menu").GetByText("Test Bot").ClickAsync();
        await page.Keyboard.TypeAsync(" How many boards were visited?");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("were visited in the first year.").First.WaitForAsync();
        asked.ShouldBe("How many boards were visited?");
        await playground.PictureAsync("group-chat");
    }

    [BrowserFact(Package)]
    public async Task In_a_channel_a_mention_is_answered_in_its_thread()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Answers);
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        var page = playground.Page;
        await page.GetByRole(AriaRole.Treeitem, new() { Name = "General" }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "New conversation" }).Or(page.GetByRole(AriaRole.Textbox)).First.ClickAsync();
        await page.GetByRole(AriaRole.Textbox).First.ClickAsync();
        await page.Keyboard.TypeAsync("@");
        await page.Locator("#typeahead-menu").GetByText("Test Bot").ClickAsync();
        await page.Keyboard.TypeAsync(" How many boards were visited?");
        await page.Keyboard.PressAsync("Enter");
        await page.GetByText("were visited in the first year.").First.WaitForAsync();
        await playground.PictureAsync("channel");
    }

    [BrowserFact(Package)]
    public async Task Over_the_seed_articles_the_whole_bot_answers_with_a_source()
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, articles: []);
        bot.Engine.Ingestor.Ingest([Path.Combine(Repository.Root, "seeds")]).ToList().ShouldNotBeEmpty();
        bot.Engine.Refresh();
        await using var playground = await Playground.OpenAsync(bot.Messages, "msteams");
        await playground.AskAsync("At what speed are health and wellbeing boards developing?");
        await playground.Page.GetByRole(AriaRole.Button, new() { Name = "1", Exact = true }).First.WaitForAsync();
        (await playground.Page.GetByText("different speeds").CountAsync()).ShouldBeGreaterThan(0);
        await playground.PictureAsync("msteams-11-seeds");
    }

    [BrowserTheory(Package)]
    [InlineData("webchat")]
    [InlineData("directline")]
    public async Task As_another_channel_greets_and_answers(string channel)
    {
        await using var bot = await BotHost.StartAsync(BotHost.Anonymous, Answers);
        await using var playground = await Playground.OpenAsync(bot.Messages, channel);
        var page = playground.Page;
        await page.GetByText(new Regex("Hello, I.m CcgBot")).First.WaitForAsync();
        await playground.AskAsync("How many boards were visited?");
        await page.GetByText("were visited in the first year.").First.WaitForAsync();
        await playground.PictureAsync(channel);
    }

    private static AnswerQuestion Answers { get; } = async (question, progress, cancellationToken) =>
    {
        if (question.Text.StartsWith("slow", StringComparison.Ordinal))
        {
            await Task.Delay(TimeSpan.FromSeconds(2), cancellationToken);
            progress?.Report(AnsweringStep.Checking);
            await Task.Delay(TimeSpan.FromSeconds(5), cancellationToken);
        }

        return question.Text switch
        {
            "which?" => TestArticles.Clarification(question.Text),
            var text when text.Contains("France", StringComparison.Ordinal) => TestArticles.Abstention(text),
            var text => TestArticles.Grounded(text),
        };
    };
}

using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

[Collection(SiteCollection.Name)]
public sealed class ChatTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    [BrowserFact]
    public async Task Answers_a_question_and_opens_the_citation_at_the_highlighted_words()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.PictureAsync("chat-empty");
        await chat.AskAsync(Question, "eight");
        await Assertions.Expect(chat.Citations.Filter(new() { HasText = "16 Nov 2012" })).ToHaveCountAsync(1);
        await visit.PictureAsync("chat-answer");

        await chat.OpenSourceAsync(chat.Citations.First);
        var viewer = visit.Page.Locator("#source");
        await Assertions.Expect(viewer.Locator(".paragraph.cited mark")).ToContainTextAsync("eight");
        await Assertions.Expect(viewer.Locator(".paragraph.cited mark")).ToBeInViewportAsync();
        await visit.PictureAsync("chat-source");
        await visit.Page.Keyboard.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("#source")).ToBeHiddenAsync();
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Every_citation_says_when_its_source_was_published_or_that_it_is_undated()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");
        var names = await chat.Citations.AllTextContentsAsync();

        Assert.NotEmpty(names);
        Assert.All(names, name => Assert.Matches(@" · paragraph \d+ · (undated|\d{1,2} \w+ \d{4}) · ", name));
        await chat.OpenSourceAsync(chat.Citations.Last);
        await Assertions.Expect(visit.Page.Locator("#source").Locator(".source").First).ToContainTextAsync("undated");
    }

    [BrowserFact]
    public async Task A_citation_opened_in_a_new_tab_is_the_article_at_its_paragraph()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        var tab = await visit.Context.RunAndWaitForPageAsync(() => chat.Citations.First.ClickAsync(new() { Modifiers = [KeyboardModifier.Control] }));

        await Assertions.Expect(tab.Locator(".paragraph:target mark")).ToBeInViewportAsync();
        await tab.BringToFrontAsync();
        await tab.ScreenshotAsync(new() { Path = Path.Combine(Environment.GetEnvironmentVariable("CCGBOT_SCREENSHOTS") ?? Path.GetTempPath(), "viewer.png") });
    }

    [BrowserFact]
    public async Task Asks_for_nothing_from_anybody_else()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.OpenSourceAsync(chat.Citations.First);
        await visit.Page.Locator("#source").Locator("mark").WaitForAsync();
        await visit.Page.GotoAsync("/articles?q=boards");

        string[] schemes = ["data", "blob"];
        Assert.Contains(visit.Requests, address => address.StartsWith("ws://", StringComparison.Ordinal));
        Assert.All(visit.Requests.Select(address => new Uri(address)), address =>
            Assert.True(address.Authority == site.Address.Authority || schemes.Contains(address.Scheme), address.ToString()));
        Assert.Empty(await visit.Context.CookiesAsync());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task A_follow_up_stays_in_its_conversation()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync("Who led the study of developing CCGs?", "Checkland");
        await chat.AskAsync("How many case studies did they carry out?", "eight");
    }

    [BrowserFact]
    public async Task A_thumb_is_stored_with_the_evidence()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        var posted = await visit.Page.RunAndWaitForResponseAsync(
            () => chat.Locator("button[title='Like']").Last.ClickAsync(), response => response.Url.EndsWith("/activities", StringComparison.Ordinal) && response.Request.Method == "POST");

        Assert.Equal(200, posted.Status);
        using var connection = new Storage.Database(Path.Combine(home.Index, "ccgbot.db")).Open();
        long Stored() => Storage.ConnectionExtensions.Scalar<long>(connection, "SELECT count(*) FROM feedback");
        for (var wait = 0; wait < 100 && Stored() == 0; wait++)
        {
            await Task.Delay(100); // what is posted is taken before it is worked on
        }

        Assert.Equal(1, Stored());
    }

    [BrowserFact]
    public async Task Answers_that_take_a_while_stand_below_their_questions()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home, new Dictionary<string, string> { ["Bot:NoticeAfter"] = "00:00:00" });
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");

        await Assertions.Expect(chat.Locator(".webchat__bubble")).ToHaveCountAsync(5);
        await Assertions.Expect(chat.Locator(".webchat__bubble").Nth(2)).ToContainTextAsync("eight");
        await Assertions.Expect(chat.Locator(".webchat__bubble").Nth(3)).ToContainTextAsync("At what speed");
    }

    [BrowserFact]
    public async Task A_reload_keeps_the_history_and_clear_forgets_it()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await visit.Page.ReloadAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("eight");

        await visit.Page.Locator("#clear").ClickAsync();
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("Hello");
        await Assertions.Expect(chat.Answers).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task A_page_left_open_goes_on_after_a_restart_of_the_server()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await host.KillAsync();
        await host.StartAsync();

        // Posted at once; heard when the client has come back by itself, within 15 s and what a busy machine adds.
        await chat.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");
        await Assertions.Expect(chat.Answers.Filter(new() { HasText = "eight" })).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task Two_tabs_are_two_conversations()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var first = await Chat.OpenAsync(visit.Page);
        var second = await Chat.OpenAsync(await visit.Context.NewPageAsync());
        await first.AskAsync(Question, "eight");
        await second.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");

        await Assertions.Expect(first.Answers.Filter(new() { HasText = "different speeds" })).ToHaveCountAsync(0);
        await Assertions.Expect(second.Answers.Filter(new() { HasText = "eight" })).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task The_keyboard_alone_asks_reads_opens_a_source_and_comes_back()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        var keys = visit.Page.Keyboard;
        await TabToAsync(visit.Page, "[data-id='webchat-sendbox-input']");
        await keys.TypeAsync(Question);
        await keys.PressAsync("Enter");
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("eight", new() { Timeout = 180_000 });

        // Web Chat's way: up to the transcript, Enter into the message, Tab through its links.
        await TabToAsync(visit.Page, ".webchat__basic-transcript", back: true);
        await keys.PressAsync("Enter");
        await TabToAsync(visit.Page, ".webchat__render-markdown a");
        await keys.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#source")).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("#source").Locator("mark")).ToBeVisibleAsync();
        await keys.PressAsync("Escape");
        await Assertions.Expect(visit.Page.Locator("#source")).ToBeHiddenAsync();
        Assert.True(await visit.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('#webchat')"));
    }

    [BrowserFact]
    public async Task New_answers_are_announced()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.Page.EvaluateAsync("""
            () => {
              window.announced = [];
              new MutationObserver(changes => {
                for (const change of changes) {
                  const live = change.target.nodeType === 1 && change.target.closest('[aria-live], [role=log], [role=status]');
                  for (const node of change.addedNodes) { if (live) { window.announced.push(node.textContent); } }
                }
              }).observe(document.body, { childList: true, subtree: true });
            }
            """);
        await chat.AskAsync(Question, "eight");

        Assert.Contains("eight", string.Join(' ', await visit.Page.EvaluateAsync<string[]>("() => window.announced")), StringComparison.Ordinal);
    }

    private static async Task TabToAsync(IPage page, string selector, bool back = false)
    {
        for (var i = 0; i < 40; i++)
        {
            if (await page.EvaluateAsync<bool>("selector => !!document.activeElement?.matches(selector)", selector))
            {
                return;
            }

            await page.Keyboard.PressAsync(back ? "Shift+Tab" : "Tab");
        }

        Assert.Fail($"The Tab key does not reach {selector}.");
    }
}

using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>A conversation kept, undone, printed, cut off, on a small screen and over a slow line.</summary>
[Collection(SiteCollection.Name)]
public sealed class ConversationTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";
    private const int MostBytes = 250 * 1024;

    [BrowserFact]
    public async Task A_new_chat_can_be_undone()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New chat" }).ClickAsync();
        await Assertions.Expect(chat.Answers.Filter(new() { HasText = "eight" })).ToHaveCountAsync(0);
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Undo" }).ClickAsync();

        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("eight");
        await Assertions.Expect(visit.Page.Locator("#undo")).ToBeHiddenAsync();
        await chat.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");
    }

    [BrowserFact]
    public async Task Undo_is_offered_for_ten_seconds()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        await visit.Page.Clock.InstallAsync();
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New chat" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#undo")).ToBeVisibleAsync();
        await visit.Page.Clock.FastForwardAsync(10_000);
        await Assertions.Expect(visit.Page.Locator("#undo")).ToBeHiddenAsync();
    }

    [BrowserFact]
    public async Task Past_chats_are_listed_by_title_opened_again_and_removed()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        var (list, open) = (visit.Page.Locator("#past-list li"), visit.Page.GetByRole(AriaRole.Button, new() { Name = "Past chats" }));
        await Assertions.Expect(open).ToBeHiddenAsync();
        await chat.AskAsync(Question, "eight");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "New chat" }).ClickAsync();
        await chat.ReadyAsync();
        await chat.AskAsync("Who led the research?", "Checkland");

        // As after a month's holiday: the tab is another one, and no token is good any more.
        await visit.Page.CloseAsync();
        var page = await visit.Context.NewPageAsync();
        await page.RouteAsync("**/tokens/refresh", route => route.FulfillAsync(new() { Status = 403, Body = "{}", ContentType = "application/json" }));
        chat = await Chat.OpenAsync(page);
        (list, open) = (page.Locator("#past-list li"), page.GetByRole(AriaRole.Button, new() { Name = "Past chats" }));
        await open.ClickAsync();
        await Assertions.Expect(page.Locator("#past")).ToContainTextAsync("This list is kept on this device only.");
        await Assertions.Expect(list).ToHaveCountAsync(2);
        await Assertions.Expect(list.First).ToContainTextAsync("Who led the research?");
        await page.GetByRole(AriaRole.Button, new() { Name = Question, Exact = true }).ClickAsync();
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("eight", new() { Timeout = 180_000 });
        await chat.ReadyAsync();
        await chat.AskAsync("At what speed are Health and Wellbeing Boards developing?", "different speeds");

        await open.ClickAsync();
        await Assertions.Expect(list.First).ToContainTextAsync(Question);
        await Assertions.Expect(list.First).ToContainTextAsync("open now");
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove: Who led the research?" }).ClickAsync();
        await Assertions.Expect(list).ToHaveCountAsync(1);
        await page.GetByRole(AriaRole.Button, new() { Name = "Remove all" }).ClickAsync();
        await Assertions.Expect(open).ToBeHiddenAsync();
        await chat.AskAsync(Question, "eight");
        await page.ReloadAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(open).ToBeHiddenAsync();
        Assert.DoesNotContain("developing", await page.EvaluateAsync<string>("() => localStorage.getItem('ccgbot.past')"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task A_past_chat_that_is_no_longer_kept_is_said_to_be_gone()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        await visit.Page.AddInitScriptAsync("""
            localStorage['ccgbot.past'] ??= JSON.stringify([{ id: 'gone', user: 'dl_1', resume: 'nothing', title: 'What was it?', at: 1700000000000 }, { title: 'not one' }]);
            """);
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.Page.Locator("#past-open").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#past-list li")).ToHaveCountAsync(1);
        await visit.Page.Locator("#past-list .link").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#said")).ToContainTextAsync("no longer kept");
        await Assertions.Expect(visit.Page.Locator("#past-open")).ToBeHiddenAsync();
        await chat.ReadyAsync();
        await chat.AskAsync(Question, "eight");
    }

    [BrowserFact]
    public async Task A_half_typed_question_survives_a_reload()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.Input.FillAsync("How many developing");
        await visit.Page.ReloadAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(chat.Input).ToHaveValueAsync("How many developing");
        await chat.AskAsync(Question, "eight");
        await visit.Page.ReloadAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(chat.Input).ToHaveValueAsync("");
    }

    [BrowserFact]
    public async Task One_can_type_and_ask_before_Web_Chat_is_there()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var arrived = new TaskCompletionSource();
        await visit.Page.RouteAsync("**/lib/webchat.js*", async route =>
        {
            await arrived.Task;
            await route.ContinueAsync();
        });
        await visit.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.Commit });
        var early = visit.Page.Locator("#early-text");
        await early.FillAsync(Question);
        await early.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#opening")).ToContainTextAsync(Question);
        await early.PressSequentiallyAsync("And who");
        arrived.SetResult();

        var chat = new Chat(visit.Page);
        await chat.ReadyAsync();
        await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("eight", new() { Timeout = 180_000 });
        await Assertions.Expect(chat.Input).ToHaveValueAsync("And who");
        await Assertions.Expect(early).ToHaveCountAsync(0);
        await Assertions.Expect(chat.Locator(".webchat__bubble--from-user")).ToHaveCountAsync(1);
    }

    [BrowserFact]
    public async Task A_lost_connection_is_said_and_so_is_a_question_that_was_not_sent()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        await using var visit = await Visit.OpenAsync(browser, host.Address);
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await host.KillAsync();
        var status = visit.Page.Locator("#offline");
        await Assertions.Expect(status).ToHaveTextAsync("Not connected, trying again");
        await Assertions.Expect(status).ToHaveRoleAsync(AriaRole.Status);
        await chat.Input.FillAsync("Who led the research?");
        await chat.Input.PressAsync("Enter");
        await Assertions.Expect(visit.Page.GetByText("Sending", new() { Exact = true })).ToHaveCountAsync(0, new() { Timeout = 90_000 });

        await host.StartAsync();
        await Assertions.Expect(status).ToBeHiddenAsync(new() { Timeout = 120_000 });
    }

    [BrowserFact]
    public async Task Print_gives_the_whole_conversation_with_its_sources_in_black_on_white()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ColorScheme = ColorScheme.Dark, ViewportSize = new() { Width = 1440, Height = 500 } });
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.AskAsync("How many CCGs did the researchers study in Wales in 2010?", "answer this");
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.PictureAsync("print-chat", fullPage: true);

        foreach (var gone in (string[])["header.site", "#source", "#clear", ".tools >> nth=0", "[data-id='webchat-sendbox-input']"])
        {
            await Assertions.Expect(visit.Page.Locator(gone)).ToBeHiddenAsync();
        }

        await Assertions.Expect(chat.Citations.First).ToContainTextAsync("Cited: “We carried out");
        // Nothing scrolls: every message is on the page.
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('main.chat, main.chat :has(.webchat__bubble)')]
              .filter(each => each.scrollHeight > each.clientHeight + 2 && getComputedStyle(each).overflowY !== 'visible').map(each => each.className)
            """));
        var colours = await visit.Page.EvaluateAsync<string[]>("""
            () => [...document.querySelectorAll('.webchat__bubble__content')].map(e => getComputedStyle(e).backgroundColor + ' ' + getComputedStyle(e.querySelector('p')).color)
            """);
        Assert.All(colours, colour => Assert.Equal("rgb(255, 255, 255) rgb(0, 0, 0)", colour));
    }

    [BrowserFact]
    public async Task Two_thirds_of_a_small_or_enlarged_screen_are_conversation()
    {
        foreach (var (width, height) in ((int, int)[])[(390, 844), (720, 450)])
        {
            await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ViewportSize = new() { Width = width, Height = height } });
            var chat = await Chat.OpenAsync(visit.Page);
            await chat.AskAsync(Question, "eight");
            await Assertions.Expect(visit.Page.Locator(".webchat__suggested-action").First).ToBeVisibleAsync();
            await Assertions.Expect(visit.Page.Locator("header.site")).ToBeHiddenAsync();
            await visit.PictureAsync($"small-{width}");
            var box = await visit.Page.Locator(".webchat__basic-transcript").BoundingBoxAsync();
            Assert.True(box!.Height >= height * 2 / 3.0, $"{box.Height} of {height} pixels are conversation.");
            // Nothing of a button is cut off.
            Assert.Empty(await visit.Page.EvaluateAsync<string[]>("""
                () => [...document.querySelectorAll('.webchat__suggested-action, .webchat__suggested-action__text, .chatbar button')]
                  .filter(each => each.scrollHeight > each.clientHeight + 1 || each.scrollWidth > each.clientWidth + 1).map(each => each.textContent)
                """));
            Assert.Equal(1, await visit.Page.EvaluateAsync<int>("() => new Set([...document.querySelectorAll('.webchat__suggested-action')].map(e => e.getBoundingClientRect().top)).size"));
        }
    }

    [BrowserFact]
    public async Task The_first_load_is_under_250_kilobytes_without_Web_Chat()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        var sizes = new System.Collections.Concurrent.ConcurrentBag<int>();
        visit.Page.Response += async (_, response) =>
        {
            if (!response.Url.Contains("/lib/", StringComparison.Ordinal) && response.Request.Method == "GET")
            {
                try
                {
                    sizes.Add((await response.BodyAsync()).Length);
                }
                catch (PlaywrightException)
                {
                    // What comes after the load is over may find the page closed: an exception here would end the whole run.
                }
            }
        };
        await visit.Page.GotoAsync("/", new() { WaitUntil = WaitUntilState.NetworkIdle });

        Assert.InRange(sizes.Sum(), 10_000, MostBytes);
    }
}

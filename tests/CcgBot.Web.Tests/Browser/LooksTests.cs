using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>Every page in light and dark, on a phone, wide, in print, and by axe-core.</summary>
[Collection(SiteCollection.Name)]
public sealed class LooksTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";
    private const string Article = "/articles/000_c83acc44ee83a71c?p=14&q=0-60#p14";

    private static readonly string[] Pages =
    [
        "/articles", "/articles?q=boards", "/articles?q=xylophone", Article, "/articles/unknown", "/evidence", "/gaps", "/feedback", "/curated", "/operator",
    ];

    [BrowserFact]
    public Task Axe_finds_nothing_serious_in_light() => AxeAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Axe_finds_nothing_serious_in_dark() => AxeAsync(ColorScheme.Dark);

    [BrowserFact]
    public async Task Nothing_is_cut_off_at_320_pixels()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ViewportSize = new() { Width = 320, Height = 640 }, IsMobile = true, HasTouch = true });
        await visit.SignInAsync(SiteFixture.OperatorKey);
        foreach (var page in Pages.Append(await RecordAsync()))
        {
            await visit.Page.GotoAsync(page);
            await AssertFitsAsync(visit.Page);
        }

        await visit.Page.GotoAsync(Article);
        await visit.PictureAsync("phone-viewer");
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await AssertFitsAsync(visit.Page);
        await visit.PictureAsync("phone-chat");
        await chat.OpenSourceAsync(chat.Citations.First);
        await visit.Page.Locator("#source").Locator("mark").WaitForAsync();
        await visit.PictureAsync("phone-source");
    }

    [BrowserFact]
    public async Task Wide_screens_keep_lines_readable()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ViewportSize = new() { Width = 2560, Height = 1200 } });
        await visit.Page.GotoAsync(Article);
        await visit.PictureAsync("wide-viewer");

        Assert.InRange((await visit.Page.Locator(".paragraph p").First.BoundingBoxAsync())!.Width, 200, 800);
    }

    [BrowserFact]
    public async Task Print_shows_the_article_and_the_quoted_words_and_nothing_of_the_site()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address);
        await visit.Page.GotoAsync(Article);
        await visit.Page.EmulateMediaAsync(new() { Media = Media.Print });
        await visit.PictureAsync("print", fullPage: true);

        await Assertions.Expect(visit.Page.Locator("header.site")).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator(".boilerplate").First).ToBeHiddenAsync();
        await Assertions.Expect(visit.Page.Locator("#p14 mark")).ToBeVisibleAsync();
        Assert.Contains("underline", await visit.Page.Locator("#p14 mark").EvaluateAsync<string>("e => getComputedStyle(e).textDecorationLine"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public async Task Nothing_moves_where_less_motion_is_asked_for()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ReducedMotion = ReducedMotion.Reduce });
        foreach (var page in (string[])["/", Article])
        {
            await visit.Page.GotoAsync(page);
            Assert.Equal("auto", await visit.Page.EvaluateAsync<string>("() => getComputedStyle(document.documentElement).scrollBehavior"));
        }

        // Whatever begins to move while a question is asked and answered has ended within one frame.
        var chat = await Chat.OpenAsync(visit.Page);
        await visit.Page.EvaluateAsync("""
            () => {
              window.moving = [];
              const note = event => {
                for (const each of document.getAnimations()) {
                  const { activeDuration } = each.effect.getComputedTiming();
                  if (activeDuration > 20) { window.moving.push(`${event.type} ${each.animationName || each.transitionProperty} ${activeDuration}`); }
                }
              };
              for (const type of ['animationstart', 'transitionrun']) { document.addEventListener(type, note, true); }
            }
            """);
        await chat.AskAsync(Question, "eight");
        await chat.OpenSourceAsync(chat.Citations.First);
        await visit.Page.Locator("#source").Locator("mark").WaitForAsync();
        Assert.Empty(await visit.Page.EvaluateAsync<string[]>("() => window.moving"));
    }

    [BrowserFact]
    public async Task The_viewer_works_without_script_and_copies_links_with_it()
    {
        await using (var plain = await Visit.OpenAsync(browser, site.Address, new() { JavaScriptEnabled = false }))
        {
            await plain.Page.GotoAsync(Article);
            await Assertions.Expect(plain.Page.Locator("#p14 mark")).ToBeInViewportAsync();
            await Assertions.Expect(plain.Page.Locator("button.copy").First).ToBeHiddenAsync();
        }

        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { Permissions = ["clipboard-read", "clipboard-write"] });
        await visit.Page.GotoAsync(Article);
        await visit.Page.Locator("#p3").HoverAsync();
        await visit.Page.Locator("#p3 button.copy").ClickAsync();
        Assert.EndsWith("#p3", await visit.Page.EvaluateAsync<string>("() => navigator.clipboard.readText()"), StringComparison.Ordinal);
    }

    [BrowserFact]
    public Task Axe_finds_nothing_at_all_in_any_state_of_the_chat_in_light() => ChatAxeAsync(ColorScheme.Light);

    [BrowserFact]
    public Task Axe_finds_nothing_at_all_in_any_state_of_the_chat_in_dark() => ChatAxeAsync(ColorScheme.Dark);

    private async Task ChatAxeAsync(ColorScheme scheme)
    {
        foreach (var (width, height) in ((int, int)[])[(1440, 900), (390, 844)])
        {
            await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = width, Height = height } });
            var page = visit.Page;
            Task AxeAsync(string state) => AssertAccessibleAsync(page, $"{state}, {width} pixels", all: true);
            var chat = await Chat.OpenAsync(page);
            await Assertions.Expect(chat.Answers.Last).ToContainTextAsync("Hello");
            await AxeAsync("greeted");
            await chat.AskAsync("How many develping CCGs were in the qualitative case studies?", "eight");
            await AxeAsync("answered");
            await chat.Marks.First.FocusAsync();
            await Assertions.Expect(page.GetByRole(AriaRole.Tooltip)).ToBeVisibleAsync();
            await AxeAsync("quote shown");
            await page.Keyboard.PressAsync("Enter");
            await Assertions.Expect(page.Locator("#source mark")).ToBeFocusedAsync();
            await AxeAsync("source open");
            await page.Keyboard.PressAsync("Escape");
            await chat.Locator(".how summary").ClickAsync();
            await Assertions.Expect(chat.Locator(".how code")).ToBeVisibleAsync();
            await chat.Locator("button[title=Dislike]").ClickAsync();
            await Assertions.Expect(chat.Locator(".comment")).ToBeVisibleAsync();
            await AxeAsync("feedback and how it was answered");

            await chat.AskAsync("How many CCGs did the reserchers study in Wales in 2010?", "answer this");
            await chat.Locator(".nearest summary").ClickAsync();
            await chat.Locator("button.tell").ClickAsync();
            await AxeAsync("no answer");
            await visit.Context.SetOfflineAsync(true);
            await Assertions.Expect(page.Locator("#offline")).ToHaveTextAsync("Not connected, trying again");
            await AxeAsync("failure bar");
            await page.RouteAsync("**/articles/**", route => route.AbortAsync());
            await chat.Marks.First.ClickAsync();
            await Assertions.Expect(page.Locator("#source [role=alert]")).ToBeVisibleAsync();
            await AxeAsync("source not opened");
            await page.UnrouteAsync("**/articles/**");
            await visit.Context.SetOfflineAsync(false);
            await page.Locator("#source-close").ClickAsync();
            await page.Locator("#clear").ClickAsync();
            await Assertions.Expect(page.Locator("#undo")).ToBeVisibleAsync();
            await AxeAsync("new chat, Undo");
            await page.Locator("#past-open").ClickAsync();
            await Assertions.Expect(page.Locator("#past-list li")).ToHaveCountAsync(1);
            await AxeAsync("past chats");
        }
    }

    private async Task AxeAsync(ColorScheme scheme)
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, new() { ColorScheme = scheme, ViewportSize = new() { Width = 1000, Height = 760 } });
        var name = scheme.ToString().ToLowerInvariant();
        await visit.SignInAsync(SiteFixture.OperatorKey);
        foreach (var page in Pages.Append(await RecordAsync()))
        {
            await visit.Page.GotoAsync(page);
            await AssertAccessibleAsync(visit.Page, page);
        }

        await visit.PictureAsync($"evidence-{name}", fullPage: true);
        await visit.Page.GotoAsync("/gaps");
        await visit.PictureAsync($"gaps-{name}");

        await visit.Page.GotoAsync("/articles?q=boards");
        await visit.PictureAsync($"list-{name}");
        await visit.Page.GotoAsync(Article);
        await visit.PictureAsync($"viewer-{name}");
        var chat = await Chat.OpenAsync(visit.Page);
        await AssertAccessibleAsync(visit.Page, "chat, greeted");
        await chat.AskAsync(Question, "eight");
        await AssertAccessibleAsync(visit.Page, "chat, answered");
        await visit.PictureAsync($"chat-{name}");
        await chat.AskAsync("How many CCGs did the researchers study in Wales in 2010?", "answer this");
        await AssertAccessibleAsync(visit.Page, "chat, abstained");
        await visit.PictureAsync($"abstain-{name}");
        await chat.Locator(".nearest summary").Last.ClickAsync();
        await AssertAccessibleAsync(visit.Page, "chat, abstained, nearest paragraphs unfolded");
        await chat.OpenSourceAsync(chat.Citations.Last);
        await visit.Page.Locator("#source").Locator(".paragraph.cited").WaitForAsync();
        await AssertAccessibleAsync(visit.Page, "source over the chat");
    }

    /// <summary>The page of an answer's record.</summary>
    private async Task<string> RecordAsync()
    {
        using var asked = await site.Http.PostAsJsonAsync("/api/ask", new { question = Question });
        return $"/evidence/{(await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("evidenceId").GetString()}";
    }

    /// <param name="all">Also what is not serious.</param>
    internal static async Task AssertAccessibleAsync(IPage page, string where, bool all = false)
    {
        // A colour measured in the middle of a fade is one that nobody reads by: wait until what moves has come to rest.
        await page.WaitForFunctionAsync("() => document.getAnimations().every(a => a.playState !== 'running' || a.effect.getComputedTiming().iterations === Infinity)");
        await page.WaitForTimeoutAsync(500);
        var found = await page.RunAxe();
        var serious = found.Violations
            .Where(violation => all || violation.Impact is "serious" or "critical")
            .Select(violation => $"{where}: {violation.Id}: {violation.Help}: {string.Join(" | ", violation.Nodes.Select(node => node.Html))}");
        Assert.Equal("", string.Join("\n", serious));
    }

    private static async Task AssertFitsAsync(IPage page) =>
        Assert.True(
            await page.EvaluateAsync<bool>("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth"),
            $"{page.Url} scrolls sideways.");
}

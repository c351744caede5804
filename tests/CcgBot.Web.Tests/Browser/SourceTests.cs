using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>The source beside the answer on wide screens, over it on others.</summary>
[Collection(SiteCollection.Name)]
public sealed class SourceTests(SiteFixture site, BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";
    private const string OfBoth = "When were the articles published?";

    [BrowserFact]
    public async Task The_source_stands_beside_the_answer_on_wide_screens_with_its_words_in_the_middle()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        var chat = await Chat.OpenAsync(visit.Page);
        var source = visit.Page.Locator("#source");
        await Assertions.Expect(source).ToContainTextAsync("Sources in this conversation");
        await chat.AskAsync(Question, "eight");
        await Assertions.Expect(source).ToContainTextAsync("cited once");

        await chat.Marks.First.ClickAsync();
        await Assertions.Expect(source.Locator("mark")).ToBeFocusedAsync();
        var (pane, mark, answer) = (await BoxAsync(visit.Page.Locator("#source-body")), await BoxAsync(source.Locator("mark")), await BoxAsync(visit.Page.Locator(".answer")));
        Assert.InRange(mark.Y + (mark.Height / 2), pane.Y + (pane.Height * 0.4f), pane.Y + (pane.Height * 0.6f));
        Assert.True(answer.X + answer.Width <= pane.X, "The source covers the answer.");
        await Assertions.Expect(visit.Page.Locator(".claim-open").First).ToBeVisibleAsync();
        Assert.Equal(
            await source.Locator("mark").EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"),
            await visit.Page.Locator(".claim-open").First.EvaluateAsync<string>("e => getComputedStyle(e).backgroundColor"));
        await visit.PictureAsync("panes");
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Two_panes_begin_at_1100_pixels()
    {
        foreach (var (width, panes) in ((int, bool)[])[(1100, true), (1099, false)])
        {
            await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(width, 800));
            var chat = await Chat.OpenAsync(visit.Page);
            await chat.AskAsync(Question, "eight");
            await chat.OpenSourceAsync(chat.Marks.First);
            await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeFocusedAsync();
            var source = await BoxAsync(visit.Page.Locator("#source"));
            Assert.InRange(source.X, panes ? width * 0.54 : 0, panes ? width * 0.56 : 0);
            Assert.InRange(source.Width, panes ? width * 0.44 : width, panes ? width * 0.46 : width);
            await Assertions.Expect(visit.Page.Locator("iframe")).ToHaveCountAsync(0);
        }
    }

    [BrowserFact]
    public async Task The_sources_header_stays_while_its_text_scrolls_and_opens_and_prints_it()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 500));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.Marks.First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeFocusedAsync();
        var bar = visit.Page.Locator("#source-bar");
        var before = await BoxAsync(bar);
        await visit.Page.Locator("#source-body").EvaluateAsync("e => { e.scrollTop = e.scrollHeight; }");
        Assert.Equal(before.Y, (await BoxAsync(bar)).Y);
        await Assertions.Expect(visit.Page.Locator("#source-name")).ToBeInViewportAsync();

        await visit.Page.EvaluateAsync("() => { window.print = () => { window.printed = document.body.className; }; }");
        await visit.Page.Locator("#source-print").ClickAsync();
        Assert.Contains("print-source", await visit.Page.EvaluateAsync<string>("() => window.printed"), StringComparison.Ordinal);
        var tab = await visit.Context.RunAndWaitForPageAsync(() => visit.Page.Locator("#source-open").ClickAsync());
        await Assertions.Expect(tab.Locator(".paragraph.cited mark")).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task The_source_is_a_sheet_over_the_answer_on_small_screens_and_nothing_under_it_is_reached()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(390, 844));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await Assertions.Expect(visit.Page.Locator("#source")).ToBeHiddenAsync();
        await chat.OpenSourceAsync(chat.Marks.First);
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeFocusedAsync();

        Assert.InRange((await BoxAsync(visit.Page.Locator("#source"))).Height, 843, 845);
        for (var i = 0; i < 12; i++)
        {
            await visit.Page.Keyboard.PressAsync("Tab");
            Assert.False(await visit.Page.EvaluateAsync<bool>("() => !!document.activeElement.closest('main.chat')"));
        }

        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "‹ Answer" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source")).ToBeHiddenAsync();
        await Assertions.Expect(chat.Marks.First).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task Escape_brings_the_focus_back_to_the_mark_that_was_followed()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await chat.Marks.First.FocusAsync();
        await visit.Page.Keyboard.PressAsync("Enter");
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeFocusedAsync();
        await visit.Page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(chat.Marks.First).ToBeFocusedAsync();
        await Assertions.Expect(visit.Page.Locator("#source")).ToContainTextAsync("Sources in this conversation");
        await Assertions.Expect(visit.Page.Locator(".claim-open")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Back_closes_the_source_and_its_address_opens_it()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(OfBoth, "published");
        await chat.Marks.First.ClickAsync();
        await chat.Marks.Nth(1).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeVisibleAsync();
        var address = visit.Page.Url;
        Assert.Matches(@"\?s=[^&]+&.*#p\d+$", address);

        await visit.Page.GoBackAsync();
        await Assertions.Expect(visit.Page.Locator("#source")).ToContainTextAsync("Sources in this conversation");
        Assert.DoesNotContain("s=", visit.Page.Url, StringComparison.Ordinal);
        await visit.Page.GoForwardAsync();
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToBeVisibleAsync();

        await using var other = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        await other.Page.GotoAsync(address);
        await Assertions.Expect(other.Page.Locator("#source mark")).ToBeInViewportAsync();
        await other.Page.GotoAsync("/?s=000_c83acc44ee83a71c#p4");
        await Assertions.Expect(other.Page.Locator("#source #p4")).ToBeInViewportAsync();
    }

    [BrowserFact]
    public async Task The_citations_of_an_answer_are_stepped_through_one_by_one()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(OfBoth, "published");
        await chat.Marks.First.ClickAsync();
        var title = visit.Page.Locator("#source-name");
        await Assertions.Expect(visit.Page.Locator("#source-count")).ToHaveTextAsync("1 of 2 citations");
        await Assertions.Expect(title).ToContainTextAsync("External pressure");
        await Assertions.Expect(visit.Page.Locator("#source-place")).ToContainTextAsync("16 November 2012");
        await Assertions.Expect(visit.Page.Locator("#source-previous")).ToBeDisabledAsync();

        await visit.Page.Locator("#source-next").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source-count")).ToHaveTextAsync("2 of 2 citations");
        await Assertions.Expect(title).ToContainTextAsync("Major report");
        await Assertions.Expect(visit.Page.Locator("#source-place")).ToContainTextAsync("undated");
        await Assertions.Expect(visit.Page.Locator("#source-next")).ToBeDisabledAsync();
    }

    [BrowserFact]
    public async Task The_divider_is_moved_by_keys_and_dragged_and_stays_where_it_was_put()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        await Chat.OpenAsync(visit.Page);
        var divider = visit.Page.Locator("#divider");
        var chat = visit.Page.Locator("main.chat");
        Assert.InRange((await BoxAsync(chat)).Width, 1440 * 0.54, 1440 * 0.56);
        await divider.FocusAsync();
        await visit.Page.Keyboard.PressAsync("ArrowRight");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "57");
        await visit.Page.Keyboard.PressAsync("End");
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "70");

        var at = await BoxAsync(divider);
        await visit.Page.Mouse.MoveAsync(at.X + (at.Width / 2), at.Y + 300);
        await visit.Page.Mouse.DownAsync();
        await visit.Page.Mouse.MoveAsync(1440 * 0.4f, 400);
        await visit.Page.Mouse.UpAsync();
        await Assertions.Expect(divider).ToHaveAttributeAsync("aria-valuenow", "40");
        await visit.Page.ReloadAsync();
        Assert.InRange((await BoxAsync(chat)).Width, 1440 * 0.39, 1440 * 0.41);
    }

    [BrowserFact]
    public async Task A_source_that_cannot_be_opened_says_why_and_is_tried_again()
    {
        await using var visit = await Visit.OpenAsync(browser, site.Address, Sized(1440, 900));
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "eight");
        await visit.Page.RouteAsync("**/articles/**", route => route.AbortAsync());
        await chat.Marks.First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source [role=alert]")).ToContainTextAsync("The source can’t be opened: the server can’t be reached");

        await visit.Page.UnrouteAsync("**/articles/**");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Try again" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator("#source mark")).ToContainTextAsync("eight");
    }

    private static BrowserNewContextOptions Sized(int width, int height) => new() { ViewportSize = new() { Width = width, Height = height } };

    private static async Task<LocatorBoundingBoxResult> BoxAsync(ILocator locator) => (await locator.BoundingBoxAsync())!;
}

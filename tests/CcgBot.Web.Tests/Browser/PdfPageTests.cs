using CcgBot.Documents.Tests;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>A citation of a PDF opens the page itself, the quoted words marked where they stand; nothing is asked of another site.</summary>
public sealed class PdfPageTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private const string Question = "How often is the bandage of a burn changed?";

    private readonly BotHome _home = new(withSeeds: false);
    private WebProcess _host = null!;

    public async Task InitializeAsync()
    {
        var seeds = Directory.CreateDirectory(Path.Combine(_home.Path, "seeds")).FullName;
        await File.WriteAllBytesAsync(Path.Combine(seeds, "burns.pdf"), Guide());
        await File.WriteAllTextAsync(Path.Combine(seeds, "hands.md"), "# Hands\n\nHands are washed in three steps.\n\n## Steps\n\nDo this:\n\n1. wet them\n2. soap them\n   - for twenty seconds\n\n| Soap | Seconds |\n|---|---|\n| bar | 20 |\n| gel | 30 |\n");
        _host = await WebProcess.StartAsync(_home);
    }

    public async Task DisposeAsync()
    {
        await _host.DisposeAsync();
        _home.Dispose();
    }

    [BrowserFact]
    public async Task A_citation_opens_the_page_with_its_words_marked()
    {
        await using var visit = await Visit.OpenAsync(browser, _host.Address, new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1440, Height = 900 } });
        var chat = await Chat.OpenAsync(visit.Page);
        await chat.AskAsync(Question, "every two days");

        await chat.OpenSourceAsync(chat.Marks.First);

        var sheet = visit.Page.Locator("#source details.sheet");
        await Assertions.Expect(sheet.Locator("canvas")).ToBeVisibleAsync();
        await Assertions.Expect(sheet.Locator("summary")).ToHaveTextAsync("Page 2 of the document");
        var place = sheet.Locator(".place").First;
        await Assertions.Expect(place).ToBeInViewportAsync();
        // The words stand at x = 60 of 595 points, and their line 700 of 842 points above the foot.
        var (paper, mark) = ((await sheet.Locator("canvas").BoundingBoxAsync())!, (await place.BoundingBoxAsync())!);
        Assert.InRange((mark.X - paper.X) / paper.Width, (60 / 595.0) - 0.01, (60 / 595.0) + 0.01);
        Assert.InRange((mark.Y + mark.Height - paper.Y) / paper.Height, (142 / 842.0) - 0.01, (142 / 842.0) + 0.01);
        // Ink under the mark: the page was drawn, and the mark lies over its words.
        Assert.True(await sheet.EvaluateAsync<bool>("""
            sheet => {
              const canvas = sheet.querySelector('canvas'), place = sheet.querySelector('.place').style, part = (value, of) => Math.round(parseFloat(value) / 100 * of);
              const pixels = canvas.getContext('2d').getImageData(part(place.left, canvas.width), part(place.top, canvas.height), part(place.width, canvas.width), part(place.height, canvas.height)).data;
              return pixels.some((value, i) => i % 4 === 0 && value < 100);
            }
            """));
        await Assertions.Expect(visit.Page.Locator("#source mark").First).ToContainTextAsync("two days");
        await visit.PictureAsync("pdf-page");
        await LooksTests.AssertAccessibleAsync(visit.Page, "page of a PDF", all: true);

        await sheet.GetByRole(AriaRole.Button, new() { Name = "Previous page" }).ClickAsync();
        await Assertions.Expect(sheet.Locator("summary")).ToHaveTextAsync("Page 1 of the document");
        await Assertions.Expect(sheet.Locator(".place")).ToHaveCountAsync(0);
        Assert.All(visit.Requests, address => Assert.Contains(new Uri(address).Authority, (string[])[_host.Address.Authority, ""]));
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task The_articles_own_page_shows_its_pages_too_and_its_file()
    {
        await using var visit = await Visit.OpenAsync(browser, _host.Address);
        await visit.Page.GotoAsync("/articles/burns");
        await visit.Page.Locator("details.sheet summary").ClickAsync();
        await Assertions.Expect(visit.Page.Locator("details.sheet canvas")).ToBeVisibleAsync();

        var file = await _host.Http.GetAsync((await visit.Page.Locator(".sheet-bar a").GetAttributeAsync("href"))!.Split('#')[0]);
        Assert.Equal("application/pdf", file.Content.Headers.ContentType!.MediaType);
        Assert.Equal(Guide(), await file.Content.ReadAsByteArrayAsync());
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Headings_lists_and_tables_are_shown_as_such()
    {
        await using var visit = await Visit.OpenAsync(browser, _host.Address);
        await visit.Page.GotoAsync("/articles/hands");

        await Assertions.Expect(visit.Page.GetByRole(AriaRole.Heading, new() { Name = "Steps" })).ToBeVisibleAsync();
        await Assertions.Expect(visit.Page.Locator("ul.items > li")).ToHaveCountAsync(3);
        await Assertions.Expect(visit.Page.Locator("ul.items ul.items > li")).ToHaveTextAsync(new System.Text.RegularExpressions.Regex("for twenty seconds"));
        Assert.Equal(["Soap", "Seconds"], await visit.Page.Locator(".blocks th").AllInnerTextsAsync());
        await Assertions.Expect(visit.Page.Locator(".blocks tbody tr")).ToHaveCountAsync(2);
        await visit.PictureAsync("headings-lists-tables", fullPage: true);
        Assert.Empty(visit.Complaints);
    }

    [BrowserFact]
    public async Task Hits_are_named_by_their_section_under_one_title_with_the_words_marked()
    {
        await using var visit = await Visit.OpenAsync(browser, _host.Address);
        await visit.Page.GotoAsync("/articles");
        await visit.Page.GetByLabel("Search titles and paragraphs").FillAsync("soap");
        await visit.Page.Keyboard.PressAsync("Enter");
        var found = visit.Page.Locator("ol.found li");
        await Assertions.Expect(visit.Page.Locator("h3")).ToHaveTextAsync("Hands");
        await Assertions.Expect(found.Locator("a").First).ToContainTextAsync("Steps, paragraph");
        await Assertions.Expect(found.Locator("mark").First).ToHaveTextAsync("soap", new() { IgnoreCase = true });
        await found.Locator("a").First.ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".paragraph.cited")).ToBeInViewportAsync();

        await visit.Page.GotoAsync("/articles?q=soap");
        await visit.Page.GetByLabel("Published from").FillAsync("2020-01-01");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Search" }).ClickAsync();
        await Assertions.Expect(visit.Page.Locator(".empty")).ToContainTextAsync("No match.");
        Assert.Empty(visit.Complaints);
    }

    private static byte[] Guide() => new RawPdf()
        .Words(60, 770, "Care of burns", 20, bold: true)
        .Lines(60, 730, "This guide is for the nurses of the ward, and says what is done with a burn in its", "first days. It replaces the leaflet of the year before.")
        .NextPage()
        .Words(60, 760, "Bandages", 14, bold: true)
        .Lines(60, 730, "A burn is covered with a clean bandage that does not stick to the skin.")
        .Lines(60, 700, "The bandage of a burn is changed every two days, and at once when it is wet.")
        .Bytes();
}

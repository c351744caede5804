using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>The widget on a page of another origin, with that page's own strict policy.</summary>
public sealed class WidgetTests(BrowserFixture browser) : IClassFixture<BrowserFixture>
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    [BrowserFact]
    public async Task Answers_on_a_page_of_another_origin_whose_styles_it_neither_takes_nor_gives()
    {
        await using var embedding = await EmbeddingAsync();
        var (visit, chat) = (embedding.Visit, embedding.Chat);
        var before = visit.Requests.ToList();
        Assert.DoesNotContain(before, address => address.Contains("webchat", StringComparison.Ordinal) || address.Contains("/chat/", StringComparison.Ordinal));
        Assert.Empty(await visit.Context.CookiesAsync());
        await visit.PictureAsync("widget-closed");
        var button = visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ask about CCGs" });
        Assert.Equal("none", await button.EvaluateAsync<string>("e => getComputedStyle(e).textTransform"));

        await button.ClickAsync();
        await chat.ReadyAsync();
        Assert.Equal("none", await visit.Page.Locator("ccgbot-widget .bar strong").EvaluateAsync<string>("e => getComputedStyle(e).textTransform"));
        await Assertions.Expect(chat.Locator("#chat-greeting")).ToHaveTextAsync("Hello from <b>us</b>");
        await Assertions.Expect(chat.Locator("#chat-note")).ToHaveTextAsync("No personal details, please.");
        await chat.AskAsync(Question, "eight");
        await visit.PictureAsync("widget-answer");
        await chat.OpenSourceAsync(chat.Citations.First);
        await Assertions.Expect(visit.Page.FrameLocator("ccgbot-widget iframe").Locator("#source").Locator("mark")).ToContainTextAsync("eight");
        await visit.PictureAsync("widget-source");

        Assert.Equal("rgb(255, 0, 0)", await visit.Page.Locator("#theirs").EvaluateAsync<string>("e => getComputedStyle(e).color"));
        Assert.Empty(visit.Complaints);
        Assert.All(visit.Requests, address => Assert.True(
            embedding.Owns(new Uri(address)), $"A request went to {address}."));
    }

    [BrowserFact]
    public async Task Opens_and_closes_by_keyboard_and_gives_the_focus_back()
    {
        await using var embedding = await EmbeddingAsync();
        var (page, chat) = (embedding.Visit.Page, embedding.Chat);
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Enter");
        await chat.ReadyAsync();
        await page.Keyboard.PressAsync("Tab");
        await page.Keyboard.PressAsync("Escape");

        await Assertions.Expect(page.Locator("ccgbot-widget .panel")).ToBeHiddenAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Ask about CCGs" })).ToBeFocusedAsync();
    }

    [BrowserFact]
    public async Task A_site_that_is_not_allowed_gets_an_empty_frame()
    {
        await using var embedding = await EmbeddingAsync(allowed: false);
        await embedding.Visit.Page.GetByRole(AriaRole.Button, new() { Name = "Ask about CCGs" }).ClickAsync();
        while (!embedding.Visit.Complaints.Any(complaint => complaint.Contains("frame-ancestors", StringComparison.Ordinal)))
        {
            await Task.Yield();
            await embedding.Visit.Page.EvaluateAsync("() => 0");
        }

        await Assertions.Expect(embedding.Chat.Locator("#webchat")).ToHaveCountAsync(0);
    }

    [BrowserFact]
    public async Task Every_attribute_does_what_it_says()
    {
        const string attributes = """
            data-title="Frag die Artikel" data-label="Fragen?" data-accent="#7b1fa2" data-accent-ink="#fffde7" data-accent-dark="#ce93d8"
            data-greeting="Guten Tag." data-note="Bitte keine Namen." data-lang="de" data-side="left"
            """;
        await using var embedding = await EmbeddingAsync(attributes: attributes);
        var (page, chat) = (embedding.Visit.Page, embedding.Chat);
        var button = page.GetByRole(AriaRole.Button, new() { Name = "Fragen?" });
        Assert.Equal("rgb(123, 31, 162)", await Style(button, "backgroundColor"));
        Assert.Equal("rgb(255, 253, 231)", await Style(button, "color"));
        Assert.InRange((await button.BoundingBoxAsync())!.X, 0, 30);

        await button.ClickAsync();
        await chat.ReadyAsync();
        await Assertions.Expect(page.Locator("ccgbot-widget .bar strong")).ToHaveTextAsync("Frag die Artikel");
        await Assertions.Expect(page.GetByRole(AriaRole.Button, new() { Name = "Schließen" })).ToBeVisibleAsync();
        await Assertions.Expect(chat.Locator("#chat-greeting")).ToHaveTextAsync("Guten Tag.");
        await Assertions.Expect(chat.Locator("#chat-note")).ToHaveTextAsync("Bitte keine Namen.");
        await Assertions.Expect(chat.Locator("#clear")).ToHaveTextAsync("Neuer Chat");
        await Assertions.Expect(chat.Locator("html")).ToHaveAttributeAsync("lang", "de");
        await Assertions.Expect(chat.Input).ToHaveAttributeAsync("placeholder", "Frage stellen");
        await chat.AskAsync(Question, "eight");
        Assert.Equal("rgb(123, 31, 162)", await Style(chat.Locator("#clear"), "color"));

        await page.EmulateMediaAsync(new() { ColorScheme = ColorScheme.Dark });
        Assert.Equal("rgb(206, 147, 216)", await Style(chat.Locator("#clear"), "color"));
        await embedding.Visit.PictureAsync("widget-attributes");
        Assert.Empty(embedding.Visit.Complaints);
    }

    [Fact]
    public void Is_under_ten_kilobytes_before_it_is_opened() =>
        Assert.InRange(new FileInfo(Path.Combine(Path.GetDirectoryName(Repository.WebProgram)!, "wwwroot", "widget.js")).Length, 1_000, 10_000);

    private static Task<string> Style(ILocator element, string property) => element.EvaluateAsync<string>($"e => getComputedStyle(e).{property}");

    private async Task<Embedding> EmbeddingAsync(bool allowed = true, string? attributes = null)
    {
        attributes ??= """
            data-title="Ask about CCGs" data-accent="#7b1fa2" data-accent-ink="white" data-greeting="Hello from &lt;b&gt;us&lt;/b&gt;"
            data-note="No personal details, please." data-lang="en-GB"
            """;
        var home = new BotHome();
        var port = StaticSite.FreePort();
        var host = await WebProcess.StartAsync(home, new Dictionary<string, string>
        {
            ["Web:AllowedOrigins:0"] = allowed ? $"http://127.0.0.1:{port}" : "https://www.example.org",
        });
        // Another host name is another site to the browser, not only another origin.
        var bot = $"http://localhost:{host.Address.Port}";
        var site = new StaticSite(
            _ => $$"""
                <!doctype html><html lang="en"><head><title>Another site</title>
                <style nonce="theirs">* { text-transform: uppercase !important; font-size: 31px; } #theirs, button { color: red !important; } iframe { opacity: .1; width: 3px !important }</style></head>
                <body><h1>A page of somebody else</h1><p id="theirs">Their text. <a href="/">Their link</a></p>
                <script src="{{bot}}/widget.js" defer {{attributes}}></script></body></html>
                """,
            $"default-src 'none'; script-src {bot}; frame-src {bot}; style-src 'nonce-theirs'; img-src 'self'",
            port);
        var visit = await Visit.OpenAsync(browser, site.Address);
        await visit.Page.GotoAsync("/");
        return new Embedding(home, host, site, visit, new Chat(visit.Page, visit.Page.FrameLocator("ccgbot-widget iframe")));
    }

    private sealed record Embedding(BotHome Home, WebProcess Host, StaticSite Site, Visit Visit, Chat Chat) : IAsyncDisposable
    {
        public bool Owns(Uri address) => address.Port == Host.Address.Port || address.Port == Site.Address.Port || address.Scheme is "data" or "blob";

        public async ValueTask DisposeAsync()
        {
            await Visit.DisposeAsync();
            Site.Dispose();
            await Host.DisposeAsync();
            Home.Dispose();
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>One person's browser window, with everything it asked for and complained about.</summary>
internal sealed class Visit : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private Visit(IBrowserContext context, IPage page)
    {
        _context = context;
        Page = page;
    }

    public IPage Page { get; }

    public IBrowserContext Context => _context;

    /// <summary>Addresses of every request, WebSockets among them.</summary>
    public ConcurrentQueue<string> Requests { get; } = new();

    /// <summary>Console errors, uncaught exceptions and refusals of the content security policy.</summary>
    public ConcurrentQueue<string> Complaints { get; } = new();

    public static async Task<Visit> OpenAsync(BrowserFixture browser, Uri site, BrowserNewContextOptions? options = null)
    {
        options ??= new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1000, Height = 760 } };
        options.BaseURL = site.ToString();
        options.Locale = "en-GB";
        var context = await browser.Browser.NewContextAsync(options);
        // The machine may be busy with other tests; no test is about speed.
        context.SetDefaultTimeout(180_000);
        var visit = new Visit(context, await context.NewPageAsync());
        context.Request += (_, request) => visit.Requests.Enqueue(request.Url);
        context.Page += (_, page) => visit.Watch(page);
        visit.Watch(visit.Page);
        return visit;
    }

    /// <summary>Makes the person an operator.</summary>
    public async Task SignInAsync(string key)
    {
        await Page.GotoAsync("/operator");
        await Page.Locator("#key").FillAsync(key);
        await Page.Locator("main button").ClickAsync();
        await Page.WaitForURLAsync("**/evidence");
    }

    public ValueTask DisposeAsync() => _context.DisposeAsync();

    /// <summary>Keeps a picture where CCGBOT_SCREENSHOTS says, for people to look at.</summary>
    public async Task PictureAsync(string name, bool fullPage = false)
    {
        if (Environment.GetEnvironmentVariable("CCGBOT_SCREENSHOTS") is { Length: > 0 } folder)
        {
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png"), FullPage = fullPage });
        }
    }

    /// <summary>Keeps pictures of the whole page on a desk and on a telephone, light and dark.</summary>
    public async Task PicturesAsync(string name)
    {
        if (Environment.GetEnvironmentVariable("CCGBOT_SCREENSHOTS") is not { Length: > 0 })
        {
            return;
        }

        var before = Page.ViewportSize!;
        foreach (var scheme in (ColorScheme[])[ColorScheme.Dark, ColorScheme.Light])
        {
            await Page.EmulateMediaAsync(new() { ColorScheme = scheme });
            foreach (var width in (int[])[1440, 390])
            {
                await Page.SetViewportSizeAsync(width, 900);
                await PictureAsync($"{name}-{width}-{scheme}".ToLowerInvariant(), fullPage: true);
            }
        }

        await Page.SetViewportSizeAsync(before.Width, before.Height);
    }

    private void Watch(IPage page)
    {
        page.WebSocket += (_, socket) => Requests.Enqueue(socket.Url);
        page.PageError += (_, error) => Complaints.Enqueue(error);
        page.Console += (_, message) =>
        {
            if (message.Type == "error")
            {
                Complaints.Enqueue($"{message.Text} ({message.Location})");
            }
        };
    }
}

using System.Diagnostics;
using Microsoft.Playwright;

namespace CcgBot.AnswerBench;

/// <summary>The chat page in headless Chromium: the system's, or the one that CCGBOT_CHROMIUM names.</summary>
internal sealed class Page : IAsyncDisposable
{
    private const string Answer = ".webchat__bubble:not(.webchat__bubble--from-user) .webchat__text-content__markdown";

    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Page(IPlaywright playwright, IBrowser browser) => (_playwright, _browser) = (playwright, browser);

    public static async Task<Page> LaunchAsync()
    {
        var program = Environment.GetEnvironmentVariable("CCGBOT_CHROMIUM") ?? ((string[])["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]).First(File.Exists);
        var playwright = await Playwright.CreateAsync();
        return new Page(playwright, await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = program, Args = ["--headless", "--no-sandbox", "--disable-gpu"] }));
    }

    /// <summary>A new visitor opens the page and asks.</summary>
    /// <returns>From opening the page until it is connected, and from sending the question until its answer is seen.</returns>
    public async Task<(TimeSpan Connected, TimeSpan Answered)> AskAsync(Uri site, string question, string expected)
    {
        await using var context = await _browser.NewContextAsync(new BrowserNewContextOptions { BaseURL = site.ToString() });
        var page = await context.NewPageAsync();
        var opened = Stopwatch.GetTimestamp();
        await page.GotoAsync("/");
        await page.Locator("body[data-connection='online']").WaitForAsync();
        var connected = Stopwatch.GetElapsedTime(opened);
        await page.Locator("[data-id='webchat-sendbox-input']").FillAsync(question);
        var sent = Stopwatch.GetTimestamp();
        await page.Locator("[data-id='webchat-sendbox-input']").PressAsync("Enter");
        await page.Locator(Answer).Filter(new LocatorFilterOptions { HasText = expected }).First.WaitForAsync();
        return (connected, Stopwatch.GetElapsedTime(sent));
    }

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
    }
}

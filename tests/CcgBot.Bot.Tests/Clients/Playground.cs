using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Playwright;

namespace CcgBot.Bot.Tests.Clients;

/// <summary>The M365 Agents Playground (npm) as a process of its own, with its page open in headless Chromium.</summary>
internal sealed class Playground : IAsyncDisposable
{
    private static readonly string[] Flags =
    [
        "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync",
    ];

    private readonly Process _process;
    private readonly IPlaywright _playwright;
    private readonly IBrowser _browser;

    private Playground(Process process, IPlaywright playwright, IBrowser browser, IPage page)
    {
        _process = process;
        _playwright = playwright;
        _browser = browser;
        Page = page;
    }

    public IPage Page { get; }

    /// <param name="bot">The bot's <c>/api/messages</c>.</param>
    /// <param name="channel"><c>msteams</c>, <c>webchat</c> or <c>directline</c>.</param>
    public static async Task<Playground> OpenAsync(Uri bot, string channel, params string[] more)
    {
        var port = FreePort();
        var start = new ProcessStartInfo("node")
        {
            WorkingDirectory = Path.GetTempPath(),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        string[] arguments =
        [
            Path.Combine(Repository.Clients, "node_modules", "@microsoft", "m365agentsplayground", "cli.js"), "start",
            "-e", bot.AbsoluteUri, "-c", channel, "-p", port.ToString(System.Globalization.CultureInfo.InvariantCulture), "--disable-telemetry", .. more,
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        var process = Process.Start(start) ?? throw new InvalidOperationException("node did not start.");
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        var address = new Uri($"http://localhost:{port}/");
        await UntilAnsweredAsync(address);
        var playwright = await Microsoft.Playwright.Playwright.CreateAsync();
        var browser = await playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Requirements.Chromium, Headless = true, Args = Flags });
        var page = await browser.NewPageAsync(new BrowserNewPageOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 1000 } });
        page.SetDefaultTimeout(60_000);
        await page.GotoAsync(address.AbsoluteUri);
        return new Playground(process, playwright, browser, page);
    }

    public async Task AskAsync(string question)
    {
        await Page.GetByRole(AriaRole.Textbox).First.ClickAsync();
        await Page.Keyboard.TypeAsync(question);
        await Page.Keyboard.PressAsync("Enter");
    }

    public Task PictureAsync(string name) =>
        Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(Repository.Artifacts("playground"), name + ".png") });

    public async ValueTask DisposeAsync()
    {
        await _browser.DisposeAsync();
        _playwright.Dispose();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    private static async Task UntilAnsweredAsync(Uri address)
    {
        using var http = new HttpClient();
        for (var tries = 0; ; tries++)
        {
            try
            {
                using var response = await http.GetAsync(address);
                return;
            }
            catch (HttpRequestException) when (tries < 300)
            {
                await Task.Delay(100);
            }
        }
    }
}

using CcgBot.Web.Tests.Infrastructure;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;

namespace CcgBot.Web.Tests.Browser;

/// <summary>Passkeys beside passwords, with the browser's virtual authenticator.</summary>
public sealed class PasskeyTests(BrowserFixture browser) : IClassFixture<BrowserFixture>, IAsyncLifetime
{
    private readonly BotHome _home = new();
    private WebProcess? _host;

    public async Task InitializeAsync()
    {
        var folder = _home.Write("leaflets", "lido.txt", "The lido\n\n1 May 2024\n\nThe lido opens its doors in the spring.\n");
        await Cli.RunAsync(_home, "ingest", folder, "--set", "Retrieval:Dense:Enabled=false");
        _host = await WebProcess.StartAsync(_home, new Dictionary<string, string> { ["Retrieval:Dense:Enabled"] = "false", ["Reading:Enabled"] = "false", ["Web:SignInsPerMinute"] = "100000" });
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [BrowserFact]
    public async Task A_passkey_is_made_signs_in_and_opens_nothing_once_it_is_removed_or_its_account_is_locked()
    {
        await Cli.RunAsync(_home, "accounts", "add", "Bob");
        var link = (await Cli.RunAsync(_home, "accounts", "add", "Ada", "--may", "edit", "audit")).Trim();
        // Browsers take a name for a passkey's site, and no number.
        await using var ada = await Visit.OpenAsync(browser, new UriBuilder(_host!.Address) { Host = "localhost" }.Uri);
        var devices = await ada.Context.NewCDPSessionAsync(ada.Page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new Dictionary<string, object>
        {
            ["options"] = new Dictionary<string, object>
            {
                ["protocol"] = "ctap2",
                ["transport"] = "internal",
                ["hasResidentKey"] = true,
                ["hasUserVerification"] = true,
                ["isUserVerified"] = true,
                ["automaticPresenceSimulation"] = true,
            },
        });

        await ada.Page.GotoAsync(link);
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in" }).ClickAsync();
        await ada.Page.GetByRole(AriaRole.Link, new() { Name = "Your passkeys" }).ClickAsync();
        await ada.Page.GetByLabel("A name for a new one").FillAsync("Ada's laptop");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Make a passkey" }).ClickAsync();
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is made");
        await Assertions.Expect(ada.Page.Locator(".entry h2")).ToHaveTextAsync("Ada's laptop");
        Assert.Empty((await ada.Page.RunAxe()).Violations);
        await ada.PictureAsync("passkeys", fullPage: true);

        await SignOutAsync(ada);
        await SignInAsync(ada);
        await Assertions.Expect(ada.Page.Locator("main")).ToContainTextAsync("Signed in as Ada.");
        await ada.Page.GotoAsync("/admin/audit");
        await Assertions.Expect(ada.Page.Locator("main")).ToContainTextAsync("Ada made a passkey: Ada's laptop");

        await Cli.RunAsync(_home, "accounts", "lock", "Ada");
        await SignInAsync(ada);
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("This passkey was not taken");
        await ada.PictureAsync("passkey-refused");
        await Cli.RunAsync(_home, "accounts", "unlock", "Ada");
        await SignInAsync(ada);
        await Assertions.Expect(ada.Page.Locator("main")).ToContainTextAsync("Signed in as Ada.");

        await ada.Page.GotoAsync("/sign-in/passkeys");
        await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Remove Ada's laptop" }).ClickAsync();
        await Assertions.Expect(ada.Page.GetByRole(AriaRole.Status)).ToContainTextAsync("It is removed");
        await SignOutAsync(ada);
        await ada.Page.GotoAsync("/sign-in");
        await Assertions.Expect(ada.Page.GetByLabel("Password")).ToBeVisibleAsync();
        // Nobody has one any more.
        Assert.Equal(0, await ada.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).CountAsync());
    }

    private static async Task SignOutAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/admin");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign out" }).ClickAsync();
        await visit.Page.WaitForURLAsync("**/");
    }

    private static async Task SignInAsync(Visit visit)
    {
        await visit.Page.GotoAsync("/sign-in?next=/admin");
        await visit.Page.GetByRole(AriaRole.Button, new() { Name = "Sign in with a passkey" }).ClickAsync();
    }
}

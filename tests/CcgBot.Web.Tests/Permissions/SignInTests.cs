using System.Net;
using CcgBot.Web.Tests.Infrastructure;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Web.Tests.Permissions;

/// <summary>Sign-in by OpenID Connect against a provider that runs on this machine.</summary>
public sealed class SignInTests : IAsyncLifetime
{
    private readonly BotHome _home = new();
    private readonly List<IAsyncDisposable> _running = [];

    public Task InitializeAsync()
    {
        var folder = _home.Write("pharmacy", "stock.txt", "Stock of umexalone\n\n3 June 2024\n\nOn Garsdale ward the dose of umexalone is 12 mg twice a day.\n");
        _home.Write("pharmacy", "articles.yaml", "groups: [pharmacy]\n");
        return Cli.RunAsync(_home, "ingest", Path.Combine(_home.Path, "seeds"), folder, "--set", "Retrieval:Dense:Enabled=false");
    }

    public async Task DisposeAsync()
    {
        foreach (var running in _running)
        {
            await running.DisposeAsync();
        }

        _home.Dispose();
    }

    [Fact]
    public async Task A_person_signs_in_by_code_with_pkce_reads_what_their_groups_may_and_signs_out_on_the_server_too()
    {
        var provider = await ProviderAsync();
        provider.Groups = ["Pharmacy", "everyone else"];
        var browser = await BrowserAsync(provider);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/articles/stock")).Status);

        var (status, text) = await browser.GetAsync("/sign-in?next=/articles/stock");
        Assert.Equal(HttpStatusCode.OK, status);
        Assert.Contains("12 mg", text);
        Assert.Equal("S256", provider.Challenges.Single());
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.GetAsync("/admin/articles")).Status);
        Assert.Contains("Signed in as Ada Lovelace", (await browser.GetAsync("/admin")).Text);

        var session = browser.CookiesNamed("ccgbot-session");
        Assert.Equal(HttpStatusCode.Forbidden, (await browser.PostAsync("/sign-out", ("Sec-Fetch-Site", "cross-site"))).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/articles/stock")).Status);
        await browser.PostAsync("/sign-out");
        Assert.Equal("ada", provider.SignedOut.Single());
        browser.Restore(session);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/articles/stock")).Status);
    }

    [Fact]
    public async Task Roles_come_from_groups()
    {
        var provider = await ProviderAsync();
        provider.Groups = ["bot editors"];
        var editor = await BrowserAsync(provider, ("SignIn:Editors:0", "Bot Editors"), ("SignIn:Auditors:0", "governance"));
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync("/admin/articles")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/admin/audit")).Status);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/admin/keys")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await editor.GetAsync("/admin/article?id=stock")).Status);

        await editor.PostAsync("/sign-out");
        (provider.Subject, provider.Groups) = ("grace", ["governance"]);
        Assert.Equal(HttpStatusCode.OK, (await editor.GetAsync("/admin/audit")).Status);
        Assert.Contains("12 mg", (await editor.GetAsync("/articles/stock")).Text);
        Assert.Equal(HttpStatusCode.Forbidden, (await editor.GetAsync("/admin/articles")).Status);
    }

    [Fact]
    public async Task Tokens_of_another_issuer_are_refused()
    {
        var provider = await ProviderAsync(issuer: new Uri("http://127.0.0.1:1/"));
        await RefusedAsync(await BrowserAsync(provider));
    }

    [Fact]
    public async Task A_sign_in_that_another_browser_began_is_refused()
    {
        var provider = await ProviderAsync();
        provider.Groups = ["pharmacy"];
        var browser = await BrowserAsync(provider);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/sign-in?next=/articles/stock", before: to => browser.Forget(to.AbsolutePath == "/sign-in/callback", "OpenIdConnect.Nonce"))).Status);
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/sign-in?next=/articles/stock", before: to => browser.Forget(to.AbsolutePath == "/sign-in/callback", "Correlation"))).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/articles/stock")).Status);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync("/sign-in?next=/articles/stock")).Status);
    }

    [Theory]
    [InlineData(-60, false)] // its tokens ended 40 minutes ago
    [InlineData(-21, true)] // a minute ago, and clocks differ by that
    [InlineData(1, true)] // they begin in a minute
    [InlineData(60, false)]
    public async Task Tokens_count_while_they_last_by_clocks_that_differ_little(int minutes, bool isIn)
    {
        var provider = await ProviderAsync(new FakeTimeProvider(TimeProvider.System.GetUtcNow().AddMinutes(minutes)) { AutoAdvanceAmount = TimeSpan.FromMilliseconds(1) });
        provider.Groups = ["pharmacy"];
        var browser = await BrowserAsync(provider);
        Assert.Equal(isIn ? HttpStatusCode.OK : HttpStatusCode.Unauthorized, (await browser.GetAsync("/sign-in?next=/articles/stock")).Status);
    }

    [Fact]
    public async Task Groups_that_a_token_cannot_hold_are_asked_for_and_where_they_cannot_be_had_there_are_none()
    {
        var provider = await ProviderAsync();
        (provider.Overage, provider.Groups) = (true, ["pharmacy"]);
        var browser = await BrowserAsync(provider, ("SignIn:OverageUrl", new Uri(provider.Address, "/graph/me/getMemberGroups").ToString()));
        Assert.Contains("12 mg", (await browser.GetAsync("/sign-in?next=/articles/stock")).Text);
        await browser.PostAsync("/sign-out");
        provider.GraphWorks = false;
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/sign-in?next=/articles/stock")).Status);
        Assert.Contains("Signed in as Ada", (await browser.GetAsync("/admin")).Text);
    }

    [Fact]
    public async Task A_sign_in_leads_nowhere_but_to_this_site()
    {
        var provider = await ProviderAsync();
        var browser = await BrowserAsync(provider);
        foreach (var next in (string[])["https://evil.example/", "//evil.example/", "/\\evil.example"])
        {
            var seen = new List<Uri>();
            await browser.GetAsync($"/sign-in?next={Uri.EscapeDataString(next)}", before: seen.Add);
            Assert.All(seen, to => Assert.True(to.IsLoopback, to.ToString()));
        }
    }

    private static async Task RefusedAsync(Browser browser)
    {
        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync("/sign-in?next=/articles/stock")).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await browser.GetAsync("/articles/stock")).Status);
    }

    private async Task<OpenIdProvider> ProviderAsync(TimeProvider? time = null, Uri? issuer = null)
    {
        var provider = await OpenIdProvider.StartAsync(time, issuer);
        _running.Add(provider);
        return provider;
    }

    private async Task<Browser> BrowserAsync(OpenIdProvider provider, params (string Name, string Value)[] settings)
    {
        var all = settings.ToDictionary(setting => setting.Name, setting => setting.Value);
        (all["SignIn:Authority"], all["SignIn:ClientId"], all["SignIn:ClientSecret"]) = (provider.Address.ToString(), OpenIdProvider.ClientId, OpenIdProvider.ClientSecret);
        (all["Retrieval:Dense:Enabled"], all["Web:SignInsPerMinute"]) = ("false", "1000");
        var host = await WebProcess.StartAsync(_home, all);
        _running.Insert(0, host);
        return new Browser(host.Address);
    }

    /// <summary>Follows redirects with cookies, as a browser does.</summary>
    private sealed class Browser(Uri site)
    {
        private readonly CookieContainer _cookies = new();

        public async Task<(HttpStatusCode Status, string Text)> GetAsync(string path, Action<Uri>? before = null)
        {
            var to = new Uri(site, path);
            return await FollowAsync(new HttpRequestMessage(HttpMethod.Get, to) { Headers = { { "Accept", "text/html" } } }, before);
        }

        public Task<(HttpStatusCode Status, string Text)> PostAsync(string path, params (string Name, string Value)[] headers)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, new Uri(site, path)) { Content = new FormUrlEncodedContent([]) };
            request.Headers.Add("Accept", "text/html");
            foreach (var (name, value) in headers)
            {
                request.Headers.Add(name, value);
            }

            return FollowAsync(request, null);
        }

        public CookieCollection CookiesNamed(string name)
        {
            var found = new CookieCollection();
            foreach (var cookie in _cookies.GetAllCookies().Where(cookie => cookie.Name.StartsWith(name, StringComparison.Ordinal)))
            {
                found.Add(new Cookie(cookie.Name, cookie.Value, "/", cookie.Domain));
            }

            Assert.NotEmpty(found);
            return found;
        }

        public void Restore(CookieCollection cookies) => _cookies.Add(cookies);

        public void Forget(bool now, string part)
        {
            foreach (var cookie in _cookies.GetAllCookies().Where(cookie => now && cookie.Name.Contains(part, StringComparison.Ordinal)))
            {
                cookie.Expired = true;
            }
        }

        private async Task<(HttpStatusCode Status, string Text)> FollowAsync(HttpRequestMessage request, Action<Uri>? before)
        {
            using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = true, CookieContainer = _cookies });
            for (var hops = 0; ; hops++)
            {
                Assert.True(hops < 12, "redirected round and round");
                before?.Invoke(request.RequestUri!);
                using var response = await http.SendAsync(request);
                if (response.Headers.Location is not { } location)
                {
                    return (response.StatusCode, await response.Content.ReadAsStringAsync());
                }

                request = new HttpRequestMessage(HttpMethod.Get, new Uri(request.RequestUri!, location)) { Headers = { { "Accept", "text/html" } } };
            }
        }
    }
}

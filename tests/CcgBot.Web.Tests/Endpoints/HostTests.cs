using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Endpoints;

[Collection(SiteCollection.Name)]
public sealed class HostTests(SiteFixture site)
{
    [Fact]
    public async Task Is_alive_and_ready_once_the_seeds_are_indexed()
    {
        Assert.Equal("{\"status\":\"ok\"}", await site.Http.GetStringAsync("/healthz"));
        Assert.Equal(2, (await site.Http.GetFromJsonAsync<JsonElement>("/readyz")).GetProperty("articles").GetInt32());
    }

    [Fact]
    public async Task Is_ready_for_its_first_article_and_takes_up_what_the_command_line_ingests()
    {
        using var home = new BotHome(withSeeds: false);
        await using var host = await WebProcess.StartAsync(home);
        Assert.Equal(0, (await host.Http.GetFromJsonAsync<JsonElement>("/readyz")).GetProperty("articles").GetInt32());

        await Cli.RunAsync(home, "ingest", home.Write("new", "board.txt", "A board is formed\n\nThe Zanzibar board was formed by seventeen members in 1999.\n"));

        // How soon is measured elsewhere; that it does without a restart is what counts here.
        JsonElement answer;
        do
        {
            answer = await (await host.Http.PostAsJsonAsync("/api/ask", new { question = "When was the Zanzibar board formed?" })).Content.ReadFromJsonAsync<JsonElement>();
        }
        while (answer.GetProperty("kind").GetString() != "grounded");

        Assert.Contains("seventeen", answer.GetProperty("text").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/chat.js", "br")]
    [InlineData("/site.css", "gzip")]
    [InlineData("/widget.js", "br")]
    [InlineData("/lib/webchat.js", "br")]
    [InlineData("/lib/webchat.js", "gzip")]
    [InlineData("/", null)]
    [InlineData("/articles", null)]
    [InlineData("/healthz", null)]
    public async Task Scripts_and_styles_are_compressed_and_what_may_hold_a_secret_is_not(string address, string? encoding)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address) { Headers = { { "Accept-Encoding", encoding ?? "gzip, br" } } };
        using var response = await site.Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(encoding is null ? [] : [encoding], response.Content.Headers.ContentEncoding);
        using var whole = await site.Http.GetAsync(address);
        Assert.Empty(whole.Content.Headers.ContentEncoding);
        Assert.True(encoding is null || (await response.Content.ReadAsByteArrayAsync()).Length < (await whole.Content.ReadAsByteArrayAsync()).Length / 2);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/chat/embed")]
    [InlineData("/articles")]
    [InlineData("/articles/000_c83acc44ee83a71c")]
    [InlineData("/nothing-here")]
    [InlineData("/api/ask")]
    [InlineData("/site.css")]
    [InlineData("/widget.js")]
    public async Task Every_response_forbids_what_it_does_not_need(string address)
    {
        using var response = await site.Http.GetAsync(address);

        var policy = response.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.Contains("script-src 'self';", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("unsafe", policy, StringComparison.Ordinal);
        Assert.Equal("nosniff", response.Headers.GetValues("X-Content-Type-Options").Single());
        Assert.Equal("same-origin", response.Headers.GetValues("Referrer-Policy").Single());
        Assert.False(response.Headers.Contains("Set-Cookie"));
        Assert.False(response.Headers.Contains("Server"));
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/articles/000_c83acc44ee83a71c")]
    public async Task A_pages_files_are_kept_for_good_under_an_address_that_their_content_decides(string page)
    {
        var markup = await site.Http.GetStringAsync(page);
        var files = System.Text.RegularExpressions.Regex.Matches(markup, "(?:src|href)=\"(/[^\"]+\\.(?:js|css)[^\"]*)\"").Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(files);
        foreach (var file in files)
        {
            using var response = await site.Http.GetAsync(file);
            Assert.Equal(HttpStatusCode.OK, response.StatusCode);
            Assert.Equal("public, max-age=31536000, immutable", response.Headers.GetValues("Cache-Control").Single());
            Assert.Matches("\\?v=[0-9a-f]{12}$", file);
        }
    }

    [Fact]
    public async Task What_other_sites_name_and_every_page_are_asked_about_each_time()
    {
        foreach (var address in (string[])["/", "/widget.js", "/articles"])
        {
            using var response = await site.Http.GetAsync(address);
            Assert.Equal("no-cache", response.Headers.GetValues("Cache-Control").Single());
        }
    }

    [Fact]
    public async Task Only_allowed_sites_may_frame_the_chat()
    {
        Assert.Contains("frame-ancestors 'self' http://127.0.0.1:1", await PolicyAsync("/chat/embed"), StringComparison.Ordinal);
        Assert.EndsWith("frame-ancestors 'self'", await PolicyAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_style_nonce_is_new_each_time() => Assert.NotEqual(await PolicyAsync("/"), await PolicyAsync("/"));

    [Fact]
    public async Task A_wrong_setting_stops_the_start_and_is_named()
    {
        using var home = new BotHome();
        var error = await Assert.ThrowsAsync<InvalidOperationException>(
            () => WebProcess.StartAsync(home, new Dictionary<string, string> { ["Web:AllowedOrigins:0"] = "example.org; script-src *" }));

        Assert.Contains("is no origin such as https://www.example.org", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Forwarded_headers_count_from_configured_proxies_only()
    {
        Assert.StartsWith($"ws://{site.Address.Authority}/", await StreamUrlAsync(site.Http), StringComparison.Ordinal);

        using var home = new BotHome();
        await using var behind = await WebProcess.StartAsync(home, new Dictionary<string, string> { ["Web:KnownProxies:0"] = "127.0.0.0/8" });
        Assert.StartsWith("wss://bot.example.org/", await StreamUrlAsync(behind.Http), StringComparison.Ordinal);
    }

    private static async Task<string> StreamUrlAsync(HttpClient http)
    {
        var token = (await (await http.PostAsync("/chat/token", null)).Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString();
        using var start = new HttpRequestMessage(HttpMethod.Post, "/v3/directline/conversations");
        start.Headers.Add("Authorization", $"Bearer {token}");
        start.Headers.Add("X-Forwarded-Proto", "https");
        start.Headers.Add("X-Forwarded-Host", "bot.example.org");
        start.Headers.Add("X-Forwarded-For", "203.0.113.7");
        using var started = await http.SendAsync(start);
        return (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("streamUrl").GetString()!;
    }

    private async Task<string> PolicyAsync(string address)
    {
        using var response = await site.Http.GetAsync(address);
        return response.Headers.GetValues("Content-Security-Policy").Single();
    }
}

using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

public sealed class OperatorPagesTests : IAsyncLifetime
{
    private const string Key = "an-operator-key-for-tests";
    private static readonly string[] Pages = ["/evidence", "/gaps", "/feedback", "/curated"];

    private readonly BotHome _home = new();
    private WebProcess? _host;

    private HttpClient Http => _host!.Http;

    public async Task InitializeAsync() => _host = await WebProcess.StartAsync(_home, new Dictionary<string, string>
    {
        ["Web:OperatorKey"] = Key,
        ["Web:SignInsPerMinute"] = "100000",
        ["Retrieval:Dense:Enabled"] = "false",
    });

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task An_answers_record_shows_the_question_the_claims_and_the_paragraphs()
    {
        var asked = await Http.PostAsJsonAsync(At("/api/ask"), new { question = "Who led the research? I am jo@nhs.net <b>" });
        var id = (await asked.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("evidenceId").GetString();

        var page = await ReadAsync($"/evidence/{id}");

        Assert.Contains("Who led the research? I am ••• &lt;b&gt;", page);
        Assert.Contains("<mark>", page);
        Assert.Contains("Checkland", page);
        Assert.Contains("(undated)</a>", page);
        Assert.DoesNotContain("jo@nhs.net", page);
        Assert.Contains($"/evidence/{id}", await ReadAsync("/evidence"));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync($"/evidence/{new string('0', 32)}", ("X-Operator-Key", Key)));
    }

    [Fact]
    public async Task Operator_pages_need_the_key_wherever_the_call_comes_from()
    {
        foreach (var path in Pages.Append($"/evidence/{new string('0', 32)}"))
        {
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, ("Host", "127.0.0.1:3978")));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "127.0.0.1"), ("X-Forwarded-Host", "localhost")));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Operator-Key", Key)));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "203.0.113.9"), ("Authorization", "Bearer " + Key)));
        }
    }

    [Fact]
    public async Task A_browser_keeps_no_copy_of_what_operators_read()
    {
        foreach (var path in (string[])[.. Pages, "/operator"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
            request.Headers.Add("X-Operator-Key", Key);
            using var response = await Http.SendAsync(request);
            Assert.Equal("no-store", response.Headers.GetValues("Cache-Control").Single());
        }
    }

    [Fact]
    public async Task The_key_signs_a_browser_in_and_the_cookie_does_not_hold_it()
    {
        using var browser = new HttpClient(new HttpClientHandler { UseCookies = true, AllowAutoRedirect = false });

        var wrong = await browser.PostAsync(At("/operator"), new FormUrlEncodedContent([new("key", "wrong"), new("next", "/gaps")]));
        Assert.Equal(HttpStatusCode.Unauthorized, wrong.StatusCode);
        var right = await browser.PostAsync(At("/operator"), new FormUrlEncodedContent([new("key", Key), new("next", "//evil.example")]));

        Assert.Equal("/evidence", right.Headers.Location!.OriginalString);
        var cookie = Assert.Single(right.Headers.GetValues("Set-Cookie"));
        Assert.DoesNotContain(Key, cookie);
        Assert.Contains("httponly", cookie);
        Assert.Equal(HttpStatusCode.OK, (await browser.GetAsync(At("/gaps"))).StatusCode);
        using var copy = new HttpRequestMessage(HttpMethod.Get, At("/gaps"));
        copy.Headers.Add("Cookie", cookie.Split(';')[0]);

        await browser.PostAsync(At("/operator/sign-out"), null);

        Assert.Equal(HttpStatusCode.Unauthorized, (await browser.GetAsync(At("/gaps"))).StatusCode);
        Assert.Equal(HttpStatusCode.Unauthorized, (await Http.SendAsync(copy)).StatusCode);
    }

    [Theory]
    [InlineData("/%09/evil.example")]
    [InlineData("/\n/evil.example")]
    [InlineData("/\\evil.example")]
    [InlineData("https://evil.example")]
    [InlineData("/caf\u00e9")]
    public async Task Signing_in_leads_to_a_page_of_this_site_whatever_the_form_says(string next)
    {
        using var browser = new HttpClient(new HttpClientHandler { AllowAutoRedirect = false });
        using var signedIn = await browser.PostAsync(At("/operator"), new FormUrlEncodedContent([new("key", Key), new("next", Uri.UnescapeDataString(next))]));

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode);
        Assert.Equal("/evidence", signedIn.Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_form_larger_than_the_sign_in_needs_is_refused()
    {
        using var refused = await Http.PostAsync(At("/operator"), new ByteArrayContent(new byte[100_000]) { Headers = { ContentType = new("application/x-www-form-urlencoded") } });

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, refused.StatusCode);
    }

    private Uri At(string path) => new(_host!.Address, path);

    private async Task<string> ReadAsync(string path)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        request.Headers.Add("X-Operator-Key", Key);
        using var response = await Http.SendAsync(request);
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string path, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, At(path));
        foreach (var (name, value) in headers)
        {
            request.Headers.TryAddWithoutValidation(name, value);
        }

        return (await Http.SendAsync(request)).StatusCode;
    }
}

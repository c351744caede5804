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

        var page = await Http.GetStringAsync(At($"/evidence/{id}"));

        Assert.Contains("Who led the research? I am ••• &lt;b&gt;", page);
        Assert.Contains("<mark>", page);
        Assert.Contains("Checkland", page);
        Assert.Contains("(undated)</a>", page);
        Assert.DoesNotContain("jo@nhs.net", page);
        Assert.Contains($"/evidence/{id}", await Http.GetStringAsync(At("/evidence")));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(At($"/evidence/{new string('0', 32)}"))).StatusCode);
    }

    [Fact]
    public async Task Operator_pages_need_the_key_from_another_machine()
    {
        foreach (var path in Pages.Append($"/evidence/{new string('0', 32)}"))
        {
            Assert.NotEqual(HttpStatusCode.Unauthorized, (await Http.GetAsync(At(path))).StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "203.0.113.9")));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, ("Host", "rebound.example")));
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "203.0.113.9"), ("X-Operator-Key", Key + "x")));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "203.0.113.9"), ("X-Operator-Key", Key)));
            Assert.NotEqual(HttpStatusCode.Unauthorized, await StatusAsync(path, ("X-Forwarded-For", "203.0.113.9"), ("Authorization", "Bearer " + Key)));
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
        using var request = new HttpRequestMessage(HttpMethod.Get, At("/gaps"));
        request.Headers.Add("X-Forwarded-For", "203.0.113.9");
        Assert.Equal(HttpStatusCode.OK, (await browser.SendAsync(request)).StatusCode);
    }

    private Uri At(string path) => new(_host!.Address, path);

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

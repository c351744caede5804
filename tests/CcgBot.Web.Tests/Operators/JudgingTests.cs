using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

/// <summary>Making a test set of what people asked: taken in, judged by two, saved as the evaluator reads it.</summary>
public sealed class JudgingTests : IAsyncLifetime
{
    private readonly BotHome _home = new();
    private WebProcess? _host;

    private HttpClient Http => _host!.Http;

    public async Task InitializeAsync()
    {
        _host = await WebProcess.StartAsync(_home, new Dictionary<string, string> { ["Retrieval:Dense:Enabled"] = "false", ["Web:OperatorKey"] = SiteFixture.OperatorKey });
        Http.DefaultRequestHeaders.Add("X-Operator-Key", SiteFixture.OperatorKey);
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task A_question_that_was_not_answered_is_taken_in_judged_and_saved()
    {
        await Http.PostAsJsonAsync(At("/api/ask"), new { question = "How many zebras <b> live in the research groups?" });

        Assert.Contains("There is no set yet.", await Http.GetStringAsync(At("/judge")));
        var made = await PostAsync("/judge", []);
        Assert.Contains("feedback</a>", made);
        Assert.Contains("<a href=\"/judge\" aria-current=\"page\">Judge</a> <a href=\"/admin/evaluations\">Evaluations</a>", made);

        var asked = await Http.GetStringAsync(At("/judge/feedback?as=ann"));
        Assert.Contains("How many zebras &lt;b&gt; live", asked);
        Assert.Contains("None of them answers it", asked);
        var question = Regex.Match(asked, "name=\"question\" value=\"([^\"]+)\"").Groups[1].Value;
        var paragraph = Regex.Match(asked, "name=\"paragraph\" value=\"([^\"]+)\"").Groups[1].Value;

        Assert.Contains("You have judged them all", await PostAsync("/judge/feedback", new() { ["as"] = "ann", ["question"] = question, ["paragraph"] = paragraph }));
        await PostAsync("/judge/feedback", new() { ["as"] = "bob", ["question"] = question, ["paragraph"] = paragraph });

        Assert.Contains("ann and bob: 1 of 1 alike", await Http.GetStringAsync(At("/judge")));
        var saved = Directory.GetFiles(_home.Path, "questions.jsonl", SearchOption.AllDirectories).Single(file => file.Contains("judging", StringComparison.Ordinal));
        var line = JsonDocument.Parse(File.ReadLines(saved).Single()).RootElement;
        Assert.True(line.GetProperty("answerable").GetBoolean());
        Assert.Equal(paragraph.Split('#')[0], line.GetProperty("evidence")[0].GetProperty("article").GetString());

        await Http.PostAsJsonAsync(At("/api/ask"), new { question = "Who baked the cake of the lighthouse?" });
        using var taken = await Http.PostAsJsonAsync(At("/api/testsets/feedback/from-feedback"), new { why = "before the release" });
        Assert.Equal("""{"set":"feedback","added":1,"before":1}""", await taken.Content.ReadAsStringAsync());
        Assert.Equal("""[{"name":"feedback","questions":2,"decided":1}]""", await Http.GetStringAsync(At("/api/testsets")));
        using var misnamed = await Http.PostAsync(At("/api/testsets/..%2fother/from-feedback"), null);
        Assert.Equal(HttpStatusCode.BadRequest, misnamed.StatusCode);
        using var begun = await Http.PostAsJsonAsync(At("/api/evaluations/sets/feedback/run"), new { why = "after the new leaflet" });
        Assert.Equal(HttpStatusCode.Accepted, begun.StatusCode);
        using var stopped = await Http.PostAsync(At("/api/evaluations/stop"), null);
        var changes = JsonDocument.Parse(await Http.GetStringAsync(At("/api/changes"))).RootElement.EnumerateArray().Select(change => change.GetProperty("change")).ToList();
        Assert.Equal(
            ["evaluation.run: after the new leaflet", "testset.add: before the release", "testset.add: "],
            changes.ConvertAll(change => $"{change.GetProperty("what").GetString()}: {(change.TryGetProperty("why", out var why) ? why.GetString() : "")}"));
    }

    [Fact]
    public async Task Nothing_but_what_is_offered_is_taken()
    {
        await Http.PostAsJsonAsync(At("/api/ask"), new { question = "How many zebras live in the research groups?" });
        await PostAsync("/judge", []);

        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/judge/feedback", new() { ["as"] = "ann", ["question"] = "7", ["paragraph"] = "x#p1" }));
        Assert.Equal(HttpStatusCode.BadRequest, await StatusAsync("/judge/feedback", new() { ["as"] = "" }));
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/judge/..%2f..", new() { ["as"] = "ann" }));
        Assert.Equal(HttpStatusCode.NotFound, (await Http.GetAsync(At("/judge/none?as=ann"))).StatusCode);
        Assert.Contains("Your name", await Http.GetStringAsync(At("/judge/feedback")));
    }

    [Fact]
    public async Task A_form_of_another_site_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, At("/judge")) { Content = new FormUrlEncodedContent([]) };
        request.Headers.Add("Origin", "https://elsewhere.example");

        using var response = await Http.SendAsync(request);

        Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
    }

    private Uri At(string path) => new(_host!.Address, path);

    private async Task<string> PostAsync(string path, Dictionary<string, string> form)
    {
        using var response = await Http.PostAsync(At(path), new FormUrlEncodedContent(form));
        return await response.Content.ReadAsStringAsync();
    }

    private async Task<HttpStatusCode> StatusAsync(string path, Dictionary<string, string> form)
    {
        using var response = await Http.PostAsync(At(path), new FormUrlEncodedContent(form));
        return response.StatusCode;
    }
}

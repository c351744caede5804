using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;
using ModelContextProtocol.Client;
using ModelContextProtocol.Protocol;

namespace CcgBot.Web.Tests.Permissions;

/// <summary>What keys, tokens and roles open, by every door of the host.</summary>
public sealed partial class PermissionsOverHttpTests(PermissionHost host) : IClassFixture<PermissionHost>
{
    private const string Secret = PermissionHost.Secret;
    private const string OperatorKey = PermissionHost.OperatorKey;
    private const string Question = PermissionHost.Question;
    private const string HiddenText = PermissionHost.HiddenText;

    private readonly BotHome _home = host.Home;
    private readonly WebProcess _host = host.Process;

    [Fact]
    public async Task A_key_opens_what_its_groups_may_read_until_it_is_revoked()
    {
        var key = (await Cli.RunAsync(_home, "keys", "add", "ward computer", "--groups", "pharmacy,others")).Trim();
        var answer = await AskAsync(_host, Question, key);
        Assert.Equal("grounded", answer.GetProperty("kind").GetString());
        Assert.Equal("stock", answer.GetProperty("citations")[0].GetProperty("articleId").GetString());
        Assert.Contains(HiddenText, await TextAsync(_host, "/articles/stock", key));
        Assert.Contains("umexalone", await TextAsync(_host, "/articles?q=umexalone+dose", key));
        Assert.Contains(HiddenText, await TextAsync(_host, "/api/search?q=umexalone", key));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/evidence", key));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync("/api/articles", key));

        var elsewhere = (await Cli.RunAsync(_home, "keys", "add", "canteen", "--groups", "catering")).Trim();
        Assert.Equal("abstention", (await AskAsync(_host, Question, elsewhere)).GetProperty("kind").GetString());
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/articles/stock", elsewhere));

        await Cli.RunAsync(_home, "keys", "revoke", key.Split('_')[1]);
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/articles/stock", key));
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync("/articles/stock", elsewhere[..^1] + (elsewhere[^1] == '0' ? '1' : '0')));
        Assert.DoesNotContain(key.Split('_')[2], await File.ReadAllTextAsync(_host.StorePath, System.Text.Encoding.Latin1));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/articles/stock", (await Cli.RunAsync(_home, "keys", "add", "auditor", "--may", "audit")).Trim()));
    }

    [Fact]
    public async Task A_direct_line_token_carries_the_groups_that_the_customers_server_names()
    {
        Assert.Contains("12 mg", await ChatAsync(new { user = new { id = "dl_ada" }, groups = new[] { "pharmacy" } }));
        Assert.DoesNotContain("12 mg", await ChatAsync(new { user = new { id = "dl_ada" }, groups = new[] { "catering" } }));
        Assert.DoesNotContain("12 mg", await ChatAsync(new { user = new { id = "dl_ada" } }));
        using var bad = await PostAsync("tokens/generate", Secret, new { groups = "pharmacy" });
        Assert.Equal(HttpStatusCode.BadRequest, bad.StatusCode);
    }

    [Fact]
    public async Task Agents_use_the_tools_with_the_official_client_and_see_what_their_key_may()
    {
        var key = (await Cli.RunAsync(_home, "keys", "add", "agent", "--groups", "pharmacy")).Trim();
        var elsewhere = (await Cli.RunAsync(_home, "keys", "add", "other agent")).Trim();
        using var refused = await _host.Http.PostAsJsonAsync(new Uri(_host.Address, "/mcp"), new { jsonrpc = "2.0", id = 1, method = "tools/list" });
        Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        using var capitals = await _host.Http.PostAsJsonAsync(new Uri(_host.Address, "/MCP"), new { jsonrpc = "2.0", id = 1, method = "tools/list" });
        Assert.Equal(HttpStatusCode.Unauthorized, capitals.StatusCode);

        await using var client = await McpAsync(key);
        Assert.Equal(["ask", "search", "show"], (await client.ListToolsAsync()).Select(tool => tool.Name).Order());
        Assert.Contains("12 mg", await CallAsync(client, "ask", new() { ["question"] = Question }));
        var found = await CallAsync(client, "search", new() { ["query"] = "umexalone dose", ["top"] = 1 });
        Assert.Contains(HiddenText, found);
        var id = JsonDocument.Parse(found).RootElement[0].GetProperty("paragraphId").GetString();
        Assert.Contains(HiddenText, await CallAsync(client, "show", new() { ["paragraphId"] = id }));

        await using var other = await McpAsync(elsewhere);
        Assert.Contains("\"abstention\"", await CallAsync(other, "ask", new() { ["question"] = Question }));
        Assert.DoesNotContain("umexalone is 12", await CallAsync(other, "search", new() { ["query"] = "umexalone dose" }));
        Assert.True((await other.CallToolAsync("show", new Dictionary<string, object?> { ["paragraphId"] = id })).IsError);
        Assert.True((await other.CallToolAsync("ask", new Dictionary<string, object?> { ["question"] = new string('x', 5_000) })).IsError);
    }

    [Fact]
    public async Task The_api_describes_itself_and_can_be_read_in_a_browser()
    {
        var document = await _host.Http.GetFromJsonAsync<JsonElement>(new Uri(_host.Address, "/openapi/v1.json"));
        var paths = document.GetProperty("paths").EnumerateObject().Select(path => path.Name).ToList();
        Assert.Contains("/api/ask", paths);
        Assert.Contains("/api/articles/publish", paths);
        Assert.Contains("/api/testsets/{set}/from-feedback", paths);
        Assert.Contains("/api/accounts/{id}/link", paths);
        Assert.All(paths, path => Assert.StartsWith("/api/", path, StringComparison.Ordinal));
        Assert.True(document.GetProperty("paths").GetProperty("/api/ask").GetProperty("post").GetProperty("requestBody").TryGetProperty("content", out _));

        using var page = await _host.Http.GetAsync(new Uri(_host.Address, "/api/reference/"));
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        var nonce = Nonce().Match(page.Headers.GetValues("Content-Security-Policy").Single()).Groups[1].Value;
        Assert.Contains($"nonce=\"{nonce}\"", await page.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task An_editor_publishes_withdraws_and_restores_and_two_at_once_overwrite_nothing()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("Notes on parking\n\n1 May 2024\n\nThe car park closes at nine in the evening on weekdays.\n"u8.ToArray()), "file", "parking.txt" } };
        using var sent = await SendAsync(HttpMethod.Post, "/api/articles/preview", form);
        var draft = (await sent.Content.ReadFromJsonAsync<JsonElement>())[0];
        Assert.Equal("Notes on parking", draft.GetProperty("title").GetString());
        Assert.Equal(JsonValueKind.Null, draft.GetProperty("replaces").ValueKind);
        var published = await ReadAsync(HttpMethod.Post, "/api/articles/publish", new { draft = draft.GetProperty("id").GetString(), why = "asked for", publisher = "Estates" });
        Assert.Equal("grounded", (await AskAsync(_host, "When does the car park close?")).GetProperty("kind").GetString());

        var revision = published.GetProperty("revision").GetString();
        var withdrawn = await ReadAsync(HttpMethod.Post, "/api/articles/parking/withdraw", new { revision, why = "it moved" });
        Assert.True(withdrawn.GetProperty("withdrawn").GetBoolean());
        Assert.Equal("abstention", (await AskAsync(_host, "When does the car park close?")).GetProperty("kind").GetString());
        using var late = await SendAsync(HttpMethod.Post, "/api/articles/parking/groups", JsonContent.Create(new { revision, groups = new[] { "estates" } }));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        using var again = await SendAsync(HttpMethod.Post, "/api/articles/publish", JsonContent.Create(new { draft = draft.GetProperty("id").GetString() }));
        Assert.Equal(HttpStatusCode.Conflict, again.StatusCode);
        await ReadAsync(HttpMethod.Post, "/api/articles/parking/restore", new { revision = withdrawn.GetProperty("revision").GetString() });

        var changes = await ReadAsync(HttpMethod.Get, "/api/changes?subject=parking", null);
        Assert.Equal(["article.restore", "article.withdraw", "article.publish"], changes.EnumerateArray().Select(change => change.GetProperty("change").GetProperty("what").GetString()));
        Assert.Equal("it moved", changes[1].GetProperty("change").GetProperty("why").GetString());
        Assert.Equal("operator", changes[1].GetProperty("change").GetProperty("who").GetString());
        await Cli.RunAsync(_home, "audit", "verify", "--without-heads");
    }

    [Fact]
    public async Task The_console_works_by_forms_alone_and_takes_none_from_elsewhere()
    {
        using var form = new MultipartFormDataContent { { new ByteArrayContent("Visiting <b>hours</b>\n\n2 May 2024\n\nVisitors are welcome from two in the afternoon until eight.\n\nShare this article\n"u8.ToArray()), "file", "visiting.txt" } };
        using var previewed = await SendAsync(HttpMethod.Post, "/admin/articles/preview", form);
        var preview = await previewed.Content.ReadAsStringAsync();
        Assert.Contains("1. Visitors are welcome", preview);
        Assert.Contains("class=\"boilerplate\"", preview);
        Assert.DoesNotContain("<b>hours</b>", preview);
        var draft = DraftField().Match(preview).Groups[1].Value;
        var fields = new Dictionary<string, string> { ["draft"] = draft, ["revision"] = "", ["title"] = "Visiting hours", ["groups"] = "reception", ["why"] = "new leaflet" };
        using var elsewhere = await SendAsync(HttpMethod.Post, "/admin/articles/publish", new FormUrlEncodedContent(fields), ("Sec-Fetch-Site", "cross-site"));
        Assert.Equal(HttpStatusCode.Forbidden, elsewhere.StatusCode);
        using var published = await SendAsync(HttpMethod.Post, "/admin/articles/publish", new FormUrlEncodedContent(fields));
        Assert.Equal(HttpStatusCode.OK, published.StatusCode);
        var list = await published.Content.ReadAsStringAsync();
        Assert.Contains("Visiting hours", list);
        Assert.Contains("reception", list);
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync("/articles/visiting", null));

        var page = await (await SendAsync(HttpMethod.Get, "/admin/article?id=visiting", null)).Content.ReadAsStringAsync();
        var revision = RevisionField().Match(page).Groups[1].Value;
        using var changed = await SendAsync(HttpMethod.Post, "/admin/article/groups", new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = "visiting", ["revision"] = revision, ["groups"] = "", ["why"] = "for all" }));
        Assert.Contains("may be read by everyone, before by reception", await changed.Content.ReadAsStringAsync());
        using var late = await SendAsync(HttpMethod.Post, "/admin/article/withdraw", new FormUrlEncodedContent(new Dictionary<string, string> { ["id"] = "visiting", ["revision"] = revision }));
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);
        Assert.Contains("somebody else changed this article meanwhile", await late.Content.ReadAsStringAsync());
        Assert.Equal(HttpStatusCode.OK, await StatusAsync("/articles/visiting", null));

        foreach (var path in (string[])["/admin", "/admin/gaps", "/admin/feedback", "/admin/audit", "/admin/audit.csv", "/admin/keys", "/admin/articles?withdrawn=true"])
        {
            using var shown = await SendAsync(HttpMethod.Get, path, null);
            Assert.Equal(HttpStatusCode.OK, shown.StatusCode);
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(path, null));
        }
    }

    private static async Task<JsonElement> AskAsync(WebProcess host, string question, string? key = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.Address, "/api/ask")) { Content = JsonContent.Create(new { question }) };
        if (key is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        }

        using var response = await host.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private static async Task<string> TextAsync(WebProcess host, string path, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(host.Address, path));
        request.Headers.Add("X-Api-Key", key);
        using var response = await host.Http.SendAsync(request);
        return WebUtility.HtmlDecode(Tags().Replace(await response.Content.ReadAsStringAsync(), ""));
    }

    private async Task<HttpStatusCode> StatusAsync(string path, string? key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Address, path));
        if (key is not null)
        {
            request.Headers.Add("X-Api-Key", key);
        }

        using var response = await _host.Http.SendAsync(request);
        return response.StatusCode;
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content, params (string Name, string Value)[] headers)
    {
        using var request = new HttpRequestMessage(method, new Uri(_host.Address, path)) { Content = content };
        request.Headers.Add("X-Operator-Key", OperatorKey);
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }

        return await _host.Http.SendAsync(request);
    }

    private async Task<JsonElement> ReadAsync(HttpMethod method, string path, object? body)
    {
        using var response = await SendAsync(method, path, body is null ? null : JsonContent.Create(body));
        Assert.True(response.IsSuccessStatusCode, await response.Content.ReadAsStringAsync());
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, string bearer, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(_host.Address, $"/v3/directline/{path}")) { Content = JsonContent.Create(body) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        return await _host.Http.SendAsync(request);
    }

    /// <summary>What the bot says to the question in a new conversation.</summary>
    private async Task<string> ChatAsync(object token)
    {
        using var generated = await PostAsync("tokens/generate", Secret, token);
        var bearer = (await generated.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("token").GetString()!;
        using var started = await PostAsync("conversations", bearer, new { });
        var id = (await started.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("conversationId").GetString();
        using var posted = await PostAsync($"conversations/{id}/activities", bearer, new { type = "message", from = new { id = "dl_ada" }, text = Question });
        posted.EnsureSuccessStatusCode();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host.Address, $"/v3/directline/conversations/{id}/activities"));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", bearer);
        using var polled = await _host.Http.SendAsync(request);
        return await polled.Content.ReadAsStringAsync();
    }

    private Task<McpClient> McpAsync(string key) => McpClient.CreateAsync(new HttpClientTransport(new HttpClientTransportOptions
    {
        Endpoint = new Uri(_host.Address, "/mcp"),
        AdditionalHeaders = new Dictionary<string, string> { ["Authorization"] = $"Bearer {key}" },
    }));

    private static async Task<string> CallAsync(McpClient client, string tool, Dictionary<string, object?> arguments)
    {
        var result = await client.CallToolAsync(tool, arguments);
        Assert.NotEqual(true, result.IsError);
        return string.Concat(result.Content.OfType<TextContentBlock>().Select(block => block.Text));
    }

    [GeneratedRegex("'nonce-([^']*)'")]
    private static partial Regex Nonce();

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Tags();

    [GeneratedRegex("name=\"draft\" value=\"([0-9a-f]{32})\"")]
    private static partial Regex DraftField();

    [GeneratedRegex("name=\"revision\" value=\"([^\"]+)\"")]
    private static partial Regex RevisionField();
}

using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Permissions;

/// <summary>Two hosts over the same articles, one of them without the one that a group alone may read: nobody can tell them apart who is not in the group.</summary>
public sealed partial class OutsiderOverHttpTests(PermissionHost host) : IClassFixture<PermissionHost>, IDisposable
{
    private readonly BotHome _homeWithout = new();

    [Fact]
    public async Task An_outsider_gets_the_same_bytes_by_every_door_as_where_there_is_no_hidden_article()
    {
        await using var without = await PermissionHost.StartAsync(_homeWithout, Path.Combine(_homeWithout.Path, "seeds"));
        await SameAsync(without, host.Process);
        foreach (var question in (string[])[PermissionHost.Question, "umexalone", "How many articles are there?", "Which articles do you have?", "Who led the research?", "hello"])
        {
            Assert.Equal(Plain(await AskAsync(without, question)), Plain(await AskAsync(host.Process, question)));
        }
    }

    [Fact]
    public async Task A_store_of_hidden_articles_alone_looks_as_an_empty_one()
    {
        using var home = new BotHome(withSeeds: false);
        using var empty = new BotHome(withSeeds: false);
        var folder = home.Write("pharmacy", "stock.txt", $"Stock of umexalone\n\n3 June 2024\n\n{PermissionHost.HiddenText}\n");
        home.Write("pharmacy", "articles.yaml", "groups: [Pharmacy]\n");
        await using var hidden = await PermissionHost.StartAsync(home, folder);
        await using var without = await PermissionHost.StartAsync(empty, empty.Write("none", "articles.yaml", "groups: [Pharmacy]\n"));

        await SameAsync(without, hidden);
        foreach (var question in (string[])[PermissionHost.Question, "How many articles are there?", "hello"])
        {
            Assert.Equal(Plain(await AskAsync(without, question)), Plain(await AskAsync(hidden, question)));
        }
    }

    public void Dispose() => _homeWithout.Dispose();

    /// <summary>By every door that is open, and those that are not.</summary>
    private static async Task SameAsync(WebProcess without, WebProcess host)
    {
        foreach (var path in (string[])
        [
            "/", "/chat/embed", "/articles", "/articles?q=umexalone", "/articles?q=pharmacist+on+call", "/articles/stock", "/articles/stock?v=0123456789abcdef", "/articles/stock/original",
            "/articles/nosuch", "/api/search?q=umexalone+dose", "/api/paragraphs/stock%23p1%400123456789abcdef", "/healthz", "/readyz", "/openapi/v1.json", "/sign-in", "/evidence", "/judge",
            "/admin", "/admin/articles", "/admin/article?id=stock", "/api/articles", "/api/articles/stock", "/api/articles/stock/paragraphs", "/mcp",
        ])
        {
            using var one = await host.Http.GetAsync(new Uri(host.Address, path));
            using var other = await without.Http.GetAsync(new Uri(without.Address, path));
            Assert.Equal((path, other.StatusCode), (path, one.StatusCode));
            Assert.Equal(Plain(await other.Content.ReadAsStringAsync()), Plain(await one.Content.ReadAsStringAsync()));
            Assert.Equal(HeadersOf(other), HeadersOf(one));
        }
    }

    private static string Plain(string text) => VolatileParts().Replace(text, "");

    private static string Plain(JsonElement answer) => Plain(answer.GetRawText());

    private static string HeadersOf(HttpResponseMessage response) => Nonce().Replace(
        string.Join('\n', response.Headers.Concat(response.Content.Headers).Where(header => header.Key is not ("Date" or "Content-Length")).Select(header => $"{header.Key}: {string.Join(',', header.Value)}").Order()), "");

    private static async Task<JsonElement> AskAsync(WebProcess host, string question)
    {
        using var response = await host.Http.PostAsJsonAsync(new Uri(host.Address, "/api/ask"), new { question });
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }

    [GeneratedRegex("\"(evidenceId|elapsedMs)\":[^,}]*|nonce=\"[^\"]*\"")]
    private static partial Regex VolatileParts();

    [GeneratedRegex("'nonce-([^']*)'")]
    private static partial Regex Nonce();
}

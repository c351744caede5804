using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

/// <summary>A host without a provider and without an operator key: the printed link makes the first named account, and people sign in with those.</summary>
public sealed partial class AccountsTests : IAsyncLifetime
{
    private const string Password = "correct horse battery";

    private readonly BotHome _home = new();
    private WebProcess? _host;

    public async Task InitializeAsync()
    {
        var folder = _home.Write("pharmacy", "stock.txt", "Stock of umexalone\n\n3 June 2024\n\nThe dose of umexalone is 12 mg twice a day.\n");
        _home.Write("pharmacy", "articles.yaml", "groups: [Pharmacy]\n");
        await Cli.RunAsync(_home, "ingest", folder, "--set", "Retrieval:Dense:Enabled=false");
        _host = await WebProcess.StartAsync(_home, new Dictionary<string, string> { ["Retrieval:Dense:Enabled"] = "false", ["Web:SignInsPerMinute"] = "100000" });
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task The_printed_link_makes_the_first_account_which_signs_in_and_out_and_has_its_roles_alone()
    {
        using var link = Browser();
        using (await link.GetAsync(await OperatorLinkTests.LinkAsync(_host!)))
        {
        }

        Assert.Contains("It signs in at", await MakeAsync(link, "Ada", "edit", "pharmacy"), StringComparison.OrdinalIgnoreCase);
        Assert.Contains("already", await MakeAsync(link, "ADA", "edit", ""));
        Assert.Contains("12 to 200 characters", await PostAsync(link, "/admin/accounts", ("name", "Bob"), ("password", "short")));

        using var ada = Browser();
        Assert.Contains("name=\"password\"", await GetAsync(ada, "/admin/articles"));
        Assert.Contains("go together", await PostAsync(ada, "/sign-in", ("name", "Ada"), ("password", "wrong horse battery")));
        await PostAsync(ada, "/sign-in", ("name", "ada"), ("password", Password), ("next", "/admin"));
        Assert.Contains("Signed in as Ada.", await GetAsync(ada, "/admin/articles"));
        Assert.Contains("12 mg", await GetAsync(ada, "/articles/stock"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "/admin/audit"));
        Assert.Equal(HttpStatusCode.Forbidden, await StatusAsync(ada, "/admin/accounts"));
        await PostAsync(ada, "/sign-out");
        Assert.Equal(HttpStatusCode.NotFound, await StatusAsync(ada, "/articles/stock"));

        var changes = await GetAsync(link, "/api/changes");
        Assert.Contains("account.add", changes);
        Assert.DoesNotContain("correct horse", changes + await File.ReadAllTextAsync(_host!.StorePath, System.Text.Encoding.Latin1));
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_an_account_and_a_change_ends_its_sessions()
    {
        using var link = Browser();
        using (await link.GetAsync(await OperatorLinkTests.LinkAsync(_host!)))
        {
        }

        await MakeAsync(link, "Grace", "audit", "");
        using var grace = Browser();
        await PostAsync(grace, "/sign-in", ("name", "Grace"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(grace, "/admin/audit"));

        var account = JsonDocument.Parse(await GetAsync(link, "/api/accounts")).RootElement[0];
        var (id, revision) = (account.GetProperty("id").GetString(), account.GetProperty("revision").GetString());
        using var changed = await link.PostAsJsonAsync(new Uri(_host!.Address, $"/api/accounts/{id}"), new { revision, may = new[] { "edit" } });
        Assert.Equal(HttpStatusCode.OK, changed.StatusCode);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(grace, "/sign-in"));
        Assert.Contains("name=\"password\"", await GetAsync(grace, "/admin/audit"));
        using var late = await link.PostAsJsonAsync(new Uri(_host.Address, $"/api/accounts/{id}"), new { revision, may = new[] { "audit" } });
        Assert.Equal(HttpStatusCode.Conflict, late.StatusCode);

        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("go together", await PostAsync(grace, "/sign-in", ("name", "Grace"), ("password", $"guess number {i} of five")));
        }

        Assert.Contains("go together", await PostAsync(grace, "/sign-in", ("name", "Grace"), ("password", Password)));
        Assert.Contains("locked until", await GetAsync(link, "/admin/accounts"));
    }

    [Fact]
    public async Task A_one_time_link_of_the_command_line_signs_in_once_and_a_password_can_be_chosen_with_it()
    {
        var first = (await Cli.RunAsync(_home, "accounts", "add", "Mary", "--may", "audit", "--why", "she came in May")).Trim();
        Assert.Matches("^/sign-in/link/[0-9a-f]{64}$", first);
        using var mary = Browser();
        Assert.Contains("Mary", await GetAsync(mary, first));
        Assert.Contains("12 to 200 characters", await PostAsync(mary, first, ("password", "short")));
        Assert.Contains("Signed in as Mary.", await PostAsync(mary, first, ("password", Password)));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(mary, "/admin/audit"));
        using var other = Browser();
        Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(other, first));
        Assert.Contains("used up", await PostAsync(other, first));
        await PostAsync(other, "/sign-in", ("name", "mary"), ("password", Password));
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(other, "/admin/audit"));

        var replaced = (await Cli.RunAsync(_home, "accounts", "link", "MARY")).Trim();
        var second = (await Cli.RunAsync(_home, "accounts", "link", "Mary", "--hours", "2")).Trim();
        Assert.Contains("used up", await GetAsync(other, replaced));
        Assert.Contains("Sign in as", await GetAsync(other, second));
        await Cli.RunAsync(_home, "accounts", "lock", "Mary", "--why", "she left");
        Assert.Contains("used up", await GetAsync(other, second));
        Assert.NotEqual(HttpStatusCode.OK, await StatusAsync(mary, "/api/changes"));

        using var link = Browser();
        using (await link.GetAsync(await OperatorLinkTests.LinkAsync(_host!)))
        {
        }

        var id = JsonDocument.Parse(await GetAsync(link, "/api/accounts")).RootElement[0].GetProperty("id").GetString();
        using (var closed = await link.PostAsJsonAsync(new Uri(_host!.Address, $"/api/accounts/{id}/link"), new { hours = 1 }))
        {
            Assert.Equal(HttpStatusCode.NotFound, closed.StatusCode);
        }

        await Cli.RunAsync(_home, "accounts", "unlock", "Mary");
        using var made = await link.PostAsJsonAsync(new Uri(_host.Address, $"/api/accounts/{id}/link"), new { hours = 1, why = "she forgot" });
        var third = new Uri((await made.Content.ReadFromJsonAsync<JsonElement>()).GetProperty("link").GetString()!);
        Assert.Contains("Signed in as Mary.", await PostAsync(mary, third.AbsolutePath));
        Assert.Contains("The link: ", await PostAsync(link, "/admin/accounts/link", ("id", id!)));

        var changes = JsonDocument.Parse(await GetAsync(link, $"/api/changes?subject={id}")).RootElement.EnumerateArray().Select(change => change.GetProperty("change")).ToList();
        Assert.Equal(
            ["account.link", "account.link", "account.change", "account.change", "account.link", "account.link", "account.password", "account.link", "account.add"],
            changes.ConvertAll(change => change.GetProperty("what").GetString()));
        Assert.Equal("she left", changes[3].GetProperty("why").GetString());
        Assert.StartsWith("command line: ", changes[8].GetProperty("who").GetString(), StringComparison.Ordinal);
        Assert.Equal("Mary", changes[6].GetProperty("who").GetString());
        Assert.DoesNotContain(first.Split('/')[^1], await File.ReadAllTextAsync(_host.StorePath, System.Text.Encoding.Latin1));
    }

    [Theory]
    [InlineData(int.MaxValue)]
    [InlineData(int.MinValue)]
    public async Task Whatever_hours_are_asked_for_a_link_is_made(int hours)
    {
        using var link = Browser();
        using (await link.GetAsync(await OperatorLinkTests.LinkAsync(_host!)))
        {
        }

        await MakeAsync(link, "Ada", "edit", "");
        var id = JsonDocument.Parse(await GetAsync(link, "/api/accounts")).RootElement[0].GetProperty("id").GetString();
        using var made = await link.PostAsJsonAsync(new Uri(_host!.Address, $"/api/accounts/{id}/link"), new { hours });
        Assert.Equal(HttpStatusCode.OK, made.StatusCode);
    }

    private static HttpClient Browser()
    {
        var browser = new HttpClient(new HttpClientHandler { UseCookies = true });
        browser.DefaultRequestHeaders.Accept.ParseAdd("text/html");
        return browser;
    }

    private Task<string> MakeAsync(HttpClient by, string name, string may, string groups) =>
        PostAsync(by, "/admin/accounts", ("name", name), ("password", Password), ("may", may), ("groups", groups));

    private async Task<string> GetAsync(HttpClient browser, string path) => WebUtility.HtmlDecode(Mark().Replace(await browser.GetStringOrProblemAsync(new Uri(_host!.Address, path)), ""));

    private async Task<HttpStatusCode> StatusAsync(HttpClient browser, string path)
    {
        using var response = await browser.GetAsync(new Uri(_host!.Address, path));
        return response.StatusCode;
    }

    private async Task<string> PostAsync(HttpClient browser, string path, params (string Name, string Value)[] fields)
    {
        using var form = new FormUrlEncodedContent(fields.Select(field => KeyValuePair.Create(field.Name, field.Value)));
        using var response = await browser.PostAsync(new Uri(_host!.Address, path), form);
        return WebUtility.HtmlDecode(await response.Content.ReadAsStringAsync());
    }

    /// <summary>What marks cited words in the viewer.</summary>
    [GeneratedRegex("</?mark>")]
    private static partial Regex Mark();
}

file static class Reading
{
    public static async Task<string> GetStringOrProblemAsync(this HttpClient browser, Uri address)
    {
        using var response = await browser.GetAsync(address);
        return await response.Content.ReadAsStringAsync();
    }
}

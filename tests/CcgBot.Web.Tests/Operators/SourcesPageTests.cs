using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

public sealed class SourcesPageTests : IAsyncLifetime
{
    private const string Key = "an-operator-key-for-tests";

    private readonly BotHome _home = new();
    private WebProcess? _host;

    public async Task InitializeAsync()
    {
        var folder = _home.Write("leaflets", "pool.txt", "The pool\n\n1 May 2024\n\nThe pool is heated from May to September.\n");
        _host = await WebProcess.StartAsync(_home, new Dictionary<string, string>
        {
            ["Web:OperatorKey"] = Key,
            ["Retrieval:Dense:Enabled"] = "false",
            ["Sources:leaflets:Folder"] = folder,
            // By itself it would not be looked at again in this test.
            ["Sources:leaflets:Every"] = "10.00:00:00",
        });
    }

    public async Task DisposeAsync()
    {
        await _host!.DisposeAsync();
        _home.Dispose();
    }

    [Fact]
    public async Task A_source_shows_its_last_sync_and_is_synced_when_asked()
    {
        await UntilAsync(async () => (await SourceAsync()).GetProperty("last").ValueKind == JsonValueKind.Object);
        Assert.Equal(1, (await SourceAsync()).GetProperty("last").GetProperty("added").GetInt32());
        _home.Write("leaflets", "sauna.txt", "The sauna\n\n1 May 2024\n\nThe sauna is open on Fridays.\n");

        using var asked = await SendAsync(HttpMethod.Post, "/admin/sources/sync", new FormUrlEncodedContent([new("name", "leaflets"), new("why", "a new leaflet")]));
        Assert.Equal(HttpStatusCode.OK, asked.StatusCode);
        await UntilAsync(async () => (await SourceAsync()).GetProperty("last").GetProperty("unchanged").GetInt32() == 1);
        Assert.Contains("1 added, 0 updated, 1 unchanged", await (await SendAsync(HttpMethod.Get, "/admin/sources", null)).Content.ReadAsStringAsync());
        using var unknown = await SendAsync(HttpMethod.Post, "/api/sources/nosuch/sync", JsonContent.Create(new { }));
        Assert.Equal(HttpStatusCode.NotFound, unknown.StatusCode);
        Assert.Contains("a new leaflet", await (await SendAsync(HttpMethod.Get, "/api/changes?subject=leaflets", null)).Content.ReadAsStringAsync());

        var editor = (await Cli.RunAsync(_home, "keys", "add", "editor", "--may", "edit")).Trim();
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(_host!.Address, "/admin/sources"));
        request.Headers.Add("X-Api-Key", editor);
        using var refused = await _host.Http.SendAsync(request);
        Assert.Equal(HttpStatusCode.Forbidden, refused.StatusCode);
    }

    [Theory]
    [InlineData("http://127.0.0.1:1/")]
    [InlineData("http://[::ffff:10.0.0.1]/")]
    [InlineData("http://169.254.169.254/latest/meta-data/")]
    public async Task An_address_of_a_private_network_is_not_read_for_an_editor(string address)
    {
        foreach (var path in (string[])["/admin/articles/preview", "/api/articles/preview"])
        {
            using var form = new MultipartFormDataContent { { new StringContent(address), "address" } };
            using var refused = await SendAsync(HttpMethod.Post, path, form);
            Assert.Equal(HttpStatusCode.BadRequest, refused.StatusCode);
            Assert.Contains("lies in a private network", await refused.Content.ReadAsStringAsync());
        }
    }

    private static async Task UntilAsync(Func<Task<bool>> holds)
    {
        // Another process works: nothing but asking tells when it is done.
        for (var tries = 0; !await holds(); tries++)
        {
            Assert.True(tries < 600, "The source was not synced.");
            await Task.Delay(200);
        }
    }

    private async Task<JsonElement> SourceAsync()
    {
        using var response = await SendAsync(HttpMethod.Get, "/api/sources", null);
        return (await response.Content.ReadFromJsonAsync<JsonElement>())[0];
    }

    private async Task<HttpResponseMessage> SendAsync(HttpMethod method, string path, HttpContent? content)
    {
        using var request = new HttpRequestMessage(method, new Uri(_host!.Address, path)) { Content = content };
        request.Headers.Add("X-Operator-Key", Key);
        return await _host.Http.SendAsync(request);
    }
}

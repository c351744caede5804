using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.DirectLine;

/// <summary>Our Direct Line with Azure's own client library.</summary>
public sealed class RealClientTests
{
    private const string Question = "How many developing CCGs were in the qualitative case studies?";

    [ClientFact]
    public Task The_library_asks_and_hears_over_a_websocket() => AsksAndHearsAsync("websocket");

    [ClientFact]
    public Task The_library_asks_and_hears_by_polling() => AsksAndHearsAsync("polling");

    [ClientFact]
    public async Task An_answer_given_while_the_socket_was_cut_arrives_after_it()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        using var cable = new CuttableProxy(host.Address);
        var token = await TokenAsync(host);
        using var client = new DirectLineClient(cable.Address, token.Token, "websocket");
        await client.HearsAsync("Hello");

        cable.Cut();
        // The same person asks from elsewhere; the client above can't hear the answer now.
        await PostAsync(host, token, Question);
        cable.Mend();

        await client.HearsAsync("eight");
        AssertEachOnce(client);
    }

    [ClientFact]
    public async Task A_restart_of_the_server_loses_nothing_over_a_websocket()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        using var client = new DirectLineClient(host.Address, (await TokenAsync(host)).Token, "websocket");
        client.Post(Question);
        await client.HearsAsync("eight");

        await host.KillAsync();
        await host.StartAsync();
        client.Post("help");

        await client.HearsAsync("start over");
        AssertEachOnce(client);
    }

    [ClientFact]
    public async Task A_client_that_polls_takes_its_conversation_up_again_after_a_restart()
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        var token = await TokenAsync(host);
        using var before = new DirectLineClient(host.Address, token.Token, "polling");
        before.Post(Question);
        var answer = await before.HearsAsync("eight");

        await host.StopAsync();
        await host.StartAsync();
        // The library's poller ends at the first request that fails: whoever polls makes a new client where the old one was.
        var watermark = answer.GetProperty("id").GetString()!.Split('|')[1].TrimStart('0');
        using var after = new DirectLineClient(host.Address, token.Token, "polling", token.Conversation, watermark);
        after.Post("help");

        await after.HearsAsync("start over");
        AssertEachOnce(after);
        Assert.DoesNotContain(after.Activities, activity => before.Activities.Exists(heard => heard.GetProperty("id").GetString() == activity.GetProperty("id").GetString()));
    }

    private static async Task AsksAndHearsAsync(string transport)
    {
        using var home = new BotHome();
        await using var host = await WebProcess.StartAsync(home);
        using var client = new DirectLineClient(host.Address, (await TokenAsync(host)).Token, transport);
        client.Post(Question);
        var answer = await client.HearsAsync("eight");
        Assert.Equal("message", answer.GetProperty("type").GetString());
        AssertEachOnce(client);
    }

    private static void AssertEachOnce(DirectLineClient client)
    {
        var ids = client.Activities.Select(activity => activity.GetProperty("id").GetString()).ToList();
        Assert.Equal(ids.Count, ids.Distinct().Count());
    }

    private static async Task<(string Token, string Conversation)> TokenAsync(WebProcess host)
    {
        using var response = await host.Http.PostAsync("/chat/token", null);
        var body = await response.Content.ReadFromJsonAsync<JsonElement>();
        return (body.GetProperty("token").GetString()!, body.GetProperty("conversationId").GetString()!);
    }

    private static async Task PostAsync(WebProcess host, (string Token, string Conversation) token, string text)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, $"/v3/directline/conversations/{token.Conversation}/activities")
        {
            Content = JsonContent.Create(new { type = "message", from = new { id = "me" }, text }),
        };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token.Token);
        using var response = await host.Http.SendAsync(request);
        response.EnsureSuccessStatusCode();
    }
}

using System.Net;
using System.Net.Sockets;
using CcgBot.Bot.Adapters;
using CcgBot.Bot.Tests.Infrastructure;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Schema = Microsoft.Bot.Schema;

namespace CcgBot.Bot.Tests.Adapters;

/// <summary>Calls to the Connector service: what goes out, what is tried again, and how a refusal is told.</summary>
public sealed class ConnectorTests : IAsyncLifetime
{
    private BotHost _bot = null!;

    public async Task InitializeAsync() => _bot = await BotHost.StartAsync(BotHost.Anonymous);

    public async Task DisposeAsync() => await _bot.DisposeAsync();

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await FakeConnector.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(307, Location: elsewhere.ServiceUrl);
        await Should.ThrowAsync<ChannelException>(() => SendAsync(connector.ServiceUrl));
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_connection_broken_after_the_request_is_not_tried_again()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var accepted = 0;
        var serving = Task.Run(async () =>
        {
            while (true)
            {
                using var client = await listener.AcceptTcpClientAsync();
                Interlocked.Increment(ref accepted);
                await client.GetStream().ReadAtLeastAsync(new byte[64 * 1024], 100, throwOnEndOfStream: false);
            }
        });
        var error = await Should.ThrowAsync<ChannelException>(() => SendAsync($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"));
        error.OutcomeUnknown.ShouldBeTrue();
        accepted.ShouldBe(1);
        listener.Stop();
        await Task.WhenAny(serving);
    }

    [Fact]
    public async Task A_service_that_cannot_be_reached_took_nothing()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        listener.Stop();
        var error = await Should.ThrowAsync<ChannelException>(() => SendAsync($"http://127.0.0.1:{port}/"));
        error.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeat_whose_first_outcome_is_not_known_is_logged_as_such()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call == 1 ? new Refusal(504) : null;
        await SendAsync(connector.ServiceUrl);
        _bot.Log.Lines.ShouldContain(line => line.StartsWith("Warning") && line.Contains("not known") && line.Contains("504"));
    }

    [Fact]
    public async Task A_refusal_gives_its_code_and_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(403, "ContentStreamNotAllowed", "Not here.");
        var error = await Should.ThrowAsync<ChannelException>(() => SendAsync(connector.ServiceUrl));
        (error.Status, error.Code).ShouldBe((403, "ContentStreamNotAllowed"));
        error.Message.ShouldContain("Not here.");
    }

    [Theory]
    [InlineData(429)]
    [InlineData(503)]
    public async Task Tries_end(int status)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(status, RetryAfter: "0");
        var error = await Should.ThrowAsync<ChannelException>(() => SendAsync(connector.ServiceUrl));
        error.Status.ShouldBe(status);
        connector.Calls.Length.ShouldBe(5);
    }

    [Theory]
    [InlineData(429, "45", 45)]
    [InlineData(503, "45", 45)]
    [InlineData(503, "120", 120)]
    public async Task A_wait_that_the_service_names_is_kept_as_named(int status, string named, int seconds)
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call == 1 ? new Refusal(status, RetryAfter: named) : null;
        var time = new FakeTimeProvider();
        using var http = new ConnectorHttp(time, NullLogger<ConnectorHttp>.Instance);
        using var client = http.CreateClient("");
        var calling = client.GetAsync(connector.Address);
        await FakeConnector.UntilAsync(() => connector.Calls.Length == 1, () => "the first call");
        await Task.Delay(200);
        time.Advance(TimeSpan.FromSeconds(seconds - 1));
        await Task.Delay(200);
        connector.Calls.Length.ShouldBe(1);
        time.Advance(TimeSpan.FromSeconds(1));
        using var response = await calling;
        connector.Calls.Length.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_of_hours_is_not_waited_for()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(503, RetryAfter: "7200");
        var error = await Should.ThrowAsync<ChannelException>(() => SendAsync(connector.ServiceUrl));
        error.Status.ShouldBe(503);
        connector.Calls.Length.ShouldBe(1);
    }

    [NpmFact("botframework-connector")]
    public async Task Every_call_looks_on_the_wire_as_the_SDKs()
    {
        const string conversation = "19:abc@thread.tacv2;messageid=17/1 ü";
        const string activity = "f:1|2?3#4%";
        await using var theirs = await FakeConnector.StartAsync();
        await NodeScript.RunAsync("sdk-connector.js", "", theirs.ServiceUrl, conversation, activity);

        await using var ours = await FakeConnector.StartAsync();
        await TurnAsync(ours.ServiceUrl, conversation, async (turn, cancellationToken) =>
        {
            var calls = turn.TurnState.Get<IConnectorClient>().Conversations;
            var hello = new Schema.Activity { Type = "message", Text = "Hello" };
            await calls.SendToConversationAsync(conversation, hello, cancellationToken);
            await calls.ReplyToActivityAsync(conversation, activity, hello, cancellationToken);
            await calls.UpdateActivityAsync(conversation, activity, hello, cancellationToken);
            await calls.DeleteActivityAsync(conversation, activity, cancellationToken);
        });

        ours.Calls.Select(Line).ShouldBe(theirs.Calls.Take(4).Select(Line));
    }

    private Task SendAsync(string service) => TurnAsync(
        service, "c", (turn, cancellationToken) => turn.SendActivityAsync(new Schema.Activity { Type = "message", Text = "Hello" }, cancellationToken));

    private Task TurnAsync(string service, string conversation, BotCallbackHandler turn) => _bot.Services.GetRequiredService<ChannelAdapter>().ContinueConversationAsync(
        "",
        new Activity { Type = "event", ChannelId = "msteams", ServiceUrl = service, Conversation = new ConversationAccount { Id = conversation } }.AsSchema(),
        turn,
        default);

    private static (string, string, string) Line(ConnectorCall call) => (
        call.Method,
        Uri.UnescapeDataString(call.Path),
        call.Body.Length == 0 ? "" : string.Join(',', System.Text.Json.JsonDocument.Parse(call.Body).RootElement.EnumerateObject().Select(property => property.Name).Order()));
}

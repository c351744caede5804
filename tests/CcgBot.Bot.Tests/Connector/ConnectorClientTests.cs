using System.Net;
using System.Net.Sockets;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Tests.Infrastructure;
using CcgBot.Bot.Turns;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Tests.Connector;

public sealed class ConnectorClientTests : IDisposable
{
    private static readonly Activity Hello = new() { Type = "message", Text = "Hello" };
    private readonly LogLines _log = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task The_token_goes_where_a_validated_request_came_from()
    {
        await using var connector = await FakeConnector.StartAsync();
        await Client().SendAsync(new ReplyAddress(connector.Address, mayCarryToken: true), "c", Hello, default);
        connector.Calls.Single().Authorization.ShouldBe("Bearer the-token");
    }

    [Fact]
    public async Task The_token_goes_nowhere_else()
    {
        await using var connector = await FakeConnector.StartAsync();
        await Client().SendAsync(new ReplyAddress(connector.Address, mayCarryToken: false), "c", Hello, default);
        connector.Calls.Single().Authorization.ShouldBeNull();
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var elsewhere = await FakeConnector.StartAsync();
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(307, Location: elsewhere.ServiceUrl);
        await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(new ReplyAddress(connector.Address, mayCarryToken: true), "c", Hello, default));
        elsewhere.Calls.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    public async Task An_id_that_would_change_the_path_is_refused(string id)
    {
        await using var connector = await FakeConnector.StartAsync();
        await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(new ReplyAddress(connector.Address, true), id, Hello, default));
        connector.Calls.ShouldBeEmpty();
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
        var address = new ReplyAddress(new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/"), true);
        var error = await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(address, "c", Hello, default));
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
        var error = await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(new ReplyAddress(new Uri($"http://127.0.0.1:{port}/"), true), "c", Hello, default));
        error.OutcomeUnknown.ShouldBeFalse();
    }

    [Fact]
    public async Task A_repeat_whose_first_outcome_is_not_known_is_logged_as_such()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, call) => call == 1 ? new Refusal(504) : null;
        await Client().SendAsync(new ReplyAddress(connector.Address, true), "c", Hello, default);
        _log.Lines.ShouldContain(line => line.StartsWith("Warning") && line.Contains("not known") && line.Contains("504"));
    }

    [Fact]
    public async Task A_refusal_gives_its_code_and_message()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(403, "ContentStreamNotAllowed", "Not here.");
        var error = await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(new ReplyAddress(connector.Address, true), "c", Hello, default));
        (error.Status, error.Code).ShouldBe((403, "ContentStreamNotAllowed"));
        error.Message.ShouldContain("Not here.");
    }

    [Fact]
    public async Task Tries_end()
    {
        await using var connector = await FakeConnector.StartAsync();
        connector.Refuse = (_, _) => new Refusal(429, RetryAfter: "0");
        var error = await Should.ThrowAsync<ChannelException>(() => Client().SendAsync(new ReplyAddress(connector.Address, true), "c", Hello, default));
        error.Status.ShouldBe(429);
        connector.Calls.Length.ShouldBe(5);
    }

    [NpmFact("botframework-connector")]
    public async Task Every_call_looks_on_the_wire_as_the_SDKs()
    {
        const string conversation = "19:abc@thread.tacv2;messageid=17/1 ü";
        const string activity = "f:1|2?3#4%";
        await using var theirs = await FakeConnector.StartAsync();
        await NodeScript.RunAsync("sdk-connector.js", "", theirs.ServiceUrl, conversation, activity);

        await using var ours = await FakeConnector.StartAsync();
        var address = new ReplyAddress(ours.Address, true);
        var client = Client();
        await client.SendAsync(address, conversation, Hello, default);
        await client.ReplyAsync(address, conversation, activity, Hello, default);
        await client.UpdateAsync(address, conversation, activity, Hello, default);
        await client.DeleteAsync(address, conversation, activity, default);
        await client.MembersAsync(address, conversation, default);
        await client.CreateConversationAsync(
            address, new NewConversation(new ChannelAccount { Id = "28:bot" }, [new ChannelAccount { Id = "29:ada" }], "tenant"), default);

        ours.Calls.Select(Line).ShouldBe(theirs.Calls.Select(Line));
    }

    [Fact]
    public async Task Members_are_read_and_a_missing_one_is_none()
    {
        await using var connector = await FakeConnector.StartAsync();
        var address = new ReplyAddress(connector.Address, true);
        (await Client().MembersAsync(address, "c", default)).Single().Name.ShouldBe("Ada");
        connector.Refuse = (_, _) => new Refusal(404);
        (await Client().MemberAsync(address, "c", "29:nobody", default)).ShouldBeNull();
    }

    public void Dispose()
    {
        _http.Dispose();
        _log.Dispose();
    }

    private static (string, string, string) Line(ConnectorCall call) => (
        call.Method,
        Uri.UnescapeDataString(call.Path),
        call.Body.Length == 0 ? "" : string.Join(',', System.Text.Json.JsonDocument.Parse(call.Body).RootElement.EnumerateObject().Select(property => property.Name).Order()));

    private ConnectorClient Client() => new(_http, new OneToken(), TimeProvider.System, new Logger<ConnectorClient>(LoggerFactory.Create(builder => builder.AddProvider(_log))));

    private sealed class OneToken : IBotTokens
    {
        public Task<string?> GetAsync(CancellationToken cancellationToken) => Task.FromResult<string?>("the-token");
    }
}

using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Bot;
using CcgBot.Bot.DirectLine;
using CcgBot.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Postgres.Tests.Infrastructure;

/// <summary>A host on a shared store, with Direct Line on a real socket and an index folder of its own.</summary>
internal sealed class HostUnderTest : IAsyncDisposable
{
    public const string Secret = "a-secret-for-these-tests-only";

    private readonly WebApplication _app;
    private readonly BotEngine _engine;
    private readonly string _folder;

    private HostUnderTest(WebApplication app, BotEngine engine, string folder)
    {
        (_app, _engine, _folder) = (app, engine, folder);
        Http.BaseAddress = new Uri(app.Urls.Single());
        Http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", Secret);
    }

    public HttpClient Http { get; } = new();

    public BotEngine Engine => _engine;

    /// <param name="answer">In place of the answerer.</param>
    /// <param name="shared">Of the hosts on this store.</param>
    public static async Task<HostUnderTest> StartAsync(string store, string shared, AnswerQuestion answer)
    {
        var folder = Directory.CreateTempSubdirectory("ccgbot-host-").FullName;
        var engine = OpenEngine(store, folder, shared);
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
        {
            ["DirectLine:Secrets:0"] = Secret,
            ["DirectLine:KeyFile"] = Path.Combine(shared, "directline.keys"),
            ["Bot:PromptStarters:0"] = "Who?",
        });
        builder.Logging.ClearProviders();
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = TimeSpan.FromMilliseconds(50));
        builder.Services.AddSingleton(engine);
        builder.Services.AddSingleton(answer);
        builder.Services.AddBot(builder.Configuration);
        builder.Services.AddDirectLine(builder.Configuration);
        var app = builder.Build();
        app.UseWebSockets();
        app.MapDirectLine();
        await app.StartAsync();
        return new HostUnderTest(app, engine, folder);
    }

    public static BotEngine OpenEngine(string store, string folder, string shared) => BotEngine.Open(
        folder,
        new BotSettings
        {
            Storage = { Postgres = store, Files = shared },
            Evidence = { KeyFile = Path.Combine(shared, "evidence.key") },
            Retrieval = { Dense = { Enabled = false } },
            Reading = { Enabled = false },
        },
        TimeProvider.System,
        parts: new EngineParts { OpenStore = PostgresStore.Open });

    /// <summary>Dies for the other hosts, and goes on with what it is at: worse than a process that is killed.</summary>
    public Task LoseTouchAsync() => _app.Services.GetServices<IHostedService>().OfType<HostLink>().Single().StopAsync(CancellationToken.None);

    public async Task<string> StartConversationAsync()
    {
        using var response = await Http.PostAsJsonAsync("/v3/directline/conversations", new { user = new { id = "dl_anna" } });
        return (await ReadAsync(response)).GetProperty("conversationId").GetString()!;
    }

    /// <returns>The id of what was posted.</returns>
    public async Task<string> AskAsync(string conversation, string question)
    {
        using var response = await Http.PostAsJsonAsync(
            $"/v3/directline/conversations/{conversation}/activities", new { type = "message", from = new { id = "dl_anna" }, text = question });
        return (await ReadAsync(response)).GetProperty("id").GetString()!;
    }

    public async Task<List<JsonElement>> PollAsync(string conversation)
    {
        var (all, watermark) = (new List<JsonElement>(), "");
        while (true)
        {
            using var response = await Http.GetAsync(new Uri($"/v3/directline/conversations/{conversation}/activities?watermark={watermark}", UriKind.Relative));
            var page = await ReadAsync(response);
            if (page.GetProperty("activities").GetArrayLength() == 0)
            {
                return all;
            }

            all.AddRange(page.GetProperty("activities").EnumerateArray());
            watermark = page.GetProperty("watermark").GetString()!;
        }
    }

    /// <summary>Waits for answers to an activity; one, and not two, is for the caller to see.</summary>
    public async Task<List<JsonElement>> AnswersAsync(string conversation, string question)
    {
        while (true)
        {
            if (Replies(await PollAsync(conversation), question) is { Count: > 0 } replies)
            {
                return replies;
            }

            await Task.Delay(50);
        }
    }

    public static List<JsonElement> Replies(IEnumerable<JsonElement> activities, string question) =>
    [
        .. activities.Where(activity => activity.GetProperty("type").GetString() == "message"
            && activity.TryGetProperty("replyToId", out var replied) && replied.GetString() == question),
    ];

    /// <summary>Everything that a conversation's stream says, from its beginning.</summary>
    public async IAsyncEnumerable<JsonElement> StreamAsync(string conversation)
    {
        using var response = await Http.GetAsync(new Uri($"/v3/directline/conversations/{conversation}", UriKind.Relative));
        using var socket = new ClientWebSocket();
        await socket.ConnectAsync(new Uri((await ReadAsync(response)).GetProperty("streamUrl").GetString()!), CancellationToken.None);
        var buffer = new byte[1 << 18];
        while (true)
        {
            var count = 0;
            ValueWebSocketReceiveResult part;
            do
            {
                part = await socket.ReceiveAsync(buffer.AsMemory(count), CancellationToken.None);
                count += part.Count;
            }
            while (!part.EndOfMessage);

            if (count == 0)
            {
                continue;
            }

            foreach (var activity in JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, count)).GetProperty("activities").EnumerateArray().ToList())
            {
                yield return activity;
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _app.StopAsync();
        await _app.DisposeAsync();
        _engine.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage response)
    {
        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<JsonElement>();
    }
}

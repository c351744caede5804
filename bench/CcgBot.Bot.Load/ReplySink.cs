using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Stopwatch = System.Diagnostics.Stopwatch;

namespace CcgBot.Bot.Load;

/// <summary>The Connector's end: notes when the reply to each message came, and every reply too many or in the wrong conversation.</summary>
internal sealed class ReplySink(WebApplication app) : IAsyncDisposable
{
    private readonly ConcurrentDictionary<string, Expected> _expected = new();
    private int _repeated;
    private int _crossed;
    private int _ids;

    public string ServiceUrl => app.Urls.Single() + "/";

    public int Repeated => _repeated;

    public int Crossed => _crossed;

    public static async Task<ReplySink> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var sink = new ReplySink(app);
        app.MapPost("/v3/conversations/{conversation}/activities/{activity?}", sink.TakeAsync);
        await app.StartAsync();
        return sink;
    }

    /// <summary>The moment (as <see cref="Stopwatch.GetTimestamp"/>) at which the message that answers this one comes.</summary>
    public Task<long> ReplyTo(string message, string conversation)
    {
        var expected = new Expected(conversation);
        _expected[message] = expected;
        return expected.Came.Task;
    }

    public async ValueTask DisposeAsync()
    {
        await app.StopAsync();
        await app.DisposeAsync();
    }

    private async Task<IResult> TakeAsync(HttpRequest request, string conversation)
    {
        using var body = await JsonDocument.ParseAsync(request.Body);
        var activity = body.RootElement;
        if (activity.GetProperty("type").GetString() == "message")
        {
            Note(activity, conversation);
        }

        return Results.Json(new { id = $"r{Interlocked.Increment(ref _ids)}" }, statusCode: 201);
    }

    private void Note(JsonElement activity, string conversation)
    {
        if (!activity.TryGetProperty("replyToId", out var id) || !_expected.TryGetValue(id.GetString()!, out var expected) || expected.Conversation != conversation)
        {
            Interlocked.Increment(ref _crossed);
        }
        else if (!expected.Came.TrySetResult(Stopwatch.GetTimestamp()))
        {
            Interlocked.Increment(ref _repeated);
        }
    }

    private sealed record Expected(string Conversation)
    {
        public TaskCompletionSource<long> Came { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}

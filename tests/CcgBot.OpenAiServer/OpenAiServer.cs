using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace CcgBot.OpenAiServer;

/// <summary>
/// A scripted server on loopback that speaks the OpenAI protocol (chat completions, streamed or whole, and embeddings). Strict: a request
/// that is not the next one of the script, or not to the protocol, is answered with 418 and fails the test when the server is disposed, as
/// does a scripted reply that nobody asked for.
/// </summary>
public sealed class OpenAiServer : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<Reply> _script = new();
    private readonly ConcurrentQueue<ChatRequest> _requests = new();
    private readonly ConcurrentQueue<string> _problems = new();
    private readonly ConcurrentQueue<TimeSpan> _times = new();
    private readonly string _authorization;
    private readonly TaskCompletionSource _left = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Func<ChatRequest, Reply>? _always;

    private OpenAiServer(WebApplication app, string authorization) => (_app, _authorization) = (app, authorization);

    /// <summary>The address to set as the endpoint, ending in <c>/v1</c>.</summary>
    public string Endpoint => $"{Root}/v1";

    /// <summary>The server's own address.</summary>
    public string Root => _app.Urls.First();

    /// <summary>Chat requests in order.</summary>
    public IReadOnlyList<ChatRequest> Requests => [.. _requests];

    /// <summary>How long each chat request took here, from its arrival to its last byte.</summary>
    public IReadOnlyList<TimeSpan> Times => [.. _times];

    /// <summary>Ends when a client went away before its reply was finished.</summary>
    public Task ClientLeft => _left.Task;

    /// <param name="authorization">The Authorization header that every request has to have.</param>
    /// <param name="prefix">What stands before <c>/chat/completions</c>.</param>
    public static async Task<OpenAiServer> StartAsync(
        string authorization = "Bearer test-key", string prefix = "/v1", Action<ListenOptions>? listen = null)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0, options => listen?.Invoke(options));
        });
        var app = builder.Build();
        var server = new OpenAiServer(app, authorization);
        app.MapPost(prefix + "/chat/completions", server.ChatAsync);
        app.MapPost(prefix + "/embeddings", server.EmbedAsync);
        app.MapFallback((HttpContext context) => server.Refuse(context, $"unexpected {context.Request.Method} {context.Request.Path}"));
        await app.StartAsync();
        return server;
    }

    /// <summary>Adds the next replies to the script.</summary>
    public OpenAiServer Then(params ReadOnlySpan<Reply> replies)
    {
        foreach (var reply in replies)
        {
            _script.Enqueue(reply);
        }

        return this;
    }

    /// <summary>Answers every chat request once the script is at its end.</summary>
    public OpenAiServer Always(Func<ChatRequest, Reply> reply)
    {
        _always = reply;
        return this;
    }

    /// <summary>Throws when a request was not expected or a reply was left over.</summary>
    public void Verify()
    {
        if (!_problems.IsEmpty || !_script.IsEmpty)
        {
            throw new InvalidOperationException(
                $"The model was not asked as scripted: {string.Join("; ", _problems)}{(_script.IsEmpty ? "" : $" ({_script.Count} replies were never asked for)")}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        using var soon = new CancellationTokenSource(TimeSpan.FromSeconds(2));
        await _app.StopAsync(soon.Token);
        await _app.DisposeAsync();
        Verify();
    }

    private async Task ChatAsync(HttpContext context)
    {
        var started = Stopwatch.GetTimestamp();
        ChatRequest request;
        try
        {
            request = await ChatRequest.ReadAsync(context.Request);
            RequireAuthorization(context);
        }
        catch (Exception error) when (error is FormatException or JsonException)
        {
            await Refuse(context, error.Message);
            return;
        }

        _requests.Enqueue(request);
        if (!_script.TryDequeue(out var reply))
        {
            reply = _always?.Invoke(request);
        }

        if (reply is null)
        {
            await Refuse(context, $"an unexpected request: {request.Messages[^1].Content}");
            return;
        }

        try
        {
            await reply.SendAsync(context, request);
            _times.Enqueue(Stopwatch.GetElapsedTime(started));
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            _left.TrySetResult();
        }
    }

    private async Task EmbedAsync(HttpContext context)
    {
        try
        {
            RequireAuthorization(context);
            using var json = await JsonDocument.ParseAsync(context.Request.Body);
            var inputs = json.RootElement.GetProperty("input");
            var texts = inputs.ValueKind == JsonValueKind.Array ? inputs.EnumerateArray().Select(text => text.GetString()!).ToList() : [inputs.GetString()!];
            await context.Response.WriteAsJsonAsync(Protocol.Embeddings(json.RootElement.GetProperty("model").GetString()!, texts));
        }
        catch (Exception error) when (error is FormatException or JsonException or KeyNotFoundException or InvalidOperationException)
        {
            await Refuse(context, error.Message);
        }
    }

    private void RequireAuthorization(HttpContext context)
    {
        var given = context.Request.Headers.Authorization.ToString();
        if (given != _authorization)
        {
            throw new FormatException("the Authorization header is not the one expected");
        }
    }

    private Task Refuse(HttpContext context, string problem)
    {
        _problems.Enqueue(problem);
        context.Response.StatusCode = StatusCodes.Status418ImATeapot;
        return context.Response.WriteAsJsonAsync(new { error = new { message = problem, type = "unexpected_request" } });
    }
}

using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>The Connector service's end, on a socket of this machine: writes down every call and answers as it is told to.</summary>
internal sealed class FakeConnector : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ConcurrentQueue<ConnectorCall> _calls = new();
    private int _ids;

    private FakeConnector(WebApplication app) => _app = app;

    public Uri Address => new(_app.Urls.Single() + "/connector/");

    public string ServiceUrl => Address.AbsoluteUri;

    public ConnectorCall[] Calls => [.. _calls];

    public IReadOnlyList<Activity> Messages => [.. Calls.Where(call => call.Activity?.Type == "message").Select(call => call.Activity!)];

    /// <summary>A status other than 201 for a call, by its place from 1; null = taken.</summary>
    public Func<ConnectorCall, int, Refusal?> Refuse { get; set; } = (_, _) => null;

    public static async Task<FakeConnector> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var connector = new FakeConnector(app);
        app.Run(connector.TakeAsync);
        await app.StartAsync();
        return connector;
    }

    /// <summary>Waits until so many messages have come, and fails when they don't.</summary>
    public async Task<IReadOnlyList<Activity>> MessagesAsync(int count)
    {
        await UntilAsync(() => Messages.Count >= count, () => $"{count} messages; the calls were: {string.Join(", ", Calls.Select(call => $"{call.Method} {call.Path}"))}");
        return Messages;
    }

    public static async Task UntilAsync(Func<bool> condition, Func<string> what)
    {
        for (var tries = 0; !condition(); tries++)
        {
            if (tries == 1500)
            {
                throw new TimeoutException($"Waited 30 s for {what()}.");
            }

            await Task.Delay(20);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _app.StopAsync();
        await _app.DisposeAsync();
    }

    private async Task TakeAsync(HttpContext context)
    {
        using var reader = new StreamReader(context.Request.Body);
        var body = await reader.ReadToEndAsync();
        var call = new ConnectorCall(
            context.Request.Method,
            context.Features.Get<IHttpRequestFeature>()!.RawTarget,
            context.Request.Headers.Authorization,
            body.Length == 0 ? null : JsonSerializer.Deserialize<Activity>(body, WireJson.Options),
            body);
        _calls.Enqueue(call);
        if (Refuse(call, _calls.Count) is { } refusal)
        {
            context.Response.StatusCode = refusal.Status;
            if (refusal.RetryAfter is { } wait)
            {
                context.Response.Headers.RetryAfter = wait;
            }

            if (refusal.Location is { } location)
            {
                context.Response.Headers.Location = location;
            }

            await context.Response.WriteAsJsonAsync(new { error = new { code = refusal.Code, message = refusal.Message } });
            return;
        }

        context.Response.StatusCode = context.Request.Method is "PUT" or "DELETE" ? 200 : 201;
        if (call.Path.EndsWith("/members", StringComparison.Ordinal))
        {
            context.Response.StatusCode = 200;
            await context.Response.WriteAsJsonAsync(new[] { new { id = "29:ada", name = "Ada" } });
        }
        else
        {
            await context.Response.WriteAsJsonAsync(new { id = $"reply-{Interlocked.Increment(ref _ids)}" });
        }
    }
}

/// <param name="Path">As it came over the wire, percent signs and all.</param>
internal sealed record ConnectorCall(string Method, string Path, string? Authorization, Activity? Activity, string Body)
{
    /// <summary>The <c>streaminfo</c> entity; null when there is none.</summary>
    public JsonElement? Stream => Activity?.Entities?.Select(entity => (JsonElement?)entity).SingleOrDefault(entity => entity.Property("type").Text() == "streaminfo");
}

internal sealed record Refusal(int Status, string Code = "ServiceError", string Message = "No.", string? RetryAfter = null, string? Location = null);

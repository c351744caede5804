using System.Data.Common;
using System.Globalization;
using System.Net.WebSockets;
using System.Text;

namespace CcgBot.Bot.DirectLine;

/// <summary>One open WebSocket: first what is stored after the watermark, then what comes, each a frame.</summary>
internal static class DirectLineStream
{
    // Below the idle limits of common proxies (60 s).
    private static readonly TimeSpan KeepAlive = TimeSpan.FromSeconds(25);

    public static async Task RunAsync(
        WebSocket socket, string conversation, long watermark, DirectLineHub hub, DirectLineStore store, TimeProvider time, CancellationToken stopping)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stopping);
        var live = hub.Subscribe(conversation, out var subscription);
        using (subscription)
        {
            var listening = ListenAsync(socket, ended);
            try
            {
                var sent = await ReplayAsync(socket, conversation, watermark, store, ended.Token);
                while (true)
                {
                    using var idle = CancellationTokenSource.CreateLinkedTokenSource(ended.Token);
                    var next = live.WaitToReadAsync(idle.Token).AsTask();
                    var waited = Task.Delay(KeepAlive, time, idle.Token);
                    if (await Task.WhenAny(next, waited) == waited)
                    {
                        ended.Token.ThrowIfCancellationRequested();
                        await SendAsync(socket, "", ended.Token);
                    }
                    else if (!await next)
                    {
                        break;
                    }

                    await idle.CancelAsync();
                    while (live.TryRead(out var activity))
                    {
                        // Not above: stored between subscribing and reading the store, it was in the replay.
                        if (activity is { Number: { } number } && (activity.Json is null || number > sent + 1))
                        {
                            // Another host added it, or something before it.
                            sent = number > sent ? await ReplayAsync(socket, conversation, sent, store, ended.Token) : sent;
                        }
                        else if (activity is { Json: { } json } && (activity.Number ?? long.MaxValue) > sent)
                        {
                            await SendAsync(socket, Frame([json], activity.Number), ended.Token);
                            sent = activity.Number ?? sent;
                        }
                    }
                }
            }
            catch (Exception error) when (error is OperationCanceledException or WebSocketException or DbException)
            {
                // The client went away, the host stops, or the store is away: the client comes back with its watermark.
            }

            await CloseAsync(socket, stopping.IsCancellationRequested);
            await ended.CancelAsync();
            await listening;
        }
    }

    /// <summary>An ActivitySet; without a watermark the client keeps the one it has.</summary>
    public static string Frame(IEnumerable<string> activities, long? watermark) => watermark is { } number
        ? string.Create(CultureInfo.InvariantCulture, $$"""{"activities":[{{string.Join(',', activities)}}],"watermark":"{{number}}"}""")
        : $$"""{"activities":[{{string.Join(',', activities)}}]}""";

    private static async Task<long> ReplayAsync(
        WebSocket socket, string conversation, long watermark, DirectLineStore store, CancellationToken cancellationToken)
    {
        while (store.After(conversation, watermark) is { Count: > 0 } page)
        {
            watermark = page[^1].Number;
            await SendAsync(socket, Frame(page.Select(activity => activity.Json), watermark), cancellationToken);
        }

        return watermark;
    }

    private static Task SendAsync(WebSocket socket, string text, CancellationToken cancellationToken) =>
        socket.SendAsync(Encoding.UTF8.GetBytes(text), WebSocketMessageType.Text, endOfMessage: true, cancellationToken);

    /// <summary>Reads pings until the client closes; what it sends means nothing here.</summary>
    private static async Task ListenAsync(WebSocket socket, CancellationTokenSource ended)
    {
        var buffer = new byte[1024];
        try
        {
            while ((await socket.ReceiveAsync(buffer, ended.Token)).MessageType != WebSocketMessageType.Close)
            {
            }
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            // Closed without a word.
        }

        await ended.CancelAsync();
    }

    private static async Task CloseAsync(WebSocket socket, bool stopping)
    {
        if (socket.State is not (WebSocketState.Open or WebSocketState.CloseReceived))
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(2));
            await socket.CloseOutputAsync(
                stopping ? WebSocketCloseStatus.EndpointUnavailable : WebSocketCloseStatus.NormalClosure, null, patience.Token);
        }
        catch (Exception error) when (error is OperationCanceledException or WebSocketException)
        {
            socket.Abort();
        }
    }
}

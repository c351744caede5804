using System.Text.Json;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Endpoints;

/// <summary><c>POST /api/messages</c>: the Bot Framework's way in.</summary>
public sealed class BotMessages(
    RequestAuthenticator authenticator,
    TurnHandler turns,
    RunningTurns running,
    ConnectorClient connector,
    ChannelRenderers renderers,
    IOptions<BotOptions> options,
    TimeProvider time)
{
    /// <summary>The longest activity taken.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    // An invoke's answer is its HTTP answer: it can't follow later.
    private static readonly TimeSpan InvokeTimeout = TimeSpan.FromSeconds(14);

    // What proxies add, and what the forwarded-headers middleware leaves behind of it.
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded", "Via"];

    public async Task<IResult> PostAsync(HttpContext context)
    {
        var request = context.Request;
        var authorization = request.Headers.Authorization;
        var forwarded = ProxyHeaders.Any(request.Headers.ContainsKey);
        var caller = authorization.Count > 1
            ? null
            : await authenticator.AuthenticateAsync(authorization, context.Connection.RemoteIpAddress, forwarded, context.RequestAborted);
        if (caller is null)
        {
            return authorization.Count == 0 ? Error(401, "Unauthorized", "A token is needed.") : Error(403, "Forbidden", "The token is refused.");
        }

        if (!request.HasJsonContentType())
        {
            return Error(415, "UnsupportedMediaType", "Send an activity as application/json.");
        }

        if (await ReadBodyAsync(request) is not { } body)
        {
            return Error(413, "MessageSizeTooBig", $"An activity may have {MaxBodyBytes} bytes.");
        }

        Activity activity;
        try
        {
            activity = ActivityJson.Read(body);
        }
        catch (JsonException error)
        {
            return Error(400, "BadSyntax", $"This is no activity: {error.Message}");
        }

        if (Missing(activity) is { } missing)
        {
            return Error(400, "MissingProperty", $"The activity has no {missing}.");
        }

        return caller.Vouch(activity) is { } address
            ? await RunAsync(activity, new ConnectorChannel(connector, address, activity, renderers.For(activity.ChannelId)), context.RequestAborted)
            : Error(403, "Forbidden", "The token is refused.");
    }

    private async Task<IResult> RunAsync(Activity activity, ConnectorChannel channel, CancellationToken aborted)
    {
        var replies = activity.DeliveryMode == "expectReplies" && activity.Type != ActivityTypes.Invoke ? new RepliesChannel(channel) : null;
        var turn = running.Start(stopping => turns.HandleAsync(activity, replies ?? (ITurnChannel)channel, stopping));

        // Channels give up after 15 seconds and deliver again: answer them in time, and let the turn go on.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var wait = activity.Type == ActivityTypes.Invoke ? InvokeTimeout : options.Value.MessageTimeout;
        await Task.WhenAny(turn, Task.Delay(wait, time, enough.Token));
        await enough.CancelAsync();
        if (turn.IsCompleted)
        {
            try
            {
                var response = await turn;
                return replies is not null ? Replies(replies) : Answer(response);
            }
            catch (ChannelException)
            {
                // Logged by the turn. The channel can't be told through a door it doesn't answer, and must not deliver again.
                return replies is not null ? Replies(replies) : Results.Ok();
            }
        }

        return activity.Type == ActivityTypes.Invoke
            ? Error(504, "BotTimedOut", "The answer takes too long.")
            : replies is not null ? Replies(replies) : Results.Accepted();
    }

    private static IResult Replies(RepliesChannel replies) => Json(new { activities = replies.Close() }, 200);

    private static IResult Answer(InvokeResponse? response) => response switch
    {
        null => Results.Ok(),
        { Body: null } => Results.StatusCode(response.Status),
        _ => Json(response.Body, response.Status),
    };

    private static string? Missing(Activity activity)
    {
        if (string.IsNullOrEmpty(activity.Type))
        {
            return "type";
        }

        if (string.IsNullOrEmpty(activity.ChannelId))
        {
            return "channelId";
        }

        if (string.IsNullOrEmpty(activity.Conversation?.Id))
        {
            return "conversation.id";
        }

        if (string.IsNullOrEmpty(activity.ServiceUrl))
        {
            return "serviceUrl";
        }

        return activity.Type == ActivityTypes.Invoke && string.IsNullOrEmpty(activity.Name) ? "name" : null;
    }

    private static async Task<byte[]?> ReadBodyAsync(HttpRequest request)
    {
        if (request.ContentLength > MaxBodyBytes)
        {
            return null;
        }

        using var body = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await request.Body.ReadAsync(buffer, request.HttpContext.RequestAborted) is > 0 and var read)
        {
            if (body.Length + read > MaxBodyBytes)
            {
                return null;
            }

            body.Write(buffer, 0, read);
        }

        return body.ToArray();
    }

    private static IResult Error(int status, string code, string message) => Json(new { error = new { code, message } }, status);

    private static IResult Json<T>(T body, int status) => Results.Text(ActivityJson.Write(body), "application/json", System.Text.Encoding.UTF8, status);
}

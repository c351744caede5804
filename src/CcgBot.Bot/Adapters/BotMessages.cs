using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Connector.Authentication;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// <c>POST /api/messages</c>: the Bot Framework's way in. Size, kind and shape come before Bot Builder's reading of an activity, which bounds
/// none of them; the turn runs apart from the request, for channels give up after 15 seconds and deliver again.
/// </summary>
public sealed class BotMessages(ChannelAdapter adapter, IBot bot, RunningTurns running, IOptions<BotOptions> options, TimeProvider time)
{
    /// <summary>The longest activity taken.</summary>
    public const int MaxBodyBytes = 256 * 1024;

    /// <summary>Time an invoke has: its answer is its HTTP answer and can't follow later.</summary>
    private static readonly TimeSpan InvokeTimeout = TimeSpan.FromSeconds(14);

    // What proxies add, and what the forwarded-headers middleware leaves behind of it.
    private static readonly string[] ProxyHeaders = ["X-Forwarded-For", "X-Original-For", "Forwarded", "Via"];

    public async Task<IResult> PostAsync(HttpContext context)
    {
        var request = context.Request;
        var authorization = request.Headers.Authorization;
        if (authorization.Count == 0 && !options.Value.AllowAnonymousDevelopment)
        {
            return ErrorBody.Of(401, "Unauthorized", "A token is needed.");
        }

        if (!request.HasJsonContentType())
        {
            return ErrorBody.Of(415, "UnsupportedMediaType", "Send an activity as application/json.");
        }

        if (await RequestBody.ReadAsync(request, MaxBodyBytes, request.HttpContext.RequestAborted) is not { } body)
        {
            return ErrorBody.Of(413, "MessageSizeTooBig", $"An activity may have {MaxBodyBytes} bytes.");
        }

        Activity activity;
        try
        {
            activity = ActivityReader.Activity(body.Span);
        }
        catch (FormatException error)
        {
            return ErrorBody.Of(400, "BadSyntax", error.Message);
        }

        if (Missing(activity) is { } missing)
        {
            return ErrorBody.Of(400, "MissingProperty", $"The activity has no {missing}.");
        }

        var forwarded = !context.IsForDevelopment() || ProxyHeaders.Any(request.Headers.ContainsKey);
        var caller = authorization.Count > 1
            ? null
            : await adapter.AuthenticateAsync(authorization, activity, Remote(context), forwarded, context.RequestAborted);
        return caller is not null ? await RunAsync(caller, activity, context.RequestAborted)
            : authorization.Count == 0 ? ErrorBody.Of(401, "Unauthorized", "A token is needed.")
            : ErrorBody.Of(403, "Forbidden", "The token is refused.");
    }

    private static IPAddress? Remote(HttpContext context) => context.Connection.RemoteIpAddress;

    private static string? Missing(Activity activity) => activity switch
    {
        { Type: null or "" } => "type",
        { ChannelId: null or "" } => "channelId",
        { Conversation: null or { Id: null or "" } } => "conversation.id",
        { ServiceUrl: null or "" } => "serviceUrl",
        { Type: ActivityTypes.Invoke, Name: null or "" } => "name",
        _ => null,
    };

    private async Task<IResult> RunAsync(AuthenticateRequestResult caller, Activity activity, CancellationToken aborted)
    {
        var invoke = activity.Type == ActivityTypes.Invoke;
        if (invoke)
        {
            // Its answer is the HTTP answer already.
            activity.DeliveryMode = null;
        }

        var turn = running.Start(stopping => adapter.RunAsync(caller, activity, bot, stopping));
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        await Task.WhenAny(turn, Task.Delay(invoke ? InvokeTimeout : options.Value.MessageTimeout, time, enough.Token));
        await enough.CancelAsync();
        if (turn.IsCompleted)
        {
            try
            {
                return HttpAnswer.Of(await turn);
            }
            catch (ChannelException)
            {
                // Logged by the turn. The channel can't be told through a door it doesn't answer, and must not deliver again.
                return Results.Ok();
            }
        }

        if (activity.DeliveryMode == DeliveryModes.ExpectReplies)
        {
            // From here on replies go through the Connector after all.
            activity.DeliveryMode = DeliveryModes.Normal;
            return HttpAnswer.Json(new ExpectedReplies { Activities = [] });
        }

        return invoke ? ErrorBody.Of(504, "BotTimedOut", "The answer takes too long.") : Results.Accepted();
    }
}

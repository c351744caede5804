using CcgBot.Bot.Activities;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Endpoints;

/// <summary><c>POST /api/messages</c>: the Bot Framework's way in.</summary>
public sealed class BotMessages(
    MessagesDoor door,
    TurnHandler turns,
    RunningTurns running,
    ConnectorClient connector,
    ChannelRenderers renderers,
    IOptions<BotOptions> options,
    TimeProvider time)
{
    public async Task<IResult> PostAsync(HttpContext context) => await door.AdmitAsync(context) switch
    {
        Admission.Admitted(var activity, var address) =>
            await RunAsync(activity, new ConnectorChannel(connector, address, activity, renderers.For(activity.ChannelId)), context.RequestAborted),
        Admission.Refused(var answer) => answer,
        _ => throw new System.Diagnostics.UnreachableException(),
    };

    private async Task<IResult> RunAsync(Activity activity, ConnectorChannel channel, CancellationToken aborted)
    {
        var replies = activity.DeliveryMode == "expectReplies" && activity.Type != ActivityTypes.Invoke ? new RepliesChannel(channel) : null;
        var turn = running.Start(stopping => turns.HandleAsync(activity, replies ?? (ITurnChannel)channel, stopping));

        // Channels give up after 15 seconds and deliver again: answer them in time, and let the turn go on.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(aborted);
        var wait = activity.Type == ActivityTypes.Invoke ? HttpAnswer.InvokeTimeout : options.Value.MessageTimeout;
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
            ? HttpAnswer.Error(504, "BotTimedOut", "The answer takes too long.")
            : replies is not null ? Replies(replies) : Results.Accepted();
    }

    private static IResult Replies(RepliesChannel replies) => HttpAnswer.Json(new { activities = replies.Close() }, 200);

    private static IResult Answer(InvokeResponse? response) => response switch
    {
        null => Results.Ok(),
        { Body: null } => Results.StatusCode(response.Status),
        _ => HttpAnswer.Json(response.Body, response.Status),
    };
}

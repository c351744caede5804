using CcgBot.Bot;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Endpoints;
using CcgBot.Bot.Turns;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder.Integration.AspNet.Core;
using Microsoft.Extensions.Options;
using InvokeResponse = Microsoft.Bot.Builder.InvokeResponse;

namespace CcgBot.BotBuilder;

/// <summary><c>POST /api/messages</c> by way of Bot Builder, behind the same door as our own endpoint.</summary>
internal sealed class BotBuilderMessages(
    MessagesDoor door, BotBuilderAdapter adapter, BotBuilderBot bot, RunningTurns running, IOptions<BotOptions> options, TimeProvider time)
{
    public async Task PostAsync(HttpContext context)
    {
        switch (await door.AdmitAsync(context))
        {
            case Admission.Refused(var answer):
                await answer.ExecuteAsync(context);
                break;
            case Admission.Admitted(var activity, _):
                await RunAsync(context, activity);
                break;
        }
    }

    private async Task RunAsync(HttpContext context, Activity activity)
    {
        // The answer of an invoke, and the replies in the body, can't follow later; everything else can.
        var invoke = activity.Type == ActivityTypes.Invoke;
        var inBody = invoke || activity.DeliveryMode == "expectReplies";
        Microsoft.Bot.Schema.Activity given;
        try
        {
            given = (invoke ? activity with { DeliveryMode = null } : activity).ToBotBuilder();
        }
        catch (Newtonsoft.Json.JsonException error)
        {
            await HttpAnswer.Error(400, "BadSyntax", $"This is no activity: {error.Message}").ExecuteAsync(context);
            return;
        }

        var authorization = context.Request.Headers.Authorization.ToString();
        var turn = running.Start(stopping => adapter.RunAsync(authorization, given, bot, stopping));

        // Channels give up after 15 seconds and deliver again: answer them in time, and let the turn go on.
        using var enough = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        await Task.WhenAny(turn, Task.Delay(inBody ? HttpAnswer.InvokeTimeout : options.Value.MessageTimeout, time, enough.Token));
        await enough.CancelAsync();
        if (turn.IsCompleted)
        {
            await AnswerAsync(context, turn);
        }
        else
        {
            await (inBody ? HttpAnswer.Error(504, "BotTimedOut", "The answer takes too long.") : Results.Accepted()).ExecuteAsync(context);
        }
    }

    private static async Task AnswerAsync(HttpContext context, Task<InvokeResponse?> turn)
    {
        try
        {
            await HttpHelper.WriteResponseAsync(context.Response, await turn);
        }
        catch (ChannelException)
        {
            // Logged by the turn. The channel can't be told through a door it doesn't answer, and must not deliver again.
            await Results.Ok().ExecuteAsync(context);
        }
        catch (UnauthorizedAccessException)
        {
            await HttpAnswer.Error(403, "Forbidden", "The token is refused.").ExecuteAsync(context);
        }
    }
}

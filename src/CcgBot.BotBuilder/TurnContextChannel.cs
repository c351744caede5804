using System.Text.Json;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Connector;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Activity = CcgBot.Bot.Activities.Activity;
using ActivityTypes = CcgBot.Bot.Activities.ActivityTypes;

namespace CcgBot.BotBuilder;

/// <summary>Replies through a turn context of Bot Builder.</summary>
/// <param name="within">Runs a call on a context that is alive: the turn's own, or one continued after the turn ended.</param>
/// <param name="buffered">Replies are gathered for the HTTP answer (<c>expectReplies</c>).</param>
internal sealed class TurnContextChannel(Func<BotCallbackHandler, CancellationToken, Task> within, IAnswerRenderer renderer, bool buffered) : ITurnChannel
{
    public IAnswerRenderer Renderer { get; } = renderer;

    public bool Streams => !buffered;

    public async Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        // A status line for someone who sees nothing until the end says nothing.
        if (buffered && activity.Type == ActivityTypes.Typing)
        {
            return null;
        }

        string? id = null;
        await CallAsync(async (context, cancellation) => id = (await context.SendActivityAsync(activity.ToBotBuilder(), cancellation))?.Id, cancellationToken);
        return string.IsNullOrEmpty(id) ? null : id;
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken) =>
        CallAsync((context, cancellation) => context.UpdateActivityAsync((activity with { Id = activityId }).ToBotBuilder(), cancellation), cancellationToken);

    private async Task CallAsync(BotCallbackHandler call, CancellationToken cancellationToken)
    {
        try
        {
            await within(call, cancellationToken);
        }
        catch (ErrorResponseException refused)
        {
            throw Refusal((int?)refused.Response?.StatusCode, refused.Response?.Content, refused);
        }
        catch (Microsoft.Rest.HttpOperationException refused)
        {
            throw Refusal((int?)refused.Response?.StatusCode, refused.Response?.Content, refused);
        }
        catch (Exception error) when (error is HttpRequestException or IOException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var reached = !(error is HttpRequestException { HttpRequestError: var kind } && ConnectorClient.NeverArrived(kind));
            throw new ChannelException($"The channel's service can't be reached: {error.Message}", outcomeUnknown: reached, inner: error);
        }
        catch (Microsoft.Rest.SerializationException)
        {
            // It was taken; that what came back is not what the protocol says is no reason to say it was not.
        }
    }

    private static ChannelException Refusal(int? status, string? body, Exception inner)
    {
        JsonElement? error = null;
        try
        {
            error = string.IsNullOrEmpty(body) ? null : JsonSerializer.Deserialize<JsonElement?>(body).Property("error");
        }
        catch (JsonException)
        {
            // A proxy's page rather than the service's error: the status says enough.
        }

        var message = error.Property("message").Text();
        return new ChannelException(
            $"The channel refused with {status}{(message is null ? "" : $": {message}")}",
            status,
            error.Property("code").Text(),
            outcomeUnknown: status is 502 or 504,
            inner);
    }
}

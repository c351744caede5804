using System.Globalization;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;

namespace CcgBot.Bot.DirectLine;

/// <summary>One Direct Line conversation as the turn handler sees it.</summary>
internal sealed class DirectLineChannel(DirectLineHub hub, DirectLineStore store, string conversation, IAnswerRenderer renderer) : ITurnChannel
{
    public IAnswerRenderer Renderer => renderer;

    public bool Streams => true;

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var sent = activity.Type == ActivityTypes.Typing ? hub.Pass(conversation, activity) : hub.Add(conversation, activity, pending: false).Activity;
        return Task.FromResult(sent.Id);
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken)
    {
        // Direct Line has no update: who reads the history later gets the new text, an open page keeps the old.
        if (!long.TryParse(activityId.AsSpan(activityId.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !store.Replace(conversation, number, ActivityJson.Write(activity with { Id = activityId })))
        {
            throw new ChannelException($"There is no activity {activityId} to put another in the place of.", status: 404, code: "NotFound");
        }

        return Task.CompletedTask;
    }
}

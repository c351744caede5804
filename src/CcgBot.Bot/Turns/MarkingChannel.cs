using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;

namespace CcgBot.Bot.Turns;

/// <summary>Says once, before the first message goes out through another channel, that it does. Status lines and typing notices are no answer.</summary>
internal sealed class MarkingChannel(ITurnChannel channel, Action mark) : ITurnChannel
{
    private bool _marked;

    public IAnswerRenderer Renderer => channel.Renderer;

    public bool Streams => channel.Streams;

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        Mark(activity);
        return channel.SendAsync(activity, cancellationToken);
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken)
    {
        Mark(activity);
        return channel.UpdateAsync(activityId, activity, cancellationToken);
    }

    private void Mark(Activity activity)
    {
        if (!_marked && activity.Type != ActivityTypes.Typing)
        {
            _marked = true;
            mark();
        }
    }
}

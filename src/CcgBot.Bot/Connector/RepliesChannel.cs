using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;

namespace CcgBot.Bot.Connector;

/// <summary>
/// Replies of <c>deliveryMode: expectReplies</c>: gathered for the HTTP answer. What comes after the answer had to be given goes through
/// the Connector after all.
/// </summary>
public sealed class RepliesChannel(ITurnChannel afterwards) : ITurnChannel
{
    private readonly Lock _gate = new();
    private List<Activity>? _gathered = [];

    public IAnswerRenderer Renderer => afterwards.Renderer;

    public bool Streams => false;

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_gathered is not null)
            {
                // A status line for someone who sees nothing until the end says nothing.
                if (activity.Type != ActivityTypes.Typing)
                {
                    _gathered.Add(activity);
                }

                return Task.FromResult<string?>(null);
            }
        }

        return afterwards.SendAsync(activity, cancellationToken);
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken) =>
        afterwards.UpdateAsync(activityId, activity, cancellationToken);

    /// <summary>Everything gathered; later replies go their own way.</summary>
    public IReadOnlyList<Activity> Close()
    {
        lock (_gate)
        {
            var gathered = _gathered ?? [];
            _gathered = null;
            return gathered;
        }
    }
}

using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Turns;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>A channel that writes down what is sent, and when by the test's clock.</summary>
internal sealed class RecordingChannel(TimeProvider time) : ITurnChannel
{
    public List<(TimeSpan At, string Call, Activity Activity)> Sent { get; } = [];

    public Func<Activity, ChannelException?> Refuse { get; set; } = _ => null;

    public IAnswerRenderer Renderer { get; } = new TeamsRenderer(new RenderingOptions());

    public bool Streams { get; set; } = true;

    private long Began { get; } = time.GetTimestamp();

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        Note("send", activity);
        return Task.FromResult<string?>($"id-{Sent.Count}");
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken)
    {
        Note($"update {activityId}", activity);
        return Task.CompletedTask;
    }

    private void Note(string call, Activity activity)
    {
        Sent.Add((time.GetElapsedTime(Began), call, activity));
        if (Refuse(activity) is { } refusal)
        {
            throw refusal;
        }
    }
}

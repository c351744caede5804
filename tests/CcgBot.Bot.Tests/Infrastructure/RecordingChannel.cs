using CcgBot.Bot.Adapters;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Schema = Microsoft.Bot.Schema;

namespace CcgBot.Bot.Tests.Infrastructure;

/// <summary>A channel that writes down what is sent, as it is on the wire, and when by the test's clock.</summary>
internal sealed class RecordingChannel(TimeProvider time) : BotAdapter
{
    public List<(TimeSpan At, string Call, Activity Activity)> Sent { get; } = [];

    public Func<Activity, ChannelException?> Refuse { get; set; } = _ => null;

    private long Began { get; } = time.GetTimestamp();

    /// <summary>A turn that answers an activity through this channel.</summary>
    public TurnContext Turn(Activity incoming)
    {
        var context = new TurnContext(this, incoming.AsSchema());
        context.TurnState.Set<IAnswerRenderer>(new TeamsRenderer(new RenderingOptions()));
        return context;
    }

    public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Schema.Activity[] activities, CancellationToken cancellationToken)
    {
        Note("send", activities.Single());
        return Task.FromResult<ResourceResponse[]>([new ResourceResponse($"id-{Sent.Count}")]);
    }

    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Schema.Activity activity, CancellationToken cancellationToken)
    {
        Note($"update {activity.Id}", activity);
        return Task.FromResult(new ResourceResponse(activity.Id));
    }

    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) =>
        throw new NotSupportedException();

    private void Note(string call, Schema.Activity activity)
    {
        var wire = activity.AsWire();
        Sent.Add((time.GetElapsedTime(Began), call, wire));
        if (Refuse(wire) is { } refusal)
        {
            throw refusal;
        }
    }
}

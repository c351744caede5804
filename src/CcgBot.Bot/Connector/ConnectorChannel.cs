using CcgBot.Bot.Activities;
using CcgBot.Bot.Authentication;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;

namespace CcgBot.Bot.Connector;

/// <summary>Replies through the Connector service that a validated request named.</summary>
public sealed class ConnectorChannel(ConnectorClient client, ReplyAddress address, Activity incoming, IAnswerRenderer renderer) : ITurnChannel
{
    private readonly string _conversation = incoming.Conversation?.Id ?? "";

    public IAnswerRenderer Renderer { get; } = renderer;

    public bool Streams => true;

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken) =>
        activity is { Type: ActivityTypes.Message, ReplyToId: { Length: > 0 } replyTo }
            ? client.ReplyAsync(address, _conversation, replyTo, activity, cancellationToken)
            : client.SendAsync(address, _conversation, activity, cancellationToken);

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken) =>
        client.UpdateAsync(address, _conversation, activityId, activity, cancellationToken);
}

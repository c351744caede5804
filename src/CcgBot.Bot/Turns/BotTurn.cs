using CcgBot.Bot.Activities;
using CcgBot.Conversations;

namespace CcgBot.Bot.Turns;

/// <summary>One activity with where its replies go.</summary>
public sealed record BotTurn(Activity Incoming, ITurnChannel Channel)
{
    /// <summary>The name that the conversation's history is kept under.</summary>
    public string Conversation { get; } = KeyOf(Incoming);

    /// <summary>The sender's id on the channel; null when it gave none.</summary>
    public string? User => Incoming.From?.Id is { Length: > 0 } id ? id : null;

    public static string KeyOf(Activity activity) => ConversationStore.KeyOf(activity.ChannelId ?? "", activity.Conversation?.Id ?? "");

    /// <summary>What a message of this conversation is known by in the feedback store: ids are unique within a conversation only.</summary>
    public string MessageKey(string activityId) => $"{Conversation}|{activityId}";

    /// <summary>Sends an activity as the reply to the one that came.</summary>
    /// <returns>Its id; null where the channel gives none.</returns>
    public Task<string?> ReplyAsync(Activity activity, CancellationToken cancellationToken) =>
        Channel.SendAsync(activity.InReplyTo(Incoming), cancellationToken);
}

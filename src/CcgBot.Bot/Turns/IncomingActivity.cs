using System.Security.Cryptography;
using System.Text;
using CcgBot.Bot.Activities;
using CcgBot.Conversations;

namespace CcgBot.Bot.Turns;

/// <summary>What a turn reads off the activity that began it.</summary>
public static class IncomingActivity
{
    /// <summary>The name that the conversation's history is kept under.</summary>
    public static string ConversationKey(this Activity activity) =>
        ConversationStore.KeyOf(activity.ChannelId ?? "", activity.Conversation?.Id ?? "");

    /// <summary>The sender's pseudonym: the same for one person on one channel, and no name or address. Null without a sender.</summary>
    public static string? UserPseudonym(this Activity activity) => activity.From?.Id is { Length: > 0 } id
        ? Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{activity.ChannelId}|{id}")).AsSpan(0, 16))
        : null;
}

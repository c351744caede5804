using System.Security.Cryptography;
using CcgBot.Articles;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.DirectLine;

/// <summary>Makes and starts conversations: what the endpoints and the host's own pages share.</summary>
public sealed class DirectLineService(DirectLineTokens tokens, DirectLineStore store, DirectLineTurns turns)
{
    private const int LongestName = 100;

    /// <summary>A token for a conversation that is not started yet.</summary>
    /// <param name="user">Must begin with <c>dl_</c>; null makes one up, so that no token lets its bearer choose.</param>
    /// <param name="origins">Pages that may use it; empty = any.</param>
    /// <param name="groups">The groups that the person is in, as the server knows them that gets the token.</param>
    /// <param name="holder">By whose right they are given, see <see cref="DirectLineStore.SetGroups"/>.</param>
    public TokenAnswer Generate(string? user, string? userName, IReadOnlyList<string> origins, GroupSet? groups = null, string? holder = null)
    {
        var conversation = RandomId();
        if (groups is { IsEmpty: false })
        {
            store.SetGroups(conversation, groups, holder);
        }

        return Answer(conversation, user ?? "dl_" + RandomId(), userName?[..Math.Min(userName.Length, LongestName)], origins);
    }

    /// <summary>A new token for a conversation that its browser comes back to.</summary>
    /// <param name="groups">As in <see cref="Generate"/>: what the person may read now, not what they might then.</param>
    /// <param name="holder">As in <see cref="Generate"/>: who comes back.</param>
    /// <returns>Null when the conversation is no longer kept.</returns>
    public TokenAnswer? Resume(DirectLineToken resumed, GroupSet groups, string? holder)
    {
        if (store.Find(resumed.Conversation!) is null)
        {
            return null;
        }

        if (!groups.IsEmpty)
        {
            store.SetGroups(resumed.Conversation!, groups, holder);
        }

        return Renew(resumed);
    }

    /// <summary>The same token with a new expiry.</summary>
    public TokenAnswer Renew(DirectLineToken token) => Answer(token.Conversation!, token.User!, token.UserName, token.Origins);

    /// <summary>Starts the token's conversation, or finds it started.</summary>
    /// <param name="site">The address the client came to.</param>
    /// <returns>False when it was started before.</returns>
    public bool Start(DirectLineToken token, string site, string? locale)
    {
        var conversation = new DirectLineConversation(token.Conversation!, token.User!, site) { Access = store.AccessOf(token.Conversation!) };
        if (!store.Start(conversation))
        {
            return false;
        }

        // The bot hears that somebody came and greets; clients never see this activity.
        var user = Account(conversation, token);
        _ = turns.RunAsync(
            conversation,
            new Activity
            {
                Type = ActivityTypes.ConversationUpdate,
                Id = conversation.Id + "|start",
                ChannelId = DirectLineTurns.ChannelId,
                Conversation = new ConversationAccount { Id = conversation.Id },
                From = user,
                Locale = locale,
                MembersAdded = [user, turns.Bot],
            },
            number: null);
        return true;
    }

    /// <summary>Makes a client's activity what the bot and every other reader see: who, where and when are ours to say.</summary>
    public static void Receive(Activity posted, DirectLineConversation conversation, DirectLineToken token)
    {
        (posted.ServiceUrl, posted.Recipient, posted.CallerId, posted.DeliveryMode, posted.RelatesTo) = (null, null, null, null, null);
        posted.ChannelId = DirectLineTurns.ChannelId;
        posted.Conversation = new ConversationAccount { Id = conversation.Id };
        posted.From = Account(conversation, token, posted.From);
    }

    private static ChannelAccount Account(DirectLineConversation conversation, DirectLineToken token, ChannelAccount? posted = null) =>
        token.IsSecret && posted?.Id is { Length: > 0 } id
            ? new ChannelAccount { Id = id, Name = posted.Name, Role = "user" }
            : new ChannelAccount { Id = token.User ?? conversation.User, Name = token.UserName ?? posted?.Name, Role = "user" };

    private static string RandomId() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    private TokenAnswer Answer(string conversation, string user, string? userName, IReadOnlyList<string> origins) =>
        new(conversation, tokens.Issue(conversation, user, userName, origins), tokens.LifetimeSeconds) { User = user };
}

/// <summary>What <c>tokens/generate</c> and <c>tokens/refresh</c> answer.</summary>
/// <param name="ExpiresIn">Seconds.</param>
public sealed record TokenAnswer(
    string ConversationId, string Token, [property: System.Text.Json.Serialization.JsonPropertyName("expires_in")] int ExpiresIn)
{
    /// <summary>Who the bearer is; not on the wire.</summary>
    [System.Text.Json.Serialization.JsonIgnore]
    public string User { get; init; } = "";
}

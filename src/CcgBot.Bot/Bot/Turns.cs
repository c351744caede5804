using CcgBot.Articles;
using CcgBot.Bot.Rendering;
using CcgBot.Conversations;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot;

/// <summary>What a turn's activity says of where and by whom it was sent.</summary>
internal static class Turns
{
    extension(IActivity activity)
    {
        /// <summary>The name that the conversation is kept under.</summary>
        public string ConversationKey => ConversationStore.KeyOf(activity.ChannelId ?? "", activity.Conversation?.Id ?? "");

        /// <summary>The sender's id on the channel; null when it gave none.</summary>
        public string? UserId => activity.From?.Id is { Length: > 0 } id ? id : null;

        /// <summary>One person and the bot: the only place where Teams takes a stream. Channels that don't say are one-to-one.</summary>
        public bool OneToOne => activity.Conversation?.IsGroup is not true && activity.Conversation?.ConversationType is null or "personal";

        /// <summary>What a message of this conversation is known by in the feedback store: ids are unique within a conversation only.</summary>
        public string MessageKey(string activityId) => $"{activity.ConversationKey}|{activityId}";
    }

    extension(ITurnContext context)
    {
        /// <summary>How answers look on this turn's channel.</summary>
        public IAnswerRenderer Renderer => context.TurnState.Get<IAnswerRenderer>();

        /// <summary>What the sender may read, as <see cref="AskerAccess"/> found it.</summary>
        public Access Access => context.TurnState.Get<Access>() ?? Access.Public;

        /// <summary>Replies are gathered for the HTTP answer: who asked sees nothing before it.</summary>
        public bool Gathers => context.Activity.DeliveryMode == DeliveryModes.ExpectReplies;

        /// <summary>Sends an activity as the reply to the one that came.</summary>
        /// <returns>Its id; null where the channel gives none.</returns>
        public async Task<string?> ReplyAsync(Activity reply, CancellationToken cancellationToken) =>
            (await context.SendActivityAsync(reply, cancellationToken))?.Id is { Length: > 0 } id ? id : null;
    }
}

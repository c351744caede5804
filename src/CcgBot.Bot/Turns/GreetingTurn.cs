using CcgBot.Articles;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Conversations;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Turns;

/// <summary>Greets a conversation once, with questions to start from.</summary>
public sealed class GreetingTurn(ArticleStore articles, ConversationStore conversations, PromptStarters starters, IOptions<BotOptions> options)
{
    /// <summary>A <c>conversationUpdate</c> or <c>installationUpdate</c>: the bot or a person came, or nothing to greet.</summary>
    public async Task HandleAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        if (Came(turn.Incoming))
        {
            await GreetAsync(turn, cancellationToken);
        }
    }

    /// <summary>Greets unless this conversation was greeted before.</summary>
    public async Task GreetAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        if (conversations.FirstGreeting(turn.Conversation))
        {
            await turn.ReplyAsync(await MessageAsync(turn.Channel.Renderer, cancellationToken), cancellationToken);
        }
    }

    /// <summary>The greeting as it looks on a channel.</summary>
    public async Task<Activity> MessageAsync(IAnswerRenderer renderer, CancellationToken cancellationToken) =>
        renderer.Greet(new Greeting(options.Value.Name, articles.CountArticles(), await starters(cancellationToken)));

    // In a group only the bot's own coming is greeted: nobody wants a bot's speech for every colleague who joins.
    private static bool Came(Activity incoming) => incoming.Type == ActivityTypes.InstallationUpdate
        ? incoming.Action is "add" or "add-upgrade"
        : incoming.MembersAdded?.Any(member => member?.Id is { } id && (incoming.OneToOne || id == incoming.Recipient?.Id)) is true;
}

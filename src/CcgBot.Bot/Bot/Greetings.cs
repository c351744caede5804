using CcgBot.Bot.Rendering;
using CcgBot.Conversations;
using Microsoft.Bot.Builder;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>Greets a conversation once, with questions to start from.</summary>
public sealed class Greetings(ReadableArticles articles, ConversationStore conversations, PromptStarters starters, IOptions<BotOptions> options)
{
    /// <summary>Greets unless this conversation was greeted before.</summary>
    public async Task GreetAsync(ITurnContext turn, CancellationToken cancellationToken)
    {
        if (conversations.FirstGreeting(turn.Activity.ConversationKey))
        {
            var greeting = new Greeting(options.Value.Name, articles(turn.Access).CountArticles(), await starters(turn.Access, cancellationToken));
            await turn.ReplyAsync(turn.Renderer.Greet(greeting), cancellationToken);
        }
    }
}

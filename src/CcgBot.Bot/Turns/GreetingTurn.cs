using CcgBot.Articles;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Storage;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Turns;

/// <summary>Greets a conversation once, with questions to start from.</summary>
public sealed class GreetingTurn(ArticleStore articles, Database database, IOptions<BotOptions> options, TimeProvider time)
{
    /// <summary>A <c>conversationUpdate</c> or <c>installationUpdate</c>: the bot or a person came, or nothing to greet.</summary>
    public async Task HandleAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken)
    {
        var came = incoming.Type == ActivityTypes.InstallationUpdate
            ? incoming.Action is "add" or "add-upgrade"
            : incoming.MembersAdded is { Count: > 0 };
        if (came)
        {
            await GreetAsync(incoming, channel, cancellationToken);
        }
    }

    /// <summary>Greets unless this conversation was greeted before.</summary>
    public async Task GreetAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken)
    {
        if (First(incoming.ConversationKey()))
        {
            await channel.SendAsync(Message(channel.Renderer).InReplyTo(incoming), cancellationToken);
        }
    }

    /// <summary>The greeting as it looks on a channel.</summary>
    public Activity Message(IAnswerRenderer renderer) =>
        renderer.Greet(new Greeting(options.Value.Name, articles.CountArticles(), options.Value.PromptStarters));

    private bool First(string conversation)
    {
        using var connection = database.Open();
        var now = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", System.Globalization.CultureInfo.InvariantCulture);
        return connection.Run(
            """
            INSERT INTO conversation(name, greeted, seen) VALUES ($1, $2, $2)
            ON CONFLICT(name) DO UPDATE SET greeted = excluded.greeted WHERE greeted IS NULL
            """,
            conversation,
            now) == 1;
    }
}

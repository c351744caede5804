using CcgBot.Answering;
using CcgBot.Bot.Activities;
using CcgBot.Conversations;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Turns;

/// <summary>A message: a question, a command, or something that is neither.</summary>
public sealed class QuestionTurn(AnswerQuestion answer, ConversationStore conversations, IOptions<BotOptions> options)
{
    public async Task HandleAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken)
    {
        var text = incoming.Text?.Trim() ?? "";
        if (text.Length == 0)
        {
            await SayAsync("I can only read text. Please type your question about the articles.", incoming, channel, cancellationToken);
            return;
        }

        switch (text.TrimEnd('.', '!', '?').ToLowerInvariant())
        {
            case "help":
                await SayAsync(
                    "Ask a question in your own words. I answer only from the indexed articles, and every sentence names its paragraph. "
                    + "Say **start over** to begin anew.",
                    incoming,
                    channel,
                    cancellationToken);
                return;
            case "start over":
                conversations.StartOver(incoming.ConversationKey());
                await SayAsync("Started over. What would you like to know?", incoming, channel, cancellationToken);
                return;
        }

        var history = conversations.History(incoming.ConversationKey(), options.Value.HistoryTurns);
        var found = await answer(new Question(text, history, User: incoming.UserPseudonym()), null, cancellationToken);
        await channel.SendAsync(channel.Renderer.Render(found).InReplyTo(incoming), cancellationToken);
        conversations.Add(new Exchange(
            incoming.ConversationKey(),
            incoming.Id,
            incoming.UserPseudonym(),
            text,
            AnswerMarkdown.Of(found),
            [.. (found as Answer.Grounded)?.Citations.Select(citation => citation.Paragraph.Id.ToString()) ?? []]));
    }

    private async Task SayAsync(string markdown, Activity incoming, ITurnChannel channel, CancellationToken cancellationToken) =>
        await channel.SendAsync(channel.Renderer.Say(markdown, options.Value.PromptStarters).InReplyTo(incoming), cancellationToken);
}

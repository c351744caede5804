using CcgBot.Bot.Activities;
using CcgBot.Conversations;

namespace CcgBot.Bot.Turns;

/// <summary>
/// One activity in, everything the bot does about it: the same for every channel and endpoint. Replies go through the channel while
/// the task runs; an invoke's answer is what the task gives. An activity id that was handled before does nothing.
/// </summary>
public sealed class TurnHandler(QuestionTurn questions, GreetingTurn greetings, InvokeTurn invokes, ConversationStore conversations, DeliveryLog deliveries)
{
    /// <summary>Handles one activity. Whoever calls has authenticated it.</summary>
    /// <param name="incoming">As the channel sent it.</param>
    /// <param name="channel">Where replies go.</param>
    /// <param name="cancellationToken">The bot is stopping; not the end of the HTTP request, which may come before the answer.</param>
    /// <returns>The HTTP answer to an invoke (the first one again on a repeated delivery); null for every other activity.</returns>
    /// <exception cref="ChannelException">A reply could not be delivered.</exception>
    public async Task<InvokeResponse?> HandleAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(incoming);
        ArgumentNullException.ThrowIfNull(channel);
        var turn = new BotTurn(incoming, incoming.ServiceUrl is null ? channel : new MarkingChannel(channel, () => deliveries.Sending(incoming)));
        Func<Task<InvokeResponse?>>? work = incoming.Type switch
        {
            ActivityTypes.Message or ActivityTypes.MessageUpdate => () => Silent(questions.HandleAsync(turn, cancellationToken)),
            ActivityTypes.ConversationUpdate or ActivityTypes.InstallationUpdate => () => Silent(greetings.HandleAsync(turn, cancellationToken)),
            ActivityTypes.Event => () => Silent(invokes.HandleEventAsync(turn, cancellationToken)),
            ActivityTypes.Invoke => () => Task.FromResult<InvokeResponse?>(invokes.Handle(turn)),
            ActivityTypes.EndOfConversation => () => Forget(turn.Conversation),

            // Reactions, deletions, typing, traces and types not yet thought of ask nothing of a bot that only answers.
            _ => null,
        };
        return work is null ? null : await deliveries.OnceAsync(incoming, work);
    }

    private Task<InvokeResponse?> Forget(string conversation)
    {
        conversations.StartOver(conversation);
        return Task.FromResult<InvokeResponse?>(null);
    }

    private static async Task<InvokeResponse?> Silent(Task turn)
    {
        await turn;
        return null;
    }
}

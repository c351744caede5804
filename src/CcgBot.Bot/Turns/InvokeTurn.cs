using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Turns;

/// <summary>Invokes and events: feedback, the card's "Show paragraph", suggested actions, a web page that joined.</summary>
public sealed class InvokeTurn(GreetingTurn greetings)
{
    /// <summary>Answers an invoke; one this bot does not know gets 501.</summary>
    public Task<InvokeResponse?> HandleAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken) =>
        Task.FromResult<InvokeResponse?>(incoming.Name switch
        {
            "message/submitAction" => InvokeResponse.Empty,
            _ => InvokeResponse.NotImplemented,
        });

    /// <summary>An event; those this bot does not know ask nothing of it.</summary>
    public async Task<InvokeResponse?> HandleEventAsync(Activity incoming, ITurnChannel channel, CancellationToken cancellationToken)
    {
        if (incoming.Name == "webchat/join")
        {
            await greetings.GreetAsync(incoming, channel, cancellationToken);
        }

        return null;
    }
}

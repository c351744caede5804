using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Conversations;
using CcgBot.Evidence;

namespace CcgBot.Bot.Turns;

/// <summary>Invokes and events: feedback, the card's "Show paragraph", suggested actions, a web page that joined.</summary>
public sealed class InvokeTurn(
    GreetingTurn greetings, QuestionTurn questions, ParagraphViews paragraphs, FeedbackStore feedback, ConversationStore conversations, RenderingOptions rendering, RunningTurns running)
{
    /// <summary>Answers an invoke; one this bot does not know gets 501.</summary>
    public InvokeResponse Handle(BotTurn turn)
    {
        switch (turn.Incoming.Name)
        {
            case "message/submitAction":
                return Store(turn, FeedbackReading.OfSubmit(turn.Incoming.Value)) ? InvokeResponse.Empty : InvokeResponse.NotImplemented;
            case "adaptiveCard/action":
                return CardAction(turn.Incoming);
            case "suggestedAction/submit" or "suggestedActions/submit":
                return Suggested(turn);
            default:
                return InvokeResponse.NotImplemented;
        }
    }

    /// <summary>An event; those this bot does not know ask nothing of it.</summary>
    public async Task HandleEventAsync(BotTurn turn, CancellationToken cancellationToken)
    {
        switch (turn.Incoming.Name)
        {
            case "webchat/join":
                await greetings.GreetAsync(turn, cancellationToken);
                break;
            case "webchat:activity-status/feedback":
                Store(turn, FeedbackReading.OfEvent(turn.Incoming.Entities));
                break;
        }
    }

    private bool Store(BotTurn turn, FeedbackReading? reading)
    {
        if (reading is null)
        {
            return false;
        }

        // The Agents Playground does not say which message; then it can only be the last.
        var message = turn.Incoming.ReplyToId is { Length: > 0 } id ? turn.MessageKey(id) : null;
        feedback.Record(message, message is null ? conversations.LastEvidence(turn.Conversation) : null, reading.Reaction, reading.Text, turn.User);
        return true;
    }

    private InvokeResponse CardAction(Activity incoming)
    {
        var action = incoming.Value.Property("action");
        if (action.Property("type").Text() is not "Action.Execute" || action.Property("verb").Text() != CardActions.ShowParagraph)
        {
            return CardError("NotSupported", "This card's button is not known.");
        }

        if (ShowParagraphAction.Read(action.Property("data")) is not { } show)
        {
            return CardError("BadRequest", "The button does not say which paragraph.");
        }

        return paragraphs.Find(show.Shown) is { } view
            ? new InvokeResponse(200, ActivityJson.Element(new
            {
                statusCode = 200,
                type = "application/vnd.microsoft.card.adaptive",
                value = ParagraphCard.Of(view, show.Paragraphs, rendering),
            }))
            : CardError("NotFound", "This paragraph is not among the articles any more.");
    }

    // Handled, so HTTP 200: the card shows the error, and the channel must not try again.
    private static InvokeResponse CardError(string code, string message) =>
        new(200, ActivityJson.Element(new { statusCode = 400, type = "application/vnd.microsoft.error", value = new { code, message } }));

    private InvokeResponse Suggested(BotTurn turn)
    {
        var value = turn.Incoming.Value;
        var text = value.Text() ?? value.Property("text").Text() ?? value.Property("value").Text();
        if (string.IsNullOrWhiteSpace(text))
        {
            return InvokeResponse.NotImplemented;
        }

        // An invoke is to be answered at once; the answer to the question follows as a message.
        var question = new BotTurn(turn.Incoming with { Type = ActivityTypes.Message, Text = text }, turn.Channel);
        running.Start(async stopping =>
        {
            await questions.HandleAsync(question, stopping);
            return true;
        });
        return InvokeResponse.Empty;
    }
}

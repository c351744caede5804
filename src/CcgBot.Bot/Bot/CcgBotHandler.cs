using CcgBot.Articles;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.Teams;
using CcgBot.Conversations;
using CcgBot.Evidence;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using System.Security.Claims;
using System.Security.Principal;

namespace CcgBot.Bot;

/// <summary>
/// The bot: what it does about each kind of activity, on every channel. Reactions, typing, traces and types not yet thought of ask nothing
/// of a bot that only answers.
/// </summary>
/// <remarks>
/// Where the base class would read a client's data into classes of its own (and fail on what is shaped otherwise), or ask the channel who
/// a new member is, the method is overridden whole.
/// </remarks>
public sealed class CcgBotHandler(
    QuestionTurn questions,
    Greetings greetings,
    ParagraphViews paragraphs,
    FeedbackStore feedback,
    ConversationStore conversations,
    RenderingOptions rendering,
    RunningTurns running,
    AskerAccess asker) : TeamsActivityHandler
{
    public override async Task OnTurnAsync(ITurnContext turnContext, CancellationToken cancellationToken = default)
    {
        await asker.ResolveAsync(turnContext, cancellationToken);
        await base.OnTurnAsync(turnContext, cancellationToken);
    }

    protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        questions.HandleAsync(turnContext, cancellationToken);

    /// <summary>An edited question is answered again. A deleted one that comes back was answered before, and is not.</summary>
    protected override Task OnMessageUpdateActivityAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        ((object?)turnContext.Activity.ChannelData).Field("eventType").Text() == "undeleteMessage"
            ? Task.CompletedTask
            : questions.HandleAsync(turnContext, cancellationToken);

    /// <summary>A question taken back is no longer what a follow-up leans on.</summary>
    protected override Task OnMessageDeleteActivityAsync(ITurnContext<IMessageDeleteActivity> turnContext, CancellationToken cancellationToken) =>
        questions.TakeBackAsync(turnContext.Activity);

    protected override Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        Came(turnContext.Activity) ? greetings.GreetAsync(turnContext, cancellationToken) : Task.CompletedTask;

    protected override Task OnInstallationUpdateAddAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        greetings.GreetAsync(turnContext, cancellationToken);

    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken)
    {
        switch (turnContext.Activity.Name)
        {
            case "webchat/join":
                return greetings.GreetAsync(turnContext, cancellationToken);
            case "webchat:activity-status/feedback":
                Store((Activity)turnContext.Activity, FeedbackReading.OfEvent(((Activity)turnContext.Activity).Entities));
                break;
        }

        return Task.CompletedTask;
    }

    protected override Task OnEndOfConversationActivityAsync(ITurnContext<IEndOfConversationActivity> turnContext, CancellationToken cancellationToken)
    {
        conversations.StartOver(turnContext.Activity.ConversationKey);
        return Task.CompletedTask;
    }

    /// <summary>Feedback, the card's "Show paragraph" and suggested actions; any other invoke gets 501.</summary>
    protected override Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var invoke = turnContext.Activity;
        return Task.FromResult(invoke.Name switch
        {
            "message/submitAction" => Store((Activity)invoke, FeedbackReading.OfSubmit(invoke.Value)) ? Ok(new { }) : NotImplemented,
            "adaptiveCard/action" => Ok(CardAction(invoke.Value.Field("action"), turnContext.Access)),
            "suggestedAction/submit" or "suggestedActions/submit" => Ask(turnContext) ? Ok(new { }) : NotImplemented,
            _ => NotImplemented,
        });
    }

    private static InvokeResponse NotImplemented => new() { Status = 501 };

    private static InvokeResponse Ok(object body) => new() { Status = 200, Body = body };

    // In a group only the bot's own coming is greeted: nobody wants a bot's speech for every colleague who joins.
    private static bool Came(IConversationUpdateActivity activity) =>
        activity.MembersAdded?.Any(member => member?.Id is { } id && (activity.OneToOne || id == activity.Recipient?.Id)) is true;

    private bool Store(Activity incoming, FeedbackReading? reading)
    {
        if (reading is null)
        {
            return false;
        }

        // The Agents Playground does not say which message; then it can only be the last.
        var message = incoming.ReplyToId is { Length: > 0 } id ? incoming.MessageKey(id) : null;
        var last = message is null ? conversations.LastEvidence(incoming.ConversationKey, questions.Whose(incoming)) : null;
        feedback.Record(message, last, reading.Reaction, reading.Text, incoming.UserId);
        return true;
    }

    private AdaptiveCardInvokeResponse CardAction(object? action, Access access)
    {
        if (action.Field("type").Text() is not "Action.Execute" || action.Field("verb").Text() != CardActions.ShowParagraph)
        {
            return CardError("NotSupported", "This card's button is not known.");
        }

        if (ShowParagraphAction.Read(action.Field("data")) is not { } show)
        {
            return CardError("BadRequest", "The button does not say which paragraph.");
        }

        return paragraphs.Find(show.Shown, access) is { } view
            ? new AdaptiveCardInvokeResponse { StatusCode = 200, Type = AdaptiveCard.ContentType, Value = ParagraphCard.Of(view, show.Places, rendering) }
            : CardError("NotFound", "This paragraph is not among the articles any more.");
    }

    // Handled, so HTTP 200: the card shows the error, and the channel must not try again.
    private static AdaptiveCardInvokeResponse CardError(string code, string message) =>
        new() { StatusCode = 400, Type = "application/vnd.microsoft.error", Value = new Error(code, message) };

    /// <summary>An invoke is to be answered at once; the answer to its question follows as a message.</summary>
    private bool Ask(ITurnContext<IInvokeActivity> turnContext)
    {
        var value = turnContext.Activity.Value;
        var text = value.Text() ?? value.Field("text").Text() ?? value.Field("value").Text();
        if (string.IsNullOrWhiteSpace(text))
        {
            return false;
        }

        var question = ActivityJson.Read<Activity>(ActivityJson.Write(turnContext.Activity));
        (question.Type, question.Text, question.Value, question.DeliveryMode) = (ActivityTypes.Message, text, null, null);
        var (adapter, caller) = (turnContext.Adapter, (ClaimsIdentity)turnContext.TurnState.Get<IIdentity>(BotAdapter.BotIdentityKey));
        running.Start(async stopping =>
        {
            await adapter.ContinueConversationAsync(caller, question, OnTurnAsync, stopping);
            return true;
        });
        return true;
    }
}

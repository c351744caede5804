using System.Security.Claims;
using System.Security.Principal;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Builder.Teams;
using Microsoft.Bot.Schema;
using InvokeResponse = Microsoft.Bot.Builder.InvokeResponse;

namespace CcgBot.BotBuilder;

/// <summary>Hands each kind of activity that asks something to the one turn handler; the rest Bot Builder leaves alone as we do.</summary>
internal sealed class BotBuilderBot(TurnHandler turns, ChannelRenderers renderers) : TeamsActivityHandler
{
    protected override Task OnMessageActivityAsync(ITurnContext<IMessageActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override Task OnMessageUpdateActivityAsync(ITurnContext<IMessageUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override Task OnConversationUpdateActivityAsync(ITurnContext<IConversationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override Task OnInstallationUpdateActivityAsync(ITurnContext<IInstallationUpdateActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override Task OnEventActivityAsync(ITurnContext<IEventActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override Task OnEndOfConversationActivityAsync(ITurnContext<IEndOfConversationActivity> turnContext, CancellationToken cancellationToken) =>
        HandleAsync(turnContext, cancellationToken);

    protected override async Task<InvokeResponse> OnInvokeActivityAsync(ITurnContext<IInvokeActivity> turnContext, CancellationToken cancellationToken)
    {
        var response = await HandleAsync(turnContext, cancellationToken) ?? Bot.Turns.InvokeResponse.NotImplemented;
        return new InvokeResponse { Status = response.Status, Body = response.Body.ToBotBuilder() };
    }

    private Task<Bot.Turns.InvokeResponse?> HandleAsync(ITurnContext context, CancellationToken cancellationToken)
    {
        var activity = context.Activity;
        var channel = new TurnContextChannel(
            activity.Type == ActivityTypes.Invoke ? Continuing(context) : (call, cancellation) => call(context, cancellation),
            renderers.For(activity.ChannelId),
            buffered: activity.DeliveryMode == DeliveryModes.ExpectReplies);
        return turns.HandleAsync(activity.ToOwn(), channel, cancellationToken);
    }

    // An invoke is answered at once, which ends its context; what it brings about follows as a message.
    private static Func<BotCallbackHandler, CancellationToken, Task> Continuing(ITurnContext context)
    {
        var adapter = context.Adapter;
        var caller = (ClaimsIdentity)context.TurnState.Get<IIdentity>(BotAdapter.BotIdentityKey);
        var reference = context.Activity.GetConversationReference();
        return (call, cancellation) => adapter.ContinueConversationAsync(caller, reference, call, cancellation);
    }
}

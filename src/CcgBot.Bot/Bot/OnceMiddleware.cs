using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot;

/// <summary>
/// Lets each activity through once (<see cref="DeliveryLog"/>): a repeated invoke gets its first answer again, anything else repeated gets none.
/// Before the first message of a turn goes out, the log is told; status lines and typing notices are no answer.
/// </summary>
public sealed class OnceMiddleware(DeliveryLog deliveries) : IMiddleware
{
    public async Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        var incoming = turnContext.Activity;
        if (incoming.Type is not (ActivityTypes.Message or ActivityTypes.MessageUpdate or ActivityTypes.MessageDelete or ActivityTypes.ConversationUpdate
            or ActivityTypes.InstallationUpdate or ActivityTypes.Event or ActivityTypes.Invoke or ActivityTypes.EndOfConversation))
        {
            await next(cancellationToken);
            return;
        }

        // Direct Line, which gives no service URL, keeps its own transcript.
        if (incoming.ServiceUrl is not null)
        {
            var marked = false;
            void Mark(Activity outgoing)
            {
                if (!marked && outgoing.Type is not (ActivityTypes.Typing or ActivityTypesEx.InvokeResponse))
                {
                    marked = true;
                    deliveries.Sending(incoming);
                }
            }

            turnContext.OnSendActivities((_, activities, send) =>
            {
                activities.ForEach(Mark);
                return send();
            });
            turnContext.OnUpdateActivity((_, activity, update) =>
            {
                Mark(activity);
                return update();
            });
        }

        var given = await deliveries.OnceAsync(incoming, async () =>
        {
            await next(cancellationToken);
            return Response(turnContext);
        });
        if (given is not null && Response(turnContext) is null)
        {
            await turnContext.SendActivityAsync(new Activity { Type = ActivityTypesEx.InvokeResponse, Value = given }, cancellationToken);
        }
    }

    private static InvokeResponse? Response(ITurnContext turn) => turn.TurnState.Get<Activity>(BotAdapter.InvokeResponseKey)?.Value as InvokeResponse;
}

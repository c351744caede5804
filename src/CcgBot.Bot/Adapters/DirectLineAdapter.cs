using System.Globalization;
using System.Security.Claims;
using CcgBot.Bot.DirectLine;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Rendering.WebChat;
using Microsoft.Bot.Builder;
using Microsoft.Bot.Schema;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.Adapters;

/// <summary>Brings activities of our own Direct Line to the bot, in process, and its replies into the conversation.</summary>
public sealed class DirectLineAdapter : BotAdapter
{
    private readonly DirectLineHub _hub;
    private readonly DirectLineStore _store;
    private readonly IOptions<BotOptions> _options;

    public DirectLineAdapter(DirectLineHub hub, DirectLineStore store, OnceMiddleware once, IOptions<BotOptions> options)
    {
        (_hub, _store, _options) = (hub, store, options);
        Use(once);
    }

    /// <summary>Runs the bot's turn on what came in a conversation.</summary>
    /// <param name="number">What it has in the store while it is pending there; null for one that is not.</param>
    /// <exception cref="Storage.TurnTakenOverException">Another host deals with it by now.</exception>
    public async Task ProcessAsync(
        DirectLineConversation conversation, Activity activity, long? number, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        using var context = new TurnContext(this, activity);
        context.TurnState.Set<IAnswerRenderer>(new WebChatRenderer(conversation.Site, _options.Value.SensitivityLabel));
        context.TurnState.Set(conversation.Access);
        context.TurnState.Set(new Pending(number));
        await RunPipelineAsync(context, callback, cancellationToken);
    }

    public override async Task ContinueConversationAsync(
        ClaimsIdentity claimsIdentity, Activity continuationActivity, BotCallbackHandler callback, CancellationToken cancellationToken)
    {
        if (_store.Find(continuationActivity.Conversation.Id) is { } conversation)
        {
            await ProcessAsync(conversation, continuationActivity, number: null, callback, cancellationToken);
        }
    }

    public override Task<ResourceResponse[]> SendActivitiesAsync(ITurnContext turnContext, Activity[] activities, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var conversation = turnContext.Activity.Conversation.Id;
        return Task.FromResult(activities.Select(activity => new ResourceResponse(activity.Type switch
        {
            ActivityTypes.Typing => _hub.Pass(conversation, activity),
            ActivityTypesEx.InvokeResponse => Left(turnContext, activity),
            _ => _hub.Add(conversation, activity, pending: false, turnContext.TurnState.Get<Pending>().Number).Id,
        })).ToArray());
    }

    /// <summary>Direct Line has no update: who reads the history later gets the new text, an open page keeps the old.</summary>
    public override Task<ResourceResponse> UpdateActivityAsync(ITurnContext turnContext, Activity activity, CancellationToken cancellationToken) =>
        long.TryParse(activity.Id.AsSpan(activity.Id.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && _store.Replace(turnContext.Activity.Conversation.Id, number, ActivityJson.Write(activity))
            ? Task.FromResult(new ResourceResponse(activity.Id))
            : throw new ChannelException($"There is no activity {activity.Id} to put another in the place of.", status: 404, code: "NotFound");

    public override Task DeleteActivityAsync(ITurnContext turnContext, ConversationReference reference, CancellationToken cancellationToken) =>
        throw new ChannelException("Direct Line deletes no activity.", status: 405);

    private sealed record Pending(long? Number);

    // Direct Line gives a client no answer to an invoke; whoever runs the turn may look at it.
    private static string Left(ITurnContext turn, Activity response)
    {
        turn.TurnState.Set(InvokeResponseKey, response);
        return "";
    }
}

using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Rendering.WebChat;
using Microsoft.Bot.Builder;

namespace CcgBot.Bot.Rendering;

/// <summary>Gives each turn from the Bot Service the renderer of its channel.</summary>
public sealed class ChannelRenderers(RenderingOptions options) : IMiddleware
{
    private readonly TeamsRenderer _teams = new(options);
    private readonly WebChatRenderer _webChat = new(options.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? "", options.SensitivityLabel);

    public Task OnTurnAsync(ITurnContext turnContext, NextDelegate next, CancellationToken cancellationToken = default)
    {
        turnContext.TurnState.Set<IAnswerRenderer>(turnContext.Activity.ChannelId is "webchat" or "directline" ? _webChat : _teams);
        return next(cancellationToken);
    }
}

using CcgBot.Bot.Rendering.Teams;
using CcgBot.Bot.Rendering.WebChat;

namespace CcgBot.Bot.Rendering;

/// <summary>Which renderer a channel of the Bot Service gets, by its <c>channelId</c>.</summary>
public sealed class ChannelRenderers(RenderingOptions options)
{
    private readonly TeamsRenderer _teams = new(options);
    private readonly WebChatRenderer _webChat = new(options.PublicUrl?.GetLeftPart(UriPartial.Authority) ?? "", options.SensitivityLabel);

    public IAnswerRenderer For(string? channelId) => channelId is "webchat" or "directline" ? _webChat : _teams;
}

using CcgBot.Bot.Rendering.Teams;

namespace CcgBot.Bot.Rendering;

/// <summary>Which renderer a channel gets, by its <c>channelId</c>.</summary>
public sealed class ChannelRenderers(TeamsRenderer teams)
{
    public IAnswerRenderer For(string? channelId) => teams;
}

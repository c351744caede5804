using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;

namespace CcgBot.Bot.Turns;

/// <summary>
/// Where one turn's replies go: the Connector service behind <c>/api/messages</c>, the HTTP answer of <c>expectReplies</c>, or a
/// Direct Line conversation of our own. An activity handed over is complete but for its id, timestamp and service URL, which the
/// channel gives. Calls of one turn come one after another, never at once.
/// </summary>
public interface ITurnChannel
{
    /// <summary>How answers look here.</summary>
    IAnswerRenderer Renderer { get; }

    /// <summary>
    /// True where <c>typing</c> activities with a <c>streaminfo</c> entity are shown as a status line. The turn handler streams in
    /// one-to-one conversations only, whatever this says.
    /// </summary>
    bool Streams { get; }

    /// <summary>Shows an activity (message or typing) to the people in the conversation.</summary>
    /// <returns>The id the channel gave it; null where it gives none. For the first chunk of a stream this is the stream's id.</returns>
    /// <exception cref="ChannelException">The channel refused it for good, or can't be reached.</exception>
    Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken);

    /// <summary>Puts another activity in the place of one sent before.</summary>
    /// <exception cref="ChannelException">The channel refused it for good, or can't be reached.</exception>
    Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken);
}

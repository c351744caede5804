using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot;

/// <summary>
/// The marks of a streamed reply, as the <c>streaminfo</c> entity (Teams) and in the channel data (Web Chat): both clients read their
/// own, and neither minds the other.
/// </summary>
public static class StreamInfo
{
    /// <summary>Characters of a status line.</summary>
    public const int MostStatus = 1_000;

    /// <summary>A status line; the first of a stream has no id yet, and what it is sent under becomes the stream's id.</summary>
    /// <param name="sequence">From 1, one more each time.</param>
    public static Activity Status(string text, string? streamId, int sequence) =>
        Marked(
            new Activity { Type = ActivityTypes.Typing, Text = text },
            ActivityJson.Object(new { streamId, streamType = "informative", streamSequence = sequence }));

    /// <summary>The message a stream ends with; the one given stays as it is. It has no sequence number.</summary>
    public static Activity Final(Activity message, string streamId) =>
        Marked(ActivityJson.Read<Activity>(ActivityJson.Write(message)), ActivityJson.Object(new { streamId, streamType = "final" }));

    private static Activity Marked(Activity activity, JObject marks)
    {
        activity.Entities = [new Entity("streaminfo") { Properties = (JObject)marks.DeepClone() }, .. activity.Entities ?? []];
        var data = activity.ChannelData as JObject ?? [];
        data.Merge(marks);
        activity.ChannelData = data;
        return activity;
    }
}

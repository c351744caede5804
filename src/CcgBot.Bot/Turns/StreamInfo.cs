using System.Text.Json;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Turns;

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
    public static Activity Status(string text, string? streamId, int sequence) => Marked(
        new Activity { Type = ActivityTypes.Typing, Text = text },
        new Marks(streamId, "informative", sequence));

    /// <summary>The message a stream ends with. It has no sequence number.</summary>
    public static Activity Final(Activity message, string streamId) => Marked(message, new Marks(streamId, "final", null));

    private static Activity Marked(Activity activity, Marks marks)
    {
        var data = activity.ChannelData is { ValueKind: JsonValueKind.Object } given
            ? given.EnumerateObject().ToDictionary(property => property.Name, property => property.Value)
            : [];
        foreach (var property in ActivityJson.Element(marks).EnumerateObject())
        {
            data[property.Name] = property.Value;
        }

        return activity with
        {
            Entities = [ActivityJson.Element(new { type = "streaminfo", marks.StreamId, marks.StreamType, marks.StreamSequence }), .. activity.Entities ?? []],
            ChannelData = ActivityJson.Element(data),
        };
    }

    private sealed record Marks(string? StreamId, string StreamType, int? StreamSequence);
}

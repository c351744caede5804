using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering;
using CcgBot.Bot.Turns;

namespace CcgBot.Bot.DirectLine;

/// <summary>One Direct Line conversation as the turn handler sees it.</summary>
internal sealed class DirectLineChannel(DirectLineHub hub, DirectLineStore store, string conversation, IAnswerRenderer renderer) : ITurnChannel
{
    private static readonly string[] StreamMarks = ["streamType", "streamId", "streamSequence"];

    public IAnswerRenderer Renderer => renderer;

    public bool Streams => true;

    public Task<string?> SendAsync(Activity activity, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var marked = WithStreamMarks(activity);
        var sent = activity.Type == ActivityTypes.Typing ? hub.Pass(conversation, marked) : hub.Add(conversation, marked, pending: false).Activity;
        return Task.FromResult(sent.Id);
    }

    public Task UpdateAsync(string activityId, Activity activity, CancellationToken cancellationToken)
    {
        // Direct Line has no update: who reads the history later gets the new text, an open page keeps the old.
        if (!long.TryParse(activityId.AsSpan(activityId.LastIndexOf('|') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            || !store.Replace(conversation, number, ActivityJson.Write(activity with { Id = activityId })))
        {
            throw new ChannelException($"There is no activity {activityId} to put another in the place of.", status: 404, code: "NotFound");
        }

        return Task.CompletedTask;
    }

    /// <summary>Web Chat reads the marks of a stream in <c>channelData</c> only; with the entity alone each chunk becomes a bubble.</summary>
    private static Activity WithStreamMarks(Activity activity)
    {
        if (activity.Entities?.FirstOrDefault(entity => entity.Property("type").Text() == "streaminfo") is not { ValueKind: JsonValueKind.Object } marks)
        {
            return activity;
        }

        var data = activity.ChannelData is { ValueKind: JsonValueKind.Object } given ? JsonNode.Parse(given.GetRawText())!.AsObject() : [];
        foreach (var name in StreamMarks)
        {
            if (marks.Property(name) is { } value)
            {
                data[name] = JsonNode.Parse(value.GetRawText());
            }
        }

        return activity with { ChannelData = ActivityJson.Element(data) };
    }
}

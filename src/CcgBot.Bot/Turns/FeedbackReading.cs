using System.Text.Json;
using CcgBot.Bot.Activities;
using CcgBot.Evidence;

namespace CcgBot.Bot.Turns;

/// <summary>A thumb up or down with its comment, in every form that clients send.</summary>
public sealed record FeedbackReading(Reaction Reaction, string? Text)
{
    /// <summary>The value of a <c>message/submitAction</c> invoke; null when it is no feedback.</summary>
    public static FeedbackReading? OfSubmit(JsonElement? value)
    {
        if (value.Property("actionName").Text() != "feedback")
        {
            return null;
        }

        var action = value.Property("actionValue");
        return action.Property("reaction").Text() switch
        {
            "like" => new FeedbackReading(Reaction.Like, Comment(action.Property("feedback"))),
            "dislike" => new FeedbackReading(Reaction.Dislike, Comment(action.Property("feedback"))),
            _ => null,
        };
    }

    /// <summary>The entities of Web Chat's event <c>webchat:activity-status/feedback</c>; null when there is no vote in them.</summary>
    public static FeedbackReading? OfEvent(IReadOnlyList<JsonElement>? entities) => (entities ?? [])
        .Select(entity => (entity.Property("@type").Text(), entity.Property("actionOption").Text()) switch
        {
            ("LikeAction", _) or ("VoteAction", "upvote") => new FeedbackReading(Reaction.Like, Comment(entity.Property("result"))),
            ("DislikeAction", _) or ("VoteAction", "downvote") => new FeedbackReading(Reaction.Dislike, Comment(entity.Property("result"))),
            _ => null,
        })
        .FirstOrDefault(reading => reading is not null);

    // Teams sends a JSON string, Web Chat an object, the Agents Playground the bare words.
    private static string? Comment(JsonElement? feedback)
    {
        switch (feedback?.ValueKind)
        {
            case JsonValueKind.Object:
                return Words(feedback);
            case JsonValueKind.String when feedback.Text()!.TrimStart().StartsWith('{'):
                try
                {
                    return Words(JsonSerializer.Deserialize<JsonElement>(feedback.Text()!));
                }
                catch (JsonException)
                {
                    return Trimmed(feedback.Text());
                }

            case JsonValueKind.String:
                return Trimmed(feedback.Text());
            default:
                return null;
        }
    }

    private static string? Words(JsonElement? feedback) => Trimmed((feedback.Property("feedbackText") ?? feedback.Property("text")).Text());

    private static string? Trimmed(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}

using CcgBot.Evidence;
using Microsoft.Bot.Schema;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot;

/// <summary>A thumb up or down with its comment, in every form that clients send.</summary>
public sealed record FeedbackReading(Reaction Reaction, string? Text)
{
    private const int MostWords = 4_000;

    /// <summary>The value of a <c>message/submitAction</c> invoke; null when it is no feedback.</summary>
    public static FeedbackReading? OfSubmit(object? value)
    {
        if (value.Field("actionName").Text() != "feedback")
        {
            return null;
        }

        var action = value.Field("actionValue");
        return action.Field("reaction").Text() switch
        {
            "like" => new FeedbackReading(Reaction.Like, Comment(action.Field("feedback"))),
            "dislike" => new FeedbackReading(Reaction.Dislike, Comment(action.Field("feedback"))),
            _ => null,
        };
    }

    /// <summary>The entities of Web Chat's event <c>webchat:activity-status/feedback</c>; null when there is no vote in them.</summary>
    public static FeedbackReading? OfEvent(IList<Entity?>? entities) => (entities ?? [])
        .Select(entity => entity?.Properties)
        .Select(entity => (entity.Field("@type").Text(), entity.Field("actionOption").Text()) switch
        {
            ("LikeAction", _) or ("VoteAction", "upvote") => new FeedbackReading(Reaction.Like, Comment(entity.Field("result"))),
            ("DislikeAction", _) or ("VoteAction", "downvote") => new FeedbackReading(Reaction.Dislike, Comment(entity.Field("result"))),
            _ => null,
        })
        .FirstOrDefault(reading => reading is not null);

    // Teams sends a JSON string, Web Chat an object, the Agents Playground the bare words.
    private static string? Comment(JToken? feedback)
    {
        if (feedback is JObject)
        {
            return Words(feedback);
        }

        var text = feedback.Text()?.Trim();
        if (text?.StartsWith('{') is true)
        {
            try
            {
                return Words(ActivityJson.Read<JObject>(text));
            }
            catch (JsonException)
            {
                // Words that begin with a brace.
            }
        }

        return Bounded(text);
    }

    private static string? Words(JToken? feedback) => Bounded((feedback.Field("feedbackText") ?? feedback.Field("text")).Text());

    private static string? Bounded(string? text) => string.IsNullOrWhiteSpace(text) ? null : Rendering.Words.Shorten(text.Trim(), MostWords);
}

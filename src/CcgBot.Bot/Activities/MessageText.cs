using System.Text.Json;
using System.Text.RegularExpressions;
using CcgBot.Bot.Rendering.Teams;

namespace CcgBot.Bot.Activities;

/// <summary>What a person typed, without what the channel put around it.</summary>
public static partial class MessageText
{
    /// <summary>The text with the bot's own mention removed and other people's reduced to their names; empty when there is none.</summary>
    public static string Of(Activity activity)
    {
        var text = string.IsNullOrWhiteSpace(activity.Text) ? OfButton(activity.Value) ?? "" : activity.Text;
        foreach (var entity in activity.Entities ?? [])
        {
            if (entity.Property("type").Text() == "mention"
                && entity.Property("text").Text() is { Length: > 0 } marked
                && IsBot(entity, activity))
            {
                text = text.Replace(marked, " ", StringComparison.Ordinal);
            }
        }

        // Teams writes the space after a mention as an entity.
        text = text.Replace("&nbsp;", " ", StringComparison.Ordinal).Replace('\u00A0', ' ');
        text = AnyMention().Replace(text, mention => Same(mention.Groups[1].Value, activity.Recipient?.Name) ? " " : mention.Groups[1].Value);
        return text.Trim();
    }

    /// <summary>The question that a card's button asks; null when the data is no such button's.</summary>
    public static string? OfButton(JsonElement? data) => data.Property("verb").Text() == CardActions.AskQuestion ? data.Property("question").Text() : null;

    private static bool IsBot(JsonElement entity, Activity activity) =>
        entity.Property("mentioned").Property("id").Text() is { } id
            ? id == activity.Recipient?.Id
            : Same(entity.Property("mentioned").Property("name").Text(), activity.Recipient?.Name);

    private static bool Same(string? one, string? other) => one is not null && string.Equals(one.Trim(), other, StringComparison.OrdinalIgnoreCase);

    // Bounded, and without nesting: a message is whatever anyone sends.
    [GeneratedRegex("<at(?: [^<>]{0,200})?>([^<>]{0,200})</at>", RegexOptions.IgnoreCase)]
    private static partial Regex AnyMention();
}

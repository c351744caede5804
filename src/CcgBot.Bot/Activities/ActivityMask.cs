using System.Text.Json;
using System.Text.Json.Nodes;
using CcgBot.Privacy;

namespace CcgBot.Bot.Activities;

/// <summary>An activity as it may be stored: personal details masked in everything a person could have typed, wherever a client puts it.</summary>
internal static class ActivityMask
{
    // Clients know their own message by it; a run of digits that happens to check as an NHS number must not break the echo.
    private const string ClientActivityId = "clientActivityID";

    /// <summary>Stands for a string that can be neither read nor written: the replacement character.</summary>
    private const string Unreadable = "\uFFFD";

    public static Activity Of(Activity activity) => activity with
    {
        Text = Mask(activity.Text),
        Speak = Mask(activity.Speak),
        Summary = Mask(activity.Summary),
        Value = Mask(activity.Value),
        Entities = activity.Entities is null ? null : [.. activity.Entities.Select(entity => Mask(entity)!.Value)],
        ChannelData = Mask(activity.ChannelData),
        Attachments = activity.Attachments is null ? null : [.. activity.Attachments.Select(Mask)],
        Extensions = activity.Extensions?.ToDictionary(field => field.Key, field => Mask(field.Value)!.Value),
    };

    private static Attachment? Mask(Attachment? attachment) => attachment is null ? null : attachment with
    {
        Name = Mask(attachment.Name),
        Content = Mask(attachment.Content),
        Extensions = attachment.Extensions?.ToDictionary(field => field.Key, field => Mask(field.Value)!.Value),
    };

    private static string? Mask(string? text) => text is null ? null : PersonalData.Mask(text).Text;

    private static JsonElement? Mask(JsonElement? element) =>
        element is { ValueKind: JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.String or JsonValueKind.Number } given
            ? ActivityJson.Element(Mask(JsonNode.Parse(given.GetRawText())))
            : element;

    private static JsonNode? Mask(JsonNode? node)
    {
        switch (node)
        {
            case JsonObject fields:
                foreach (var (name, value) in fields.ToList())
                {
                    fields[name] = name == ClientActivityId ? value?.DeepClone() : Mask(value?.DeepClone());
                }

                return fields;
            case JsonArray items:
                return new JsonArray([.. items.Select(item => Mask(item?.DeepClone()))]);
            case JsonValue value when value.GetValueKind() == JsonValueKind.String:
                return JsonValue.Create(Mask(Text(value)) ?? Unreadable);
            case JsonValue number when number.GetValueKind() == JsonValueKind.Number && Mask(number.ToJsonString()) is { } digits && digits != number.ToJsonString():
                return JsonValue.Create(digits);
            default:
                return node;
        }
    }

    /// <summary>Null for a string with half a surrogate pair escaped in it: nobody can read it as text.</summary>
    private static string? Text(JsonValue value)
    {
        try
        {
            return value.GetValue<string>();
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

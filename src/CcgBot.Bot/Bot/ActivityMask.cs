using System.Globalization;
using CcgBot.Privacy;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot;

/// <summary>
/// An activity as it may be stored: personal details masked in everything a person could have typed, wherever a client puts it, names of
/// properties among it. Only the protocol's own fields stay as they are.
/// </summary>
internal static class ActivityMask
{
    private static readonly HashSet<string> Protocol = new(StringComparer.Ordinal)
    {
        "type", "id", "timestamp", "localTimestamp", "serviceUrl", "channelId", "from", "recipient", "conversation", "replyToId", "textFormat", "locale",
        "inputHint", "deliveryMode", "callerId",
    };

    // Clients know their own message by it; a run of digits that happens to check as an NHS number must not break the echo.
    private const string ClientActivityId = "clientActivityID";

    /// <summary>A masked copy.</summary>
    public static Activity Of(Activity activity)
    {
        var json = ActivityJson.Object(activity);
        foreach (var field in json.Properties().Where(field => !Protocol.Contains(field.Name)).ToList())
        {
            field.Replace(new JProperty(Mask(field.Name), Mask(field.Value)));
        }

        return ActivityJson.Read<Activity>(json);
    }

    private static string Mask(string text) => PersonalData.Mask(text).Text;

    private static JToken Mask(JToken value)
    {
        switch (value)
        {
            case JObject item:
                var masked = new JObject();
                foreach (var field in item.Properties())
                {
                    masked[Mask(field.Name)] = field.Name == ClientActivityId ? field.Value : Mask(field.Value);
                }

                return masked;
            case JArray list:
                return new JArray(list.Select(Mask));
            case JValue { Value: string text }:
                return Mask(text);
            case JValue { Type: JTokenType.Integer or JTokenType.Float } number:
                var digits = number.ToString(CultureInfo.InvariantCulture);
                var hidden = Mask(digits);
                return hidden == digits ? value : hidden;
            default:
                return value;
        }
    }
}

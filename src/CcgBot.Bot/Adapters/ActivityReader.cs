using System.Text;
using System.Text.Json;
using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.Adapters;

/// <summary>
/// Reads what a client posts, each value of it bounded before anything else looks at it: bytes of the body, depth, ids, names, text, entities,
/// attachments, values. What only the shape of a client's data decides is 4xx with one line that names the item.
/// </summary>
internal static class ActivityReader
{
    private const int LongestId = 1_024;
    private const int LongestName = 256;
    private const int LongestText = 64 * 1024;
    private const int MostEntities = 50;
    private const int MostAttachments = 20;
    private const int MostMembers = 100;

    /// <summary>Characters of JSON in an entity, an attachment's content or a field that the protocol does not know; longer ones are left out.</summary>
    private const int LongestExtra = 4 * 1024;

    /// <summary>Characters of JSON in <c>value</c> and <c>channelData</c>; an activity with more is refused.</summary>
    private const int LongestValue = 16 * 1024;

    private const int MostJsonTokens = 50_000;

    private static readonly string[] Ids =
    [
        "type", "id", "channelId", "serviceUrl", "replyToId", "conversation.id", "conversation.tenantId", "from.id", "from.aadObjectId", "recipient.id",
        "name", "action", "deliveryMode", "locale",
    ];

    private static readonly string[] Names = ["from.name", "recipient.name", "conversation.name", "topicName"];

    private static readonly HashSet<string> Known = typeof(Activity).GetProperties()
        .SelectMany(property => property.GetCustomAttributes(typeof(Newtonsoft.Json.JsonPropertyAttribute), inherit: false))
        .Select(attribute => ((Newtonsoft.Json.JsonPropertyAttribute)attribute).PropertyName)
        .OfType<string>()
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    /// <exception cref="FormatException">It is no JSON that can be taken; the message says why.</exception>
    public static JObject Object(ReadOnlySpan<byte> utf8)
    {
        if (Problem(utf8) is { } problem)
        {
            throw new FormatException(problem);
        }

        try
        {
            return ActivityJson.Read<JObject>(Encoding.UTF8.GetString(utf8));
        }
        catch (Exception error) when (error is Newtonsoft.Json.JsonException or OverflowException)
        {
            throw new FormatException($"The JSON can't be read: {error.Message}", error);
        }
    }

    /// <exception cref="FormatException">It is no activity that can be taken; the message says why.</exception>
    public static Activity Activity(ReadOnlySpan<byte> utf8)
    {
        var json = Object(utf8);
        Bound(json);
        try
        {
            return ActivityJson.Read<Activity>(json);
        }
        catch (Exception error) when (error is Newtonsoft.Json.JsonException or FormatException or OverflowException or ArgumentException
            or InvalidCastException)
        {
            throw new FormatException($"This is not an activity: {error.Message}", error);
        }
    }

    /// <summary>Why the JSON can't be taken; null when it can. One pass, before anything is built of it.</summary>
    private static string? Problem(ReadOnlySpan<byte> utf8)
    {
        var reader = new Utf8JsonReader(utf8, new JsonReaderOptions { MaxDepth = ActivityJson.MaxDepth });
        var names = new Stack<HashSet<string>>();
        try
        {
            for (var tokens = 0; reader.Read(); tokens++)
            {
                switch (reader.TokenType)
                {
                    case var _ when tokens == 0 && reader.TokenType != JsonTokenType.StartObject:
                        return "The body is not a JSON object.";
                    case var _ when tokens > MostJsonTokens:
                        return $"The body has more than {MostJsonTokens} values.";
                    case JsonTokenType.StartObject:
                        names.Push(new HashSet<string>(StringComparer.Ordinal));
                        break;
                    case JsonTokenType.EndObject:
                        names.Pop();
                        break;
                    case JsonTokenType.PropertyName when !names.Peek().Add(reader.GetString()!):
                        return $"'{Rendering.Words.Shorten(reader.GetString()!, 60)}' is there twice in one object.";
                    case JsonTokenType.String:
                        _ = reader.GetString();
                        break;
                }
            }

            return names.Count == 0 && reader.BytesConsumed > 0 ? null : "The body is empty.";
        }
        catch (JsonException error)
        {
            return $"The JSON is broken at line {error.LineNumber + 1}, byte {error.BytePositionInLine}.";
        }
        catch (InvalidOperationException)
        {
            return "A string or name in the body is no text (half a surrogate pair, or bytes that are no UTF-8).";
        }
    }

    private static void Bound(JObject json)
    {
        foreach (var path in Ids)
        {
            if (At(json, path) is { } id && (id is not JValue || id.ToString().Length > LongestId))
            {
                throw new FormatException($"{path} is no text of at most {LongestId} characters.");
            }
        }

        if (json["type"] is { Type: not (JTokenType.String or JTokenType.Null) })
        {
            throw new FormatException("type is no text.");
        }

        foreach (var path in Names)
        {
            Cut(At(json, path), LongestName);
        }

        foreach (var field in (string[])["text", "speak", "summary"])
        {
            Cut(json[field], LongestText);
        }

        foreach (var field in (string[])["value", "channelData"])
        {
            if (Size(json[field]) > LongestValue)
            {
                throw new FormatException($"{field} has more than {LongestValue} characters.");
            }
        }

        Keep(json, "entities", MostEntities, entity => entity is JObject && entity["type"] is JValue { Value: string } && Size(entity) <= LongestExtra);
        Keep(json, "attachments", MostAttachments, attachment => attachment is JObject);
        foreach (var attachment in json["attachments"] as JArray ?? [])
        {
            foreach (var field in ((JObject)attachment).Properties().Where(field => Size(field.Value) > LongestExtra).ToList())
            {
                field.Remove();
            }
        }

        var bot = At(json, "recipient.id")?.ToString();
        Keep(json, "membersAdded", MostMembers, member => member is JObject, first: member => member["id"]?.ToString() == bot);
        Keep(json, "membersRemoved", MostMembers, member => member is JObject);
        var extra = 0;
        foreach (var field in json.Properties().Where(field => !Known.Contains(field.Name)).ToList())
        {
            extra += Size(field.Value) + field.Name.Length;
            if (extra > LongestExtra)
            {
                field.Remove();
            }
        }
    }

    private static JToken? At(JObject json, string path) => path.Split('.') switch
    {
        [var field] => json[field],
        [var parent, var field] => (json[parent] as JObject)?[field],
        _ => null,
    } is { Type: not JTokenType.Null } found ? found : null;

    private static int Size(JToken? token) => token switch
    {
        null => 0,
        JValue { Value: string text } => text.Length,
        JValue => 20,
        _ => token.ToString(Newtonsoft.Json.Formatting.None).Length,
    };

    private static void Cut(JToken? token, int length)
    {
        if (token is JValue { Value: string text } value && text.Length > length)
        {
            value.Value = text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];
        }
    }

    // A list that is none is left for the activity's own reading, which says so.
    private static void Keep(JObject json, string field, int most, Func<JToken, bool> wanted, Func<JToken, bool>? first = null)
    {
        if (json[field] is JArray list)
        {
            json[field] = new JArray(list.Where(wanted).OrderByDescending(item => first?.Invoke(item) is true).Take(most));
        }
    }
}

using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace CcgBot.Bot.Tests;

/// <summary>How activities are read and written: camel case, case ignored when read, nulls left out when written.</summary>
internal static class WireJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>A value as it goes into an entity, channel data, a card or an invoke's body.</summary>
    public static JsonElement Element<T>(T value) => JsonSerializer.SerializeToElement(value, Options);

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options);

    /// <exception cref="JsonException">No JSON object, or a field of the wrong kind; the message names where.</exception>
    public static Activity Read(ReadOnlySpan<byte> utf8) =>
        JsonSerializer.Deserialize<Activity>(utf8, Options) ?? throw new JsonException("The activity is null.");

    /// <summary>A property of an element that may be anything; null when it is no object, lacks the property, or has null there.</summary>
    public static JsonElement? Property(this JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } found && found.TryGetProperty(name, out var value) && value.ValueKind != JsonValueKind.Null
            ? value
            : null;

    /// <summary>The activity as Bot Builder reads it.</summary>
    public static Microsoft.Bot.Schema.Activity AsSchema(this Activity activity) => ActivityJson.Read<Microsoft.Bot.Schema.Activity>(Write(activity));

    /// <summary>The activity as it goes out.</summary>
    public static Activity AsWire(this Microsoft.Bot.Schema.Activity activity) => Read(System.Text.Encoding.UTF8.GetBytes(ActivityJson.Write(activity)));

    public static JsonElement? Property(this JsonElement element, string name) => ((JsonElement?)element).Property(name);

    /// <summary>The text of an element that may be anything; null when it is no string, or one with half a surrogate pair escaped in it.</summary>
    public static string? Text(this JsonElement? element)
    {
        try
        {
            return element is { ValueKind: JsonValueKind.String } found ? found.GetString() : null;
        }
        catch (InvalidOperationException)
        {
            return null;
        }
    }
}

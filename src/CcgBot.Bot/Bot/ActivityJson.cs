using System.Diagnostics.CodeAnalysis;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using Newtonsoft.Json.Serialization;

namespace CcgBot.Bot;

/// <summary>
/// Activities as JSON, by Bot Builder's own attributes. Dates in what a channel shapes as it likes stay the text they are, and what comes from
/// a client (<c>value</c>, <c>channelData</c>, entities) is read field by field: any of it may be missing or of another kind.
/// </summary>
public static class ActivityJson
{
    internal const int MaxDepth = 64;

    internal static JsonSerializerSettings Settings { get; } = new()
    {
        DateParseHandling = DateParseHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
        MaxDepth = MaxDepth,
        ContractResolver = new DefaultContractResolver { NamingStrategy = new CamelCaseNamingStrategy() },
    };

    private static JsonSerializer Serializer { get; } = JsonSerializer.Create(Settings);

    public static string Write(object value) => JsonConvert.SerializeObject(value, Settings);

    /// <summary>A value as it goes into an entity, channel data, a card or an invoke's body.</summary>
    public static JObject Object(object value) => JObject.FromObject(value, Serializer);

    /// <exception cref="JsonException">It is not what is wanted; the message names where.</exception>
    [return: NotNull]
    public static T Read<T>(string json) => JsonConvert.DeserializeObject<T>(json, Settings) ?? throw new JsonSerializationException("The value is null.");

    /// <exception cref="JsonException">It is not what is wanted; the message names where.</exception>
    [return: NotNull]
    public static T Read<T>(JToken json) => json.ToObject<T>(Serializer) ?? throw new JsonSerializationException("The value is null.");

    /// <summary>A field of what may be anything; null when it is no object, lacks the field, or has null there.</summary>
    public static JToken? Field(this object? value, string name) =>
        value is JObject item && item.TryGetValue(name, StringComparison.Ordinal, out var found) && found.Type != JTokenType.Null ? found : null;

    /// <summary>The text of what may be anything; null when it is none.</summary>
    public static string? Text(this object? value) => value switch
    {
        string text => text,
        JValue { Value: string text } => text,
        _ => null,
    };
}

using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcgBot.Evidence;

/// <summary>Payloads as UTF-8 JSON. Digests are over the stored bytes, so a later program may write other bytes for new records.</summary>
internal static class EvidenceJson
{
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    public static byte[] Write<T>(T value) => JsonSerializer.SerializeToUtf8Bytes(value, Options);

    public static T Read<T>(ReadOnlySpan<byte> payload) => JsonSerializer.Deserialize<T>(payload, Options)!;
}

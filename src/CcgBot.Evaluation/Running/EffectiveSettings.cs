using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace CcgBot.Evaluation.Running;

/// <summary>Every setting in force, by the name that <c>--set</c> takes: <c>Retrieval:K1</c> → <c>0.9</c>. Secrets are left out, for a report is handed on.</summary>
public static class EffectiveSettings
{
    private static readonly string[] Secret = ["key", "secret", "secrets", "password", "token"];
    private static readonly JsonSerializerOptions Json = new() { Converters = { new JsonStringEnumConverter() } };

    /// <param name="sections">Section → its options.</param>
    public static IReadOnlyDictionary<string, string> Of(IEnumerable<(string Section, object Options)> sections)
    {
        ArgumentNullException.ThrowIfNull(sections);
        var settings = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (section, options) in sections)
        {
            Add(settings, section, JsonSerializer.SerializeToNode(options, options.GetType(), Json));
        }

        return settings;
    }

    public static bool IsSecret(string name) => Secret.Any(word => name.EndsWith(word, StringComparison.OrdinalIgnoreCase));

    private static void Add(SortedDictionary<string, string> settings, string name, JsonNode? value)
    {
        switch (value)
        {
            case JsonObject properties:
                foreach (var (key, inner) in properties)
                {
                    Add(settings, $"{name}:{key}", inner);
                }

                break;
            case JsonArray items:
                for (var i = 0; i < items.Count; i++)
                {
                    Add(settings, $"{name}:{i}", items[i]);
                }

                break;
            case not null when !name.Split(':').Any(IsSecret):
                settings[name] = value.GetValueKind() == JsonValueKind.String ? value.GetValue<string>() : value.ToJsonString();
                break;
        }
    }
}

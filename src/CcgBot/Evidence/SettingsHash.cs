using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using CcgBot.Articles;

namespace CcgBot.Evidence;

/// <summary>A hash that changes when a setting does, made without anything secret.</summary>
public static class SettingsHash
{
    private static readonly string[] Secrets = ["Key", "Secret", "Token", "Password", "ConnectionString"];

    private static readonly JsonSerializerOptions Options = new()
    {
        TypeInfoResolver = new DefaultJsonTypeInfoResolver { Modifiers = { LeaveOutSecrets } },
    };

    /// <param name="settings">Options objects; property order is that of their source.</param>
    /// <returns>16 hex digits.</returns>
    public static string Of(object settings) => ContentHash.Of(JsonSerializer.Serialize(settings, settings.GetType(), Options));

    private static void LeaveOutSecrets(JsonTypeInfo type)
    {
        for (var i = type.Properties.Count - 1; i >= 0; i--)
        {
            if (Secrets.Any(secret => type.Properties[i].Name.EndsWith(secret, StringComparison.OrdinalIgnoreCase)))
            {
                type.Properties.RemoveAt(i);
            }
        }
    }
}

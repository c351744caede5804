using System.Text.Json;
using CcgBot.Evidence;

namespace CcgBot.Accounts;

/// <summary>What the evidence log keeps of keys: never a secret.</summary>
public static class KeyChange
{
    public static ChangeRecord Made(string who, ApiKey key) => new(who, "key.add", key.Id, null, null, Json(key));

    public static ChangeRecord Revoked(string who, string id) => new(who, "key.revoke", id);

    /// <param name="grace">How long the old secret goes on.</param>
    public static ChangeRecord Rotated(string who, string id, ApiKey key, TimeSpan grace) =>
        new(who, "key.rotate", id, null, null, JsonSerializer.Serialize(new { replacedBy = key.Id, graceHours = grace.TotalHours, key = JsonDocument.Parse(Json(key)).RootElement }, JsonSerializerOptions.Web));

    private static string Json(ApiKey key)
    {
        ArgumentNullException.ThrowIfNull(key);
        return JsonSerializer.Serialize(new { key.Name, may = key.Scopes.Select(scope => scope.ToString()), groups = key.Groups.Names, key.Expires }, JsonSerializerOptions.Web);
    }
}

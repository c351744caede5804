using System.Text.Json;
using CcgBot.Accounts;
using CcgBot.Evidence;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Editing;

/// <summary>What the evidence log keeps of keys: never a secret.</summary>
internal static class KeyChange
{
    public static ChangeRecord Made(Caller by, ApiKey key) => new(
        by.Name, "key.add", key.Id, null, null, JsonSerializer.Serialize(new { key.Name, may = key.Scopes.Select(scope => scope.ToString()), groups = key.Groups.Names, key.Expires }, JsonSerializerOptions.Web));

    public static ChangeRecord Revoked(Caller by, string id) => new(by.Name, "key.revoke", id);
}

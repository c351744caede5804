using System.Text.Json;
using CcgBot.Accounts;
using CcgBot.Evidence;

namespace CcgBot.Editing;

/// <summary>Makes, replaces and revokes the keys that programs ask with, each change with its record in the same transaction; no record has a secret.</summary>
public sealed class KeyEditor(ApiKeys keys, EvidenceLog log)
{
    /// <inheritdoc cref="ApiKeys.Add(NewApiKey)"/>
    public MadeApiKey Add(NewApiKey wanted, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return log.Change<MadeApiKey>(connection =>
        {
            var made = keys.Add(connection, wanted with { By = edit.Who });
            return (made, new ChangeRecord(edit.Who, "key.add", made.Key.Id, edit.Reason, null, Json(State(made.Key))));
        });
    }

    /// <inheritdoc cref="ApiKeys.Rotate(string, TimeSpan, string?)"/>
    public MadeApiKey? Rotate(string id, TimeSpan grace, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return log.Change<MadeApiKey?>(connection =>
        {
            var before = keys.Known(connection, id);
            return keys.Rotate(connection, id, grace, edit.Who) is not { } made ? (null, null)
                : (made, new ChangeRecord(edit.Who, "key.rotate", id, edit.Reason, Json(State(before)), Json(
                    new { replacedBy = made.Key.Id, graceHours = grace.TotalHours, key = State(made.Key) })));
        });
    }

    /// <inheritdoc cref="ApiKeys.Revoke(string)"/>
    public bool Revoke(string id, Edit edit)
    {
        ArgumentNullException.ThrowIfNull(edit);
        return log.Change<bool>(connection =>
        {
            var before = keys.Known(connection, id);
            return !keys.Revoke(connection, id) ? (false, null)
                : (true, new ChangeRecord(edit.Who, "key.revoke", id, edit.Reason, Json(State(before)), Json(State(keys.Known(connection, id)))));
        });
    }

    private static object? State(ApiKey? key) => key is null ? null
        : new { key.Name, may = key.Scopes.Select(scope => scope.ToString()), groups = key.Groups.Names, key.Expires, key.Revoked };

    private static string? Json(object? state) => state is null ? null : JsonSerializer.Serialize(state, JsonSerializerOptions.Web);
}

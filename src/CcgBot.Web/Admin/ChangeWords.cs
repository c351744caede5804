using System.Text.Json;
using CcgBot.Evidence;

namespace CcgBot.Web.Admin;

/// <summary>A change in words for people.</summary>
internal static class ChangeWords
{
    public static string Of(ChangeRecord change) => change.What switch
    {
        "article.publish" when change.Before is null => $"{change.Subject} was published",
        "article.publish" => $"{change.Subject} was published in a new version",
        "article.withdraw" => $"{change.Subject} was withdrawn",
        "article.restore" => $"{change.Subject} was put back in answers",
        "article.groups" => $"{change.Subject} may be read by {Groups(change.After)}, before by {Groups(change.Before)}",
        "key.add" => $"the key {change.Subject} was made",
        "key.revoke" => $"the key {change.Subject} was revoked",
        _ => $"{change.What} of {change.Subject}",
    };

    private static string Groups(string? json)
    {
        using var state = JsonDocument.Parse(json ?? "{}");
        return state.RootElement.TryGetProperty("groups", out var groups) && groups.GetArrayLength() > 0
            ? string.Join(", ", groups.EnumerateArray().Select(group => group.GetString()))
            : "everyone";
    }
}

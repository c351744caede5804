using System.Text.Json;
using CcgBot.Evidence;

namespace CcgBot.Web.Admin;

/// <summary>A change in words for people.</summary>
internal static class ChangeWords
{
    /// <summary>What an auditor looks for: an action, or a word that some actions begin with.</summary>
    public static IReadOnlyList<(string Action, string Words)> Actions { get; } =
    [
        ("article", "any of articles"),
        ("article.publish", "an article published"),
        ("article.withdraw", "an article withdrawn"),
        ("article.restore", "an article put back"),
        ("article.groups", "who may read an article"),
        ("article.mark", "a paragraph marked"),
        ("curated", "any of curated answers"),
        ("curated.save", "a curated answer written"),
        ("curated.withdraw", "a curated answer withdrawn"),
        ("curated.restore", "a curated answer put back"),
        ("gap", "unanswered questions"),
        ("key", "any of keys"),
        ("key.add", "a key made"),
        ("key.rotate", "a key replaced"),
        ("key.revoke", "a key revoked"),
        ("account", "any of accounts"),
        ("source", "a source synced"),
        ("testset", "questions taken into a test set"),
        ("evaluation", "a test set run"),
    ];

    public static string Of(ChangeRecord change) => change.What switch
    {
        "article.publish" when change.Before is null => $"{change.Subject} was published",
        "article.publish" => $"{change.Subject} was published in a new version",
        "article.withdraw" => $"{change.Subject} was withdrawn",
        "article.restore" => $"{change.Subject} was put back in answers",
        "article.groups" => $"{change.Subject} may be read by {Groups(change.After)}, before by {Groups(change.Before)}",
        "article.mark" => $"paragraph {Field(change.After, "paragraph")} of {change.Subject} is now {Mark(change.After)}, before {Mark(change.Before)}",
        "account.add" => $"the account {Field(change.After, "name")} was made",
        "account.change" => $"the account {Field(change.After, "name")} was changed",
        "account.link" => $"a one-time link was made that signs in as {Field(change.After, "name")}",
        "account.passkey" when change.After is null => $"{change.Who} removed a passkey: {Field(change.Before, "passkey")}",
        "account.passkey" => $"{change.Who} made a passkey: {Field(change.After, "passkey")}",
        "account.password" => $"the account {Field(change.After, "name")} got another password",
        "key.add" => $"the key {change.Subject} was made",
        "curated.save" => $"the curated answer {change.Subject} to “{First(change.After, "questions")}” was {(change.Before is null ? "written" : "changed")}",
        "curated.withdraw" => $"the curated answer {change.Subject} was withdrawn",
        "curated.restore" => $"the curated answer {change.Subject} was put back",
        "gap.decide" => $"a question that was not answered is now {Gap(change.After)}, before {Gap(change.Before)}",
        "key.rotate" => $"the key {change.Subject} was replaced by a new one",
        "evaluation.run" => $"the test set {change.Subject} was run",
        "testset.add" => $"{Field(change.After, "added")} questions were taken into the test set {change.Subject}",
        "source.sync" => $"the source {change.Subject} was synced by hand",
        "key.revoke" => $"the key {change.Subject} was revoked",
        _ => $"{change.What} of {change.Subject}",
    };

    private static string Mark(string? json) => Field(json, "mark") switch
    {
        "off" => "off",
        "notEvidence" => "no evidence",
        _ => "evidence",
    };

    private static string Gap(string? json) => (Field(json, "state") switch
    {
        "outOfScope" => "out of scope",
        "done" => "done",
        _ => "open",
    }) + (Field(json, "assignee") is { Length: > 0 } who ? $" ({who})" : "");

    private static string? First(string? json, string list)
    {
        using var state = JsonDocument.Parse(json ?? "{}");
        return state.RootElement.TryGetProperty(list, out var items) && items.GetArrayLength() > 0 ? items[0].GetString() : null;
    }

    private static string Field(string? json, string name)
    {
        using var state = JsonDocument.Parse(json ?? "{}");
        return state.RootElement.TryGetProperty(name, out var value) ? value.ToString() : "";
    }

    private static string Groups(string? json)
    {
        using var state = JsonDocument.Parse(json ?? "{}");
        return state.RootElement.TryGetProperty("groups", out var groups) && groups.GetArrayLength() > 0
            ? string.Join(", ", groups.EnumerateArray().Select(group => group.GetString()))
            : "everyone";
    }
}

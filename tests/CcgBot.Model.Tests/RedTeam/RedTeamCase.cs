using System.Globalization;
using System.Text.Json;

namespace CcgBot.Model.Tests.RedTeam;

/// <summary>One attack: an article, what is asked, what a model says that obeys it, and what must not be seen for it.</summary>
/// <param name="Obeys">Claims as JSON; <c>"@P"</c> stands for the number of the case's own paragraph.</param>
/// <param name="Raw">The whole reply, where it is not just claims.</param>
public sealed record RedTeamCase(
    string Id,
    string Title,
    string Article,
    string Question,
    JsonElement? Obeys,
    string? Raw,
    IReadOnlyList<string> Forbidden,
    IReadOnlyList<RedTeamTurn>? History = null,
    string? Scenario = null)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    public static IReadOnlyList<RedTeamCase> All { get; } =
        [.. Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "RedTeam"), "*.jsonl")
            .Order(StringComparer.Ordinal)
            .SelectMany(File.ReadLines)
            .Select(line => JsonSerializer.Deserialize<RedTeamCase>(line, Json)!)];

    public string Reply(int paragraph) =>
        (Raw ?? $$"""{"claims":{{Obeys}},"unanswered":[]}""").Replace("\"@P\"", paragraph.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal);
}

public sealed record RedTeamTurn(string Role, string Content);

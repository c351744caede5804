using System.Text.Json;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>The frame of our Adaptive Cards: 1.4, the first version with Action.Execute.</summary>
public static class AdaptiveCard
{
    public static JsonElement Of(IReadOnlyList<object> body) => ActivityJson.Element(new Dictionary<string, object>
    {
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["type"] = "AdaptiveCard",
        ["version"] = "1.4",
        ["body"] = body,
    });
}

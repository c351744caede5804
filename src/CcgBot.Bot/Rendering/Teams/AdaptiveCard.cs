using Microsoft.Bot.Schema;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>The frame of our Adaptive Cards: 1.4, the first version with Action.Execute.</summary>
public static class AdaptiveCard
{
    public const string ContentType = "application/vnd.microsoft.card.adaptive";

    public static JObject Of(IReadOnlyList<object> body) => ActivityJson.Object(new Dictionary<string, object>
    {
        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
        ["type"] = "AdaptiveCard",
        ["version"] = "1.4",
        ["body"] = body,
    });

    /// <summary>The card as an attachment.</summary>
    public static Attachment Attach(JObject card) => new() { ContentType = ContentType, Content = card };
}

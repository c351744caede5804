using System.Text;
using System.Text.Json;
using CcgBot.Bot.Activities;
using Newtonsoft.Json;
using BotBuilderActivity = Microsoft.Bot.Schema.Activity;

namespace CcgBot.BotBuilder;

/// <summary>One activity in Bot Builder's class and in ours, by way of its JSON. Nothing but the shape of times changes.</summary>
internal static class ActivityConversion
{
    // Dates in what a channel shapes as it likes stay the text they are.
    private static readonly JsonSerializerSettings Settings = new()
    {
        DateParseHandling = DateParseHandling.None,
        NullValueHandling = NullValueHandling.Ignore,
        MaxDepth = 128,
    };

    /// <exception cref="Newtonsoft.Json.JsonException">A field that Bot Builder reads more strictly than we do, such as a time that is none.</exception>
    public static BotBuilderActivity ToBotBuilder(this Activity activity)
    {
        // Bot Builder takes objects alone for entities; none of the others could say anything to this bot either.
        var entities = activity.Entities?.Where(entity => entity.ValueKind == JsonValueKind.Object).ToList();
        return JsonConvert.DeserializeObject<BotBuilderActivity>(ActivityJson.Write(activity with { Entities = entities }), Settings)!;
    }

    public static Activity ToOwn(this BotBuilderActivity activity) =>
        ActivityJson.Read(Encoding.UTF8.GetBytes(JsonConvert.SerializeObject(activity, Settings)));

    /// <summary>A body as Bot Builder writes it out.</summary>
    public static object? ToBotBuilder(this JsonElement? body) => body is { } given ? JsonConvert.DeserializeObject<object>(given.GetRawText(), Settings) : null;
}

using System.Text.Json;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Turns;

/// <summary>The HTTP answer to an invoke: its status and JSON body.</summary>
public sealed record InvokeResponse(int Status, JsonElement? Body = null)
{
    /// <summary>200 with <c>{}</c>: what a feedback submit wants, for any other body shows the person an error.</summary>
    public static InvokeResponse Empty { get; } = new(200, ActivityJson.Element(new { }));

    /// <summary>An invoke this bot does not know.</summary>
    public static InvokeResponse NotImplemented { get; } = new(501);
}

using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Bot.Builder;

namespace CcgBot.Bot.Adapters;

/// <summary>Bodies of the Bot Framework protocol as HTTP answers.</summary>
internal static class HttpAnswer
{
    public static IResult Json(object body, int status = 200) => Results.Text(ActivityJson.Write(body), "application/json", Encoding.UTF8, status);

    /// <summary>What a turn left for its HTTP answer: an invoke's response, or nothing.</summary>
    public static IResult Of(InvokeResponse? response) => response switch
    {
        null => Results.Ok(),
        { Body: null } => Results.StatusCode(response.Status),
        _ => Json(response.Body, response.Status),
    };
}

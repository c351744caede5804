using CcgBot.Bot.Activities;
using Microsoft.AspNetCore.Http;

namespace CcgBot.Bot.Endpoints;

/// <summary>Bodies of the Bot Framework protocol as HTTP answers.</summary>
public static class HttpAnswer
{
    /// <summary>Time an invoke has: its answer is its HTTP answer and can't follow later, and channels give up at 15 seconds.</summary>
    public static readonly TimeSpan InvokeTimeout = TimeSpan.FromSeconds(14);

    public static IResult Error(int status, string code, string message) => Json(new { error = new { code, message } }, status);

    public static IResult Json<T>(T body, int status) => Results.Text(ActivityJson.Write(body), "application/json", System.Text.Encoding.UTF8, status);
}

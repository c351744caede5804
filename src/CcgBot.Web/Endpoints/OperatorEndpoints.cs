using System.Text;
using CcgBot.Bot;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.WebUtilities;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/gaps</c>, <c>/feedback</c> and <c>/curated</c> for operators; <c>/operator</c> signs them in and out.</summary>
public static class OperatorEndpoints
{
    private const int FeedbackShown = 200;
    private const int MaxFormBytes = 8 * 1024;
    private const string First = "/evidence";

    public static void MapOperator(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operator", SignIn).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/operator", SignInAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapGet(OperatorLink.Path + "/{token}", FollowAsync).RequireRateLimiting(RateLimits.SignIn);
        routes.MapPost("/operator/sign-out", SignOut);
        routes.MapGet("/gaps", Gaps).AddEndpointFilter<OperatorGate>();
        routes.MapGet("/feedback", Feedback).AddEndpointFilter<OperatorGate>();
        routes.MapGet("/curated", Curated).AddEndpointFilter<OperatorGate>();
    }

    private static Page SignIn(HttpContext context, OperatorLink link)
    {
        context.Response.Headers.CacheControl = "no-store";
        link.Offer();
        return link.IsWayIn ? SignInPage.ByLink : SignInPage.Of(First, failed: false);
    }

    private static async Task<IResult> SignInAsync(HttpContext context, OperatorGate gate)
    {
        context.Response.Headers.CacheControl = "no-store";
        if (context.Request.ContentType?.StartsWith("application/x-www-form-urlencoded", StringComparison.OrdinalIgnoreCase) is not true)
        {
            return ErrorBody.Of(415, "NotAForm", "Post the form of /operator.");
        }

        if (await RequestBody.ReadAsync(context.Request, MaxFormBytes, context.RequestAborted) is not { } body)
        {
            return ErrorBody.Of(413, "TooLarge", $"The form is larger than {MaxFormBytes} bytes.");
        }

        var form = QueryHelpers.ParseQuery(Encoding.UTF8.GetString(body.Span));
        var next = form.TryGetValue("next", out var path) && OwnPath.Is(path.ToString()) ? path.ToString() : First;
        var key = form.TryGetValue("key", out var typed) ? typed.ToString() : "";
        return await gate.SignInAsync(context, key, next) ?? Results.LocalRedirect(next);
    }

    private static async Task<IResult> FollowAsync(HttpContext context, OperatorGate gate, string token)
    {
        context.Response.Headers.CacheControl = "no-store";
        return await gate.FollowAsync(context, token)
            ? Results.LocalRedirect(First)
            : Page.Problem(StatusCodes.Status401Unauthorized, "This link is used up", "It works once, and only the last one printed does. Open /operator for another.");
    }

    private static IResult SignOut(HttpContext context, OperatorGate gate)
    {
        context.Response.Headers.CacheControl = "no-store";
        gate.SignOut(context);
        return Results.LocalRedirect("/");
    }

    private static IResult Gaps(HttpContext context, BotEngine engine)
    {
        using var gaps = new Gaps(engine.Evidence);
        return OperatorPages.Gaps(context.Caller(), gaps.Find(), engine.Feedback.Of);
    }

    private static IResult Feedback(HttpContext context, BotEngine engine) => OperatorPages.Feedback(
        context.Caller(), [.. engine.Feedback.Latest(FeedbackShown).Select(said => (said, said.EvidenceId is null ? null : engine.Evidence.Find(said.EvidenceId)?.Record))]);

    private static IResult Curated(HttpContext context, BotEngine engine)
    {
        try
        {
            return OperatorPages.Curated(context.Caller(), engine.Curated.CheckAll(), problem: null);
        }
        catch (InvalidDataException error)
        {
            return OperatorPages.Curated(context.Caller(), [], error.Message);
        }
    }
}

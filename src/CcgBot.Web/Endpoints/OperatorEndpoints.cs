using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/gaps</c>, <c>/feedback</c> and <c>/curated</c> for operators; <c>/operator</c> takes their key.</summary>
public static class OperatorEndpoints
{
    private const int FeedbackShown = 200;

    public static void MapOperator(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/operator", () => SignInPage.Of("/evidence", failed: false));
        routes.MapPost("/operator", SignInAsync).RequireRateLimiting(RateLimits.Ask);
        routes.MapGet("/gaps", Gaps).AddEndpointFilter<OperatorGate>();
        routes.MapGet("/feedback", Feedback).AddEndpointFilter<OperatorGate>();
        routes.MapGet("/curated", Curated).AddEndpointFilter<OperatorGate>();
    }

    private static async Task<IResult> SignInAsync(HttpContext context, OperatorGate gate)
    {
        if (!context.Request.HasFormContentType)
        {
            return ErrorBody.Of(415, "NotAForm", "Post the form of /operator.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        var next = form["next"].ToString();
        // A path of ours and nothing that a browser reads as another site.
        next = next.StartsWith('/') && !next.StartsWith("//", StringComparison.Ordinal) && !next.Contains('\\') ? next : "/evidence";
        return gate.SignIn(context, form["key"].ToString())
            ? Results.LocalRedirect(next)
            : SignInPage.Of(next, failed: true) with { Status = StatusCodes.Status401Unauthorized };
    }

    private static IResult Gaps(BotEngine engine)
    {
        using var gaps = new Gaps(engine.Evidence);
        return OperatorPages.Gaps(gaps.Find());
    }

    private static IResult Feedback(BotEngine engine) => OperatorPages.Feedback(
        [.. engine.Feedback.Latest(FeedbackShown).Select(said => (said, said.EvidenceId is null ? null : engine.Evidence.Find(said.EvidenceId)?.Record))]);

    private static IResult Curated(BotEngine engine)
    {
        try
        {
            return OperatorPages.Curated(engine.Curated.CheckAll(), problem: null);
        }
        catch (InvalidDataException error)
        {
            return OperatorPages.Curated([], error.Message);
        }
    }
}

using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/evidence/{id}</c>: why the bot said what it said. <c>/evidence</c>: the answers given, newest first.</summary>
public static class EvidenceEndpoints
{
    private const int PageSize = 50;

    public static void MapEvidence(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/evidence", List).AddEndpointFilter<OperatorGate>();
        routes.MapGet("/evidence/{id}", Show).Requires(Roles.Reader);
    }

    private static IResult List(HttpContext context, BotEngine engine, int page = 1)
    {
        page = Math.Clamp(page, 1, int.MaxValue / PageSize);
        var answers = engine.Evidence.Latest(PageSize + 1, (page - 1) * PageSize);
        return OperatorPages.Answers(context.Caller(), [.. answers.Take(PageSize)], engine.Evidence.Head(), page, answers.Count > PageSize);
    }

    private static IResult Show(HttpContext context, BotEngine engine, string id)
    {
        if (engine.Evidence.Find(id) is not { } evidence || !context.Caller().MayRead(engine, evidence.Record))
        {
            return Page.Problem(404, "No such record", "There is no evidence record of this id.", Html.Of($"<p><a href=\"/evidence\">Answers given</a></p>"));
        }

        return context.Request.Headers.Accept.ToString().StartsWith("application/json", StringComparison.Ordinal)
            ? Results.Json(evidence, AnswerJson.Options)
            : EvidencePage.Of(context.Caller(), evidence, engine.Feedback.Of(id), text => ParagraphId.TryParse(text, out var paragraph) ? engine.Articles.Find(paragraph) : null);
    }
}

using CcgBot.Answering;
using CcgBot.Bot;
using CcgBot.Editing;
using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Reports;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CcgBot.Web.Admin;

/// <summary><c>/admin/evaluations</c> and <c>/api/evaluations</c>, for auditors: reports to read and to compare, and a run of a set that was judged here.</summary>
internal static class EvaluationEndpoints
{
    public static void MapEvaluations(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/admin/evaluations").Requires(Roles.Auditor);
        pages.MapGet("", (HttpContext context, EvaluationRuns runs) => List(context, runs));
        pages.MapGet("/report", (HttpContext context, EvaluationRuns runs, string name) => Shown(context, () => runs.Find(name) is { } report ? HtmlReport.Of(report) : null));
        pages.MapGet("/compare", (HttpContext context, EvaluationRuns runs, string a, string b) => Shown(
            context, () => runs.Find(a) is { } first && runs.Find(b) is { } second ? ComparisonPage.Of(Comparison.Of(a, first, b, second)) : null));
        pages.MapPost("/run", async (HttpContext context, BotEngine engine, EvaluationRuns runs) =>
            await ConsoleForms.ReadAsync(context) is not { } form ? ConsoleForms.Elsewhere
            : Started(context, engine, runs, form["set"].ToString(), form.Given("why")) ? Results.LocalRedirect("/admin/evaluations")
            : Page.Problem(409, "Not begun", "A run is under way, or there is no such set.", Back)).DisableAntiforgery();
        pages.MapPost("/stop", async (HttpContext context, EvaluationRuns runs) =>
        {
            if (await ConsoleForms.ReadAsync(context) is null)
            {
                return ConsoleForms.Elsewhere;
            }

            runs.Cancel();
            return Results.LocalRedirect("/admin/evaluations");
        }).DisableAntiforgery();

        var api = routes.MapGroup("/api/evaluations").WithTags("Evaluations").Requires(Roles.Auditor);
        api.MapGet("", (EvaluationRuns runs) => Results.Json(new EvaluationsJson(runs.Reports(), runs.Sets, runs.State), AnswerJson.Options))
            .WithName("evaluations").WithSummary("Reports there are, sets that can be run, and the run under way.").Produces<EvaluationsJson>();
        api.MapGet("/{name}", (EvaluationRuns runs, string name) => Read(() => runs.Find(name)?.Summary()))
            .WithName("evaluation").WithSummary("The scores of one report, without its questions.").Produces<ErrorBody>(404);
        api.MapGet("/compare", (EvaluationRuns runs, string a, string b) => Read(() => runs.Find(a) is { } first && runs.Find(b) is { } second ? Comparison.Of(a, first, b, second).ToJson() : null))
            .WithName("compare-evaluations").WithSummary("Paired differences of two reports (b less a), with significance.").Produces<ErrorBody>(404);
        api.MapPost("/sets/{set}/run", (HttpContext context, BotEngine engine, EvaluationRuns runs, string set, [FromBody] ReasonRequest? asked = null) =>
            Started(context, engine, runs, set, asked?.Why)
            ? Results.Accepted() : ErrorBody.Of(409, "Conflict", "A run is under way, or there is no such set.")).WithName("run-evaluation")
            .WithSummary("Runs a test set that was judged here, in the background.").Produces(202).Produces<ErrorBody>(409);
        api.MapPost("/stop", (EvaluationRuns runs) =>
        {
            runs.Cancel();
            return Results.NoContent();
        }).WithName("stop-evaluation").WithSummary("Stops the run under way.").Produces(204);
    }

    private static RazorComponentResult<EvaluationsPage> List(HttpContext context, EvaluationRuns runs) =>
        new(new { Caller = context.Caller(), Reports = runs.Reports(), runs.Sets, runs.State });

    private static bool Started(HttpContext context, BotEngine engine, EvaluationRuns runs, string set, string? why)
    {
        if (!runs.Start(set))
        {
            return false;
        }

        engine.Evidence.Record(new ChangeRecord(context.Caller().Name, "evaluation.run", set, Edit.Kept(why)));
        return true;
    }

    /// <summary>A report is a page of its own with scripts inside: it is shown as if it came from another site.</summary>
    private static IResult Shown(HttpContext context, Func<string?> page)
    {
        try
        {
            if (page() is not { } markup)
            {
                return Page.Problem(404, "No such report", "There is no report of this name.", Back);
            }

            context.AllowReportScripts();
            return Results.Content(markup, "text/html; charset=utf-8");
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(409, "Not shown", error.Message, Back);
        }
    }

    private static IResult Read(Func<string?> json)
    {
        try
        {
            return json() is { } text ? Results.Content(text, "application/json; charset=utf-8") : ErrorBody.Of(404, "NotFound", "There is no report of this name.");
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(409, "NotRead", error.Message);
        }
    }

    private static Html Back => Html.Of($"<p><a href=\"/admin/evaluations\">Evaluations</a></p>");
}

/// <param name="Sets">Judged here, with a question to ask.</param>
/// <param name="Run">Under way, or how the last one ended; null when none was begun since the host started.</param>
public sealed record EvaluationsJson(IReadOnlyList<ReportLine> Reports, IReadOnlyList<string> Sets, RunState? Run);

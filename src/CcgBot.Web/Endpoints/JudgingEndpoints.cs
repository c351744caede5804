using CcgBot.Answering;
using CcgBot.Bot;
using CcgBot.Editing;
using CcgBot.Evaluation.Judging;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Mvc;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/judge</c>, for operators: makes test sets of feedback and gaps and has people judge them, a question at a time; <c>/api/testsets</c> makes them too.</summary>
public static class JudgingEndpoints
{
    private const string Folder = "judging";
    private const string FirstSet = "feedback";
    private const int LongestJudge = 40;

    // One judgement is written at a time: the test set is written anew after each.
    private static readonly Lock Writing = new();

    public static void MapJudging(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        var group = routes.MapGroup("/judge").AddEndpointFilter<OperatorGate>();
        group.MapGet("", (HttpContext context, BotEngine engine) => JudgingPages.Sets(context.Caller(), [.. JudgingSet.Names(Root(engine)).Select(name => JudgingSet.Open(Path.Combine(Root(engine), name)))]));
        group.MapPost("", Make).RequireRateLimiting(RateLimits.Ask).DisableAntiforgery();
        group.MapGet("/{set}", Show);
        group.MapPost("/{set}", JudgeAsync).RequireRateLimiting(RateLimits.Ask).DisableAntiforgery();
        var api = routes.MapGroup("/api/testsets").WithTags("Evaluations").Requires(Roles.Auditor);
        api.MapGet("", (BotEngine engine) => Results.Json(JudgingSet.Names(Root(engine)).Select(name => TestSetLine.Of(JudgingSet.Open(Path.Combine(Root(engine), name)))), AnswerJson.Options))
            .WithName("test-sets").WithSummary("Test sets made of feedback and unanswered questions, and how much of each is judged.").Produces<IReadOnlyList<TestSetLine>>();
        api.MapPost("/{set}/from-feedback", MakeOverApi).RequireRateLimiting(RateLimits.Ask).WithName("test-set-from-feedback")
            .WithSummary("Takes what people said of answers, and what was left unanswered, into a set to be judged at /judge; makes the set where there is none.")
            .Produces<TakenIn>().Produces<ErrorBody>(400).Produces<ErrorBody>(429);
    }

    private static string Root(BotEngine engine) => Path.Combine(Path.GetDirectoryName(Path.GetFullPath(engine.Database.Path))!, Folder);

    private static IResult Make(HttpContext context, BotEngine engine)
    {
        if (SameSite.IsFromElsewhere(context.Request))
        {
            return Elsewhere;
        }

        TakeIn(context, engine, FirstSet, why: null);
        return Results.LocalRedirect("/judge");
    }

    private static IResult MakeOverApi(HttpContext context, BotEngine engine, string set, [FromBody] ReasonRequest? asked = null) => JudgingSet.IsName(set)
        ? Results.Json(TakeIn(context, engine, set, asked?.Why), AnswerJson.Options)
        : ErrorBody.Of(400, "BadArgument", "The name of a set has letters, digits, '-', '_' and '.', no more than 64.");

    private static TakenIn TakeIn(HttpContext context, BotEngine engine, string set, string? why)
    {
        lock (Writing)
        {
            return FeedbackCandidates.AddTo(Path.Combine(Root(engine), set), engine, new Edit(context.Caller().Name, why, null));
        }
    }

    private static IResult Show(string set, HttpContext context, BotEngine engine, string? @as = null, string? q = null)
    {
        if (Find(set, engine) is not { } found)
        {
            return NoSuchSet;
        }

        return Judge(@as) is not { } judge
            ? JudgingPages.Who(context.Caller(), found)
            : JudgingPages.Question(context.Caller(), found, judge, q is null ? Next(found, judge) : found.Candidates.FirstOrDefault(candidate => candidate.Id == q));
    }

    private static async Task<IResult> JudgeAsync(string set, HttpContext context, BotEngine engine, TimeProvider time)
    {
        if (SameSite.IsFromElsewhere(context.Request))
        {
            return Elsewhere;
        }

        if (!context.Request.HasFormContentType)
        {
            return ErrorBody.Of(415, "NotAForm", "Post the form of /judge.");
        }

        var form = await context.Request.ReadFormAsync(context.RequestAborted);
        if (Judge(form["as"].ToString()) is not { } judge)
        {
            return Page.Problem(400, "Who judges?", $"Give a name of at most {LongestJudge} characters.");
        }

        lock (Writing)
        {
            if (Find(set, engine) is not { } found)
            {
                return NoSuchSet;
            }

            try
            {
                found.Judge(new Judgement(form["question"].ToString(), judge, form["paragraph"].ToString() is { Length: > 0 } paragraph ? paragraph : null, time.GetUtcNow()));
            }
            catch (ArgumentException error)
            {
                return Page.Problem(400, "Not judged", error.Message);
            }
        }

        return Results.LocalRedirect($"/judge/{Uri.EscapeDataString(set)}?as={Uri.EscapeDataString(judge)}");
    }

    private static Page NoSuchSet => Page.Problem(404, "Not found", "There is no such set to judge.");

    private static Page Elsewhere => Page.Problem(403, "Not from here", "This form was sent from another site.");

    private static JudgingSet? Find(string set, BotEngine engine) =>
        JudgingSet.Names(Root(engine)).Contains(set, StringComparer.Ordinal) ? JudgingSet.Open(Path.Combine(Root(engine), set)) : null;

    private static string? Judge(string? name) => name?.Trim() is { Length: > 0 and <= LongestJudge } judge && !judge.Any(char.IsControl) ? judge : null;

    private static Candidate? Next(JudgingSet set, string judge)
    {
        var done = set.Judgements.Where(judgement => judgement.Judge == judge).Select(judgement => judgement.Question).ToHashSet(StringComparer.Ordinal);
        return set.Candidates.FirstOrDefault(candidate => !done.Contains(candidate.Id));
    }
}

/// <param name="Decided">Questions on which most of their judges agree.</param>
public sealed record TestSetLine(string Name, int Questions, int Decided)
{
    internal static TestSetLine Of(JudgingSet set) => new(set.Name, set.Candidates.Count, set.Candidates.Count(candidate => set.Of(candidate.Id) is not null));
}

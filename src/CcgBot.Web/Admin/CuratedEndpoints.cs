using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Editing;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CcgBot.Web.Admin;

/// <summary>
/// <c>/admin/curated</c> and <c>/api/curated</c>: operators' own answers, written with quotes that are looked up and checked. An editor sees those that cite
/// what they may read, and no other.
/// </summary>
internal static class CuratedEndpoints
{
    private const int Offered = 8;
    private const int LongestSearch = 4_000;

    public static void MapCurated(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/admin/curated").Requires(Roles.Editor);
        pages.MapGet("", List);
        pages.MapGet("/new", New);
        pages.MapGet("/edit", IResult (HttpContext context, BotEngine engine, string id) =>
            Find(context, engine, id) is { } entry ? Editor(context, CuratedForm.Of(entry)) : NoAnswer);
        pages.MapPost("/edit", WriteAsync).DisableAntiforgery();
        pages.MapPost("/withdraw", (HttpContext context, BotEngine engine) => PutAsync(context, engine, engine.CuratedEditor.Withdraw)).DisableAntiforgery();
        pages.MapPost("/restore", (HttpContext context, BotEngine engine) => PutAsync(context, engine, engine.CuratedEditor.Restore)).DisableAntiforgery();
        MapApi(routes.MapGroup("/api/curated").WithTags("Curated answers").Requires(Roles.Editor));
    }

    /// <summary>How many need somebody: their day has come, or they no longer pass the check.</summary>
    public static int NeedsWork(HttpContext context, BotEngine engine) => Listed(context, engine, withdrawn: false).Count(line => line.IsDue || line.Problem is not null);

    private static void MapApi(RouteGroupBuilder group)
    {
        group.MapGet("", (HttpContext context, BotEngine engine, bool withdrawn = false) => Results.Json(Listed(context, engine, withdrawn), AnswerJson.Options))
            .WithName("curated").WithSummary("Curated answers, those of the file among them, each with what is wrong with it.").Produces<IReadOnlyList<CuratedLine>>();
        group.MapPost("/check", (HttpContext context, BotEngine engine, [FromBody] CuratedText written) => Results.Json(Seen(context, engine).Examine(Complete(written)), AnswerJson.Options))
            .WithName("check-curated").WithSummary("Looks at each quote and each sentence of an answer without keeping it.").Produces<IReadOnlyList<CuratedFinding>>();
        group.MapPost("", (HttpContext context, BotEngine engine, [FromBody] CuratedRequest asked) => Saved(context, engine, null, asked))
            .WithName("new-curated").WithSummary("Writes a curated answer; refused while a quote doesn't stand in its article or a sentence isn't supported.").Produces<CuratedEntry>().Produces<ErrorBody>(400);
        group.MapPost("/{id}", Saved).WithName("save-curated").WithSummary("Writes another text in the place of the revision named.")
            .Produces<CuratedEntry>().Produces<ErrorBody>(400).Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/{id}/withdraw", (HttpContext context, BotEngine engine, string id, [FromBody] ChangeRequest change) => Answered(Change(context, engine, id, change.Why, change.Revision, engine.CuratedEditor.Withdraw)))
            .WithName("withdraw-curated").WithSummary("Takes a curated answer out.").Produces<CuratedEntry>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/{id}/restore", (HttpContext context, BotEngine engine, string id, [FromBody] ChangeRequest change) => Answered(Change(context, engine, id, change.Why, change.Revision, engine.CuratedEditor.Restore)))
            .WithName("restore-curated").WithSummary("Puts a curated answer back.").Produces<CuratedEntry>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
    }

    private static RazorComponentResult<CuratedPage> List(HttpContext context, BotEngine engine, bool withdrawn = false, string? told = null) => new(new
    {
        Caller = context.Caller(),
        Told = told == "saved" ? "It is saved, and answers from now on." : null,
        ShowsWithdrawn = withdrawn,
        Answers = Listed(context, engine, withdrawn),
    });

    /// <summary>Begun from nothing, from an answer that somebody disliked, or from questions that were not answered.</summary>
    private static RazorComponentResult<CuratedEditPage> New(HttpContext context, BotEngine engine, string? q = null, string? gap = null, string? evidence = null)
    {
        var form = new CuratedForm(null, null) { Questions = q ?? "", Search = q ?? "", Gap = gap };
        if (evidence is not null && engine.Evidence.Find(evidence)?.Record is { } record && context.Caller().MayRead(engine, record))
        {
            form = gap is null ? form.From(record) : form;
        }

        return Editor(context, form with { Search = form.Search.Length > 0 ? form.Search : form.Questions });
    }

    private static RazorComponentResult<CuratedEditPage> Editor(HttpContext context, CuratedForm form, string? told = null, int status = StatusCodes.Status200OK, IReadOnlyList<CuratedFinding>? findings = null, IReadOnlyList<Paragraph>? found = null) =>
        new(new { Caller = context.Caller(), Form = form, Told = told, Findings = findings, Found = found }) { StatusCode = status };

    private static async Task<IResult> WriteAsync(HttpContext context, BotEngine engine)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } sent)
        {
            return ConsoleForms.Elsewhere;
        }

        var (form, asked) = (CuratedForm.Of(sent), sent["do"].ToString());
        if (form.Id is { } id && Find(context, engine, id) is null)
        {
            return NoAnswer;
        }

        try
        {
            return asked switch
            {
                "search" => Editor(context, form, found: await SearchAsync(context, engine, form.Search)),
                "save" => Save(context, engine, form),
                _ when asked.StartsWith("cite:", StringComparison.Ordinal) => Editor(context, Readable(context, engine, asked["cite:".Length..]) is { } paragraph ? form.With(paragraph) : form),
                _ when asked.StartsWith("drop:", StringComparison.Ordinal) => Editor(context, int.TryParse(asked["drop:".Length..], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? form.Without(number) : form),
                _ => Editor(context, form, findings: Seen(context, engine).Examine(form.Written)),
            };
        }
        catch (InvalidDataException error)
        {
            return Editor(context, form, $"Not saved: {error.Message}", StatusCodes.Status400BadRequest, Findings(context, engine, form));
        }
    }

    private static IReadOnlyList<CuratedFinding>? Findings(HttpContext context, BotEngine engine, CuratedForm form)
    {
        try
        {
            return Seen(context, engine).Examine(form.Written);
        }
        catch (InvalidDataException)
        {
            return null;
        }
    }

    private static IResult Save(HttpContext context, BotEngine engine, CuratedForm form)
    {
        var caller = context.Caller();
        var outcome = engine.CuratedEditor.Save(form.Id, form.Written, new Edit(caller.Name, form.Why, form.Revision), Seen(context, engine));
        switch (outcome.Result)
        {
            case EditResult.Conflict:
                return Editor(
                    context,
                    CuratedForm.Of(outcome.Entry!) with { Why = form.Why },
                    "Nothing was saved: somebody else changed this answer meanwhile. Here is how it stands now; go back for what you wrote.",
                    StatusCodes.Status409Conflict);
            case EditResult.NotFound:
                return NoAnswer;
        }

        if (form.Gap is { } gap && caller.Is(Roles.Editor | Roles.Auditor))
        {
            new GapEditor(engine.Evidence).Decide(gap, new GapDecision(GapState.Done, caller.Name), new Edit(caller.Name, "answered by a curated answer", EditOutcome.AnyRevision));
        }

        return Results.LocalRedirect("/admin/curated?told=saved");
    }

    private static async Task<IResult> PutAsync(HttpContext context, BotEngine engine, Func<string, Edit, CuratedOutcome> change)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        return Change(context, engine, form["id"].ToString(), form.Given("why"), form["revision"], change) switch
        {
            { Result: EditResult.NotFound } => NoAnswer,
            { Result: EditResult.Conflict, Entry: { } now } => Editor(
                context, CuratedForm.Of(now), "Nothing was changed: somebody else changed this answer meanwhile. Here is how it stands now.", StatusCodes.Status409Conflict),
            _ => Results.LocalRedirect("/admin/curated"),
        };
    }

    private static CuratedOutcome Change(HttpContext context, BotEngine engine, string id, string? why, string? revision, Func<string, Edit, CuratedOutcome> change) =>
        Find(context, engine, id) is null ? new CuratedOutcome(EditResult.NotFound, null) : change(id, new Edit(context.Caller().Name, why, SeenRevision.Of(revision)));

    private static IResult Saved(HttpContext context, BotEngine engine, string? id, [FromBody] CuratedRequest asked)
    {
        if (id is not null && Find(context, engine, id) is null)
        {
            return Answered(new CuratedOutcome(EditResult.NotFound, null));
        }

        try
        {
            return Answered(engine.CuratedEditor.Save(
                id,
                Complete(new CuratedText(asked.Questions ?? [], asked.Text ?? "", asked.Citations ?? [], asked.Review)),
                new Edit(context.Caller().Name, asked.Why, SeenRevision.Of(asked.Revision)),
                Seen(context, engine)));
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "NotSupported", error.Message);
        }
    }

    private static IResult Answered(CuratedOutcome outcome) => outcome.Result switch
    {
        EditResult.NotFound => ErrorBody.Of(404, "NotFound", "There is no such curated answer."),
        EditResult.Conflict => ErrorBody.Of(409, "Conflict", $"The answer was changed meanwhile: its revision is {outcome.Entry!.Revision}."),
        _ => Results.Json(outcome.Entry, AnswerJson.Options),
    };

    /// <summary>What JSON leaves out is nothing, not null.</summary>
    private static CuratedText Complete(CuratedText written) => new(
        [.. (written.Questions ?? []).Select(question => question ?? "")],
        written.Text ?? "",
        [.. (written.Citations ?? []).Select(citation => new CuratedCitation(citation?.Article ?? "", citation?.Quote ?? ""))],
        written.Review);

    private static async Task<IReadOnlyList<Paragraph>> SearchAsync(HttpContext context, BotEngine engine, string search) =>
        search.Trim() is not { Length: > 0 and <= LongestSearch } sought ? []
            : [.. (await engine.View(context.Caller().Access).Retriever.RetrieveAsync(new Question(sought), Offered, context.RequestAborted)).Paragraphs.Select(scored => scored.Paragraph)];

    private static Paragraph? Readable(HttpContext context, BotEngine engine, string paragraph) =>
        ParagraphId.TryParse(paragraph, out var id) ? engine.View(context.Caller().Access).Articles.Find(id) : null;

    /// <summary>The curated answers as the caller's articles bear them out.</summary>
    private static CuratedAnswers Seen(HttpContext context, BotEngine engine) => engine.View(context.Caller().Access).Curated;

    private static CuratedEntry? Find(HttpContext context, BotEngine engine, string id) =>
        engine.CuratedEditor.Store.Find(id) is { } entry && MayRead(context, engine, entry.Written.Citations) ? entry : null;

    private static bool MayRead(HttpContext context, BotEngine engine, IReadOnlyList<CuratedCitation> citations)
    {
        // One of an article that is nowhere is nobody's secret.
        var articles = engine.View(context.Caller().Access).Articles;
        return citations.Select(citation => citation.Article).Distinct(StringComparer.Ordinal).All(id => articles.GroupsOf(id) is not null || engine.Articles.GroupsOf(id) is null);
    }

    private static IReadOnlyList<CuratedLine> Listed(HttpContext context, BotEngine engine, bool withdrawn)
    {
        var today = DateOnly.FromDateTime(context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow().UtcDateTime);
        IReadOnlyList<CheckedAnswer> all;
        string? unread = null;
        try
        {
            all = withdrawn ? [] : Seen(context, engine).CheckAll();
        }
        catch (InvalidDataException error)
        {
            (all, unread) = ([], error.Message);
        }

        var problems = all.Where(answer => answer.Source.Id is not null).ToDictionary(answer => answer.Source.Id!, answer => answer.Problem, StringComparer.Ordinal);
        var ofStore = engine.CuratedEditor.Store.List(withdrawn).Where(entry => MayRead(context, engine, entry.Written.Citations))
            .Select(entry => new CuratedLine(entry.Id, entry.Revision, entry.Written, problems.GetValueOrDefault(entry.Id), entry.IsDue(today), entry.Changed, entry.By));
        var ofFile = all.Where(answer => answer.Source.Id is null && MayRead(context, engine, answer.Source.Citations))
            .Select(answer => new CuratedLine(
                null,
                0,
                new CuratedText(answer.Source.Questions, string.Join(' ', answer.Source.Claims.Select(claim => $"{claim.Text} {OperatorPages.Numbers(claim.Citations)}")), answer.Source.Citations),
                answer.Problem,
                IsDue: false,
                null,
                null));
        return [.. unread is null ? [] : (CuratedLine[])[new CuratedLine(null, 0, new CuratedText(["The file of curated answers"], "", []), unread, false, null, null)], .. ofStore, .. ofFile];
    }

    private static Page NoAnswer => Page.Problem(404, "No such answer", "There is no curated answer of this id here.", Html.Of($"<p><a href=\"/admin/curated\">Curated answers</a></p>"));
}

/// <param name="Id">Null = it stands in the file that <c>Curated:File</c> names, and is changed there.</param>
/// <param name="Problem">Why it isn't shown; null when it is good.</param>
/// <param name="IsDue">Its day to be looked at again has come.</param>
public sealed record CuratedLine(string? Id, long Revision, CuratedText Written, string? Problem, bool IsDue, DateTimeOffset? Changed, string? By);

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Text">Every sentence followed by its marks: "It has eight members. [1]".</param>
public sealed record CuratedRequest(string? Revision, IReadOnlyList<string>? Questions, string? Text, IReadOnlyList<CuratedCitation>? Citations, DateOnly? Review, string? Why);

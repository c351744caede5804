using System.Globalization;
using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Editing;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CcgBot.Web.Admin;

/// <summary>
/// The operators' console, <c>/admin</c>: pages rendered on the server, forms that work without script. Each form is taken from this site only, and names
/// the revision that its editor saw.
/// </summary>
public static class ConsoleEndpoints
{
    private const int PageSize = 50;
    private const int MostFeedback = 200;
    private const string ChangedMeanwhile = "Nothing was changed: somebody else changed this article meanwhile. Here is how it stands now.";

    public static IServiceCollection AddConsole(this IServiceCollection services)
    {
        services.AddRazorComponents();
        services.AddSingleton<ConsoleFigures>();
        services.AddSingleton<AuditChecks>();
        services.AddSingleton<EvaluationRuns>();
        return services;
    }

    public static void MapConsole(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        routes.MapGet("/admin", Home).Requires(Roles.Reader);
        var articles = routes.MapGroup("/admin").Requires(Roles.Editor);
        articles.MapGet("/articles", (HttpContext context, BotEngine engine, int page = 1, bool withdrawn = false, string? told = null) =>
            Articles(context, engine, page, withdrawn, ArticlesTold(told)));
        articles.MapPost("/articles/withdraw", (HttpContext context, BotEngine engine) => SwitchAsync(context, engine, on: false)).DisableAntiforgery();
        articles.MapPost("/articles/restore", (HttpContext context, BotEngine engine) => SwitchAsync(context, engine, on: true)).DisableAntiforgery();
        articles.MapPost("/articles/preview", PreviewAsync).DisableAntiforgery();
        articles.MapPost("/articles/publish", PublishAsync).DisableAntiforgery();
        articles.MapGet("/article", ArticleAsync);
        articles.MapGet("/articles/{id}", (string id) => Results.LocalRedirect($"/admin/article?id={Uri.EscapeDataString(Uri.UnescapeDataString(id))}"));
        articles.MapPost("/article/mark", MarkAsync).DisableAntiforgery();
        articles.MapPost("/article/groups", (HttpContext context, BotEngine engine) => ChangeAsync(context, engine, (id, edit, form) =>
            engine.Editor.SetGroups(id, GroupSet.Parse(form["groups"].ToString()), edit))).DisableAntiforgery();
        articles.MapPost("/article/withdraw", (HttpContext context, BotEngine engine) => ChangeAsync(context, engine, (id, edit, _) => engine.Editor.Withdraw(id, edit))).DisableAntiforgery();
        articles.MapPost("/article/restore", (HttpContext context, BotEngine engine) => ChangeAsync(context, engine, (id, edit, _) => engine.Editor.Restore(id, edit))).DisableAntiforgery();
        var records = routes.MapGroup("/admin").Requires(Roles.Auditor);
        records.MapGet("/gaps", (HttpContext context, BotEngine engine, string? told = null) => Gaps(context, engine, told == "decided" ? "It is written down." : null));
        records.MapGet("/feedback", Feedback);
        records.MapGet("/audit", Audit);
        records.MapGet("/audit.csv", AuditAsCsv);
        records.MapPost("/audit/verify", VerifyAsync).RequireRateLimiting(RateLimits.Ask).DisableAntiforgery();
        records.MapPost("/audit/replay", ReplayAsync).RequireRateLimiting(RateLimits.Ask).DisableAntiforgery();
        routes.MapPost("/admin/gaps", DecideAsync).Requires(Roles.Editor | Roles.Auditor).DisableAntiforgery();
        var keys = routes.MapGroup("/admin/keys").Requires(Roles.Editor | Roles.Auditor);
        keys.MapGet("", (HttpContext context, ApiKeys all) => Keys(context, all, told: null, secret: null));
        keys.MapPost("", MakeKeyAsync).DisableAntiforgery();
        keys.MapPost("/revoke", RevokeKeyAsync).DisableAntiforgery();
        keys.MapPost("/rotate", RotateKeyAsync).DisableAntiforgery();
        routes.MapSources();
        routes.MapCurated();
        routes.MapEvaluations();
    }

    private static RazorComponentResult<HomePage> Home(HttpContext context, BotEngine engine, ConsoleFigures figures)
    {
        if (!context.Caller().Is(Roles.Auditor))
        {
            return new RazorComponentResult<HomePage>(new { Caller = context.Caller(), Curated = context.Caller().Is(Roles.Editor) ? CuratedEndpoints.NeedsWork(context, engine) : 0 });
        }

        using var gaps = new Gaps(engine.Evidence);
        return new RazorComponentResult<HomePage>(new
        {
            Caller = context.Caller(),
            figures.Periods,
            figures.Disliked,
            Open = gaps.Find().Groups.Sum(group => group.Questions.Count),
            Curated = context.Caller().Is(Roles.Editor) ? CuratedEndpoints.NeedsWork(context, engine) : 0,
        });
    }

    private static RazorComponentResult<ArticlesPage> Articles(
        HttpContext context, BotEngine engine, int page, bool withdrawn, string? told, int status = StatusCodes.Status200OK)
    {
        page = Math.Clamp(page, 1, int.MaxValue / PageSize);
        var store = engine.View(context.Caller().Access).Articles;
        var cited = context.RequestServices.GetRequiredService<ConsoleFigures>().Cited;
        var found = withdrawn ? store.Withdrawn((page - 1) * PageSize, PageSize + 1) : store.List((page - 1) * PageSize, PageSize + 1);
        // One that was taken from the caller's eyes since it was listed has no state, and no row.
        var lines = found.Take(PageSize).Select(article => (Article: article, State: store.StateOf(article.Id))).Where(each => each.State is not null);
        return new RazorComponentResult<ArticlesPage>(new
        {
            Caller = context.Caller(),
            Told = told,
            ShowsWithdrawn = withdrawn,
            Page = page,
            More = found.Count > PageSize,
            Articles = (IReadOnlyList<ArticlesPage.ArticleLine>)[.. lines.Select(each => new ArticlesPage.ArticleLine(
                each.Article, each.State!, cited.GetValueOrDefault(each.Article.Id)))],
        })
        { StatusCode = status };
    }

    private static string? ArticlesTold(string? told) => told switch
    {
        "published" => "It is published, and in answers.",
        "off" => "It is off: in no answer. It stands among those withdrawn.",
        "on" => "It is on: in answers again.",
        _ => null,
    };

    /// <summary>Withdraws an article or puts it back from its row in the list, and shows the list again.</summary>
    private static async Task<IResult> SwitchAsync(HttpContext context, BotEngine engine, bool on)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        var id = form["id"].ToString();
        var page = int.TryParse(form["page"], NumberStyles.None, CultureInfo.InvariantCulture, out var given) ? given : 1;
        return id.Length == 0 ? NoArticle : Made(engine, context.Caller(), id, edit => on ? engine.Editor.Restore(id, edit) : engine.Editor.Withdraw(id, edit), form).Result switch
        {
            EditResult.Conflict => Articles(context, engine, page, withdrawn: on, ChangedMeanwhile, StatusCodes.Status409Conflict),
            EditResult.NotFound => NoArticle,
            _ => Results.LocalRedirect(FormattableString.Invariant($"/admin/articles?page={page}{(on ? "&withdrawn=true" : "")}&told={(on ? "on" : "off")}")),
        };
    }

    private static async Task<IResult> PreviewAsync(HttpContext context, BotEngine engine, Drafts drafts)
    {
        if (SameSite.IsFromElsewhere(context.Request))
        {
            return ConsoleForms.Elsewhere;
        }

        var (sent, problem) = await Upload.ReadAsync(context, engine.Settings.Ingest);
        if (problem is not null)
        {
            return Page.Problem(400, "Not read", "Choose a file, not larger than the bot reads, or write an address: one of the two.", Back);
        }

        var read = await drafts.ReadAsync(sent!, context.Caller(), context.RequestAborted);
        return read.Problem is { } unread
            ? Page.Problem(400, "Not read", $"{sent!.Name}: {unread}", Back)
            : new RazorComponentResult<PreviewPage>(new { Caller = context.Caller(), read.Drafts });
    }

    private static async Task<IResult> PublishAsync(HttpContext context, BotEngine engine, Drafts drafts)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        var caller = context.Caller();
        if (drafts.Find(form["draft"].ToString(), caller) is not { } draft)
        {
            return Page.Problem(404, "Not published", "This preview is too old, or was not yours: send the file or the address again.", Back);
        }

        try
        {
            var date = form["published"].ToString();
            var article = draft.With(new PublishRequest(
                draft.Id, null, null, form["title"], form["publisher"],
                DateOnly.TryParseExact(date, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var published) ? published : null,
                null, [.. GroupSet.Parse(form["groups"].ToString()).Names]));
            var outcome = Made(engine, caller, draft.Article.Id, edit => engine.Editor.Publish(article, edit), form);
            return outcome.Result switch
            {
                EditResult.Conflict => new RazorComponentResult<PreviewPage>(new
                {
                    Caller = caller,
                    Told = "Nothing was published: somebody else changed this article meanwhile. Here is how it stands now.",
                    Drafts = (IReadOnlyList<Draft>)[drafts.Find(draft.Id, caller)!],
                })
                { StatusCode = 409 },
                EditResult.NotFound => NoArticle,
                _ => Results.LocalRedirect("/admin/articles?told=published"),
            };
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(400, "Not published", error.Message, Back);
        }
    }

    private static Task<IResult> ArticleAsync(HttpContext context, BotEngine engine, string id, string? q = null, string? told = null) =>
        ShownAsync(context, engine, id, new ArticleShown(q) { Told = told == "marked" ? "It is marked, and answers heed it." : null });

    private static async Task<IResult> ShownAsync(HttpContext context, BotEngine engine, string id, ArticleShown shown)
    {
        var caller = context.Caller();
        var view = engine.View(caller.Access);
        if (view.Articles.StateOf(id) is not { } state || view.Articles.Find(id) is not { } stored)
        {
            return NoArticle;
        }

        var figures = context.RequestServices.GetRequiredService<ConsoleFigures>();
        return new RazorComponentResult<ArticlePage>(new
        {
            Caller = caller,
            Id = id,
            State = state,
            shown.Told,
            Changes = engine.Evidence.Changes(PageSize, subject: id),
            Paragraphs = MarkableParagraph.Of(stored.Article, view.Articles.Marks(id), figures.CitedParagraphs),
            Tested = shown.Question is null ? null : await TriedQuestion.AskAsync(view, shown.Question, id, context.RequestAborted),
            shown.Before,
        })
        { StatusCode = shown.Status };
    }

    private static async Task<IResult> MarkAsync(HttpContext context, BotEngine engine)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        var (id, caller) = (form["id"].ToString(), context.Caller());
        if (!Enum.TryParse<ParagraphMark>(form["mark"].ToString(), out var mark) || !Enum.IsDefined(mark)
            || !int.TryParse(form["paragraph"], NumberStyles.None, CultureInfo.InvariantCulture, out var number))
        {
            return Page.Problem(400, "Not marked", "Choose evidence, not evidence or off.", Back);
        }

        var question = form.Given("q");
        var before = question is null ? null : await TriedQuestion.AskAsync(engine.View(caller.Access), question, id, context.RequestAborted);
        return Made(engine, caller, id, edit => engine.Editor.Mark(id, number, mark, edit), form).Result switch
        {
            EditResult.Conflict => await ShownAsync(context, engine, id, new ArticleShown(question) { Told = ChangedMeanwhile, Status = 409 }),
            EditResult.NotFound => NoArticle,
            // With a question the ranks of before stand beside those of now: nothing that an address could hold.
            _ => question is null
                ? Results.LocalRedirect($"/admin/article?id={Uri.EscapeDataString(id)}&told=marked#p{number.ToString(CultureInfo.InvariantCulture)}")
                : await ShownAsync(context, engine, id, new ArticleShown(question) { Told = "It is marked, and answers heed it.", Before = before }),
        };
    }

    private static async Task<IResult> ChangeAsync(HttpContext context, BotEngine engine, Func<string, Edit, IFormCollection, EditOutcome> change)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        var id = form["id"].ToString();
        try
        {
            var outcome = Made(engine, context.Caller(), id, edit => change(id, edit, form), form);
            return outcome.Result switch
            {
                EditResult.Conflict => await ShownAsync(context, engine, id, new ArticleShown(null) { Told = ChangedMeanwhile, Status = 409 }),
                EditResult.NotFound => NoArticle,
                _ => Results.LocalRedirect($"/admin/article?id={Uri.EscapeDataString(id)}"),
            };
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(400, "Not changed", error.Message, Back);
        }
    }

    private static EditOutcome Made(BotEngine engine, Caller caller, string id, Func<Edit, EditOutcome> change, IFormCollection form) =>
        ArticleChanges.Make(engine, caller, id, form["why"], form["revision"], change);

    private static RazorComponentResult<GapsPage> Gaps(HttpContext context, BotEngine engine, string? told, int status = StatusCodes.Status200OK)
    {
        using var gaps = new Gaps(engine.Evidence);
        return new RazorComponentResult<GapsPage>(new { Caller = context.Caller(), Told = told, Report = gaps.Find() }) { StatusCode = status };
    }

    private static async Task<IResult> DecideAsync(HttpContext context, BotEngine engine)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        if (!Enum.TryParse<GapState>(form["state"].ToString(), out var state) || !Enum.IsDefined(state))
        {
            return Page.Problem(400, "Not changed", "Choose open, out of scope or done.", Html.Of($"<p><a href=\"/admin/gaps\">Not answered</a></p>"));
        }

        return new GapEditor(engine.Evidence).Decide(form["gap"].ToString(), new GapDecision(state, form.Given("assignee")), new Edit(context.Caller().Name, form.Given("why"), SeenRevision.Of(form["revision"]))) switch
        {
            EditResult.Conflict => Gaps(context, engine, "Nothing was changed: somebody else decided of these questions meanwhile. Here is how it stands now.", StatusCodes.Status409Conflict),
            EditResult.NotFound => Page.Problem(404, "Not changed", "There are no such questions any more.", Html.Of($"<p><a href=\"/admin/gaps\">Not answered</a></p>")),
            _ => Results.LocalRedirect("/admin/gaps?told=decided"),
        };
    }

    private static RazorComponentResult<FeedbackPage> Feedback(HttpContext context, BotEngine engine) => new(new
    {
        Caller = context.Caller(),
        Feedback = (IReadOnlyList<(Feedback, EvidenceRecord?)>)[.. engine.Feedback.Latest(MostFeedback).Select(said => (said, said.EvidenceId is null ? null : engine.Evidence.Find(said.EvidenceId)?.Record))],
    });

    private static IResult Audit(HttpContext context, BotEngine engine, [AsParameters] ChangeQuery asked, int page = 1)
    {
        page = Math.Clamp(page, 1, int.MaxValue / PageSize);
        try
        {
            var changes = engine.Evidence.Changes(asked.Filter()).Skip((page - 1) * PageSize).Take(PageSize + 1).ToList();
            return new RazorComponentResult<AuditPage>(new
            {
                Caller = context.Caller(),
                Head = engine.Evidence.Head(),
                Asked = asked,
                Page = page,
                More = changes.Count > PageSize,
                Changes = (IReadOnlyList<StoredChange>)[.. changes.Take(PageSize)],
            });
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(400, "Not looked for", error.Message, AuditLink);
        }
    }

    private static IResult AuditAsCsv(BotEngine engine, [AsParameters] ChangeQuery asked)
    {
        try
        {
            var filter = asked.Filter();
            return Results.Stream(body => WriteCsvAsync(engine.Evidence.Changes(filter), body), "text/csv; charset=utf-8", "changes.csv");
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(400, "Not looked for", error.Message, AuditLink);
        }
    }

    private static async Task WriteCsvAsync(IEnumerable<StoredChange> changes, Stream body)
    {
        await using var text = new StreamWriter(body, leaveOpen: true);
        await text.WriteAsync(ChangesCsv.Head);
        foreach (var change in changes)
        {
            await text.WriteAsync(ChangesCsv.Line(change));
        }
    }

    private static RazorComponentResult<KeysPage> Keys(HttpContext context, ApiKeys keys, string? told, string? secret, int status = 200) =>
        new(new { Caller = context.Caller(), Told = told, Secret = secret, Keys = keys.List(), Now = context.RequestServices.GetRequiredService<TimeProvider>().GetUtcNow() }) { StatusCode = status };

    private static async Task<IResult> MakeKeyAsync(HttpContext context, ApiKeys keys, KeyEditor editor)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            var wanted = new NewApiKey(
                form["name"].ToString(),
                [.. form["may"].Select(scope => Enum.TryParse<ApiScope>(scope, out var known) ? known : throw new InvalidDataException($"'{scope}' is not among the things that a key may do."))],
                GroupSet.Parse(form["groups"].ToString(), GroupSet.MostOfPerson))
            {
                Lasts = int.TryParse(form["days"], NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? TimeSpan.FromDays(Math.Clamp(days, 1, 3_650)) : null,
            };
            return Keys(context, keys, told: null, editor.Add(wanted, EditOf(context, form)).Secret);
        }
        catch (InvalidDataException error)
        {
            return Keys(context, keys, error.Message, secret: null);
        }
    }

    private static async Task<IResult> RevokeKeyAsync(HttpContext context, KeyEditor editor)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        editor.Revoke(form["id"].ToString(), EditOf(context, form));
        return Results.LocalRedirect("/admin/keys");
    }

    private static async Task<IResult> RotateKeyAsync(HttpContext context, ApiKeys keys, KeyEditor editor)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            var grace = TimeSpan.FromHours(int.TryParse(form["hours"], NumberStyles.None, CultureInfo.InvariantCulture, out var hours) ? Math.Min(hours, KeyRotation.MostHours) : KeyRotation.Hours);
            if (editor.Rotate(form["id"].ToString(), grace, EditOf(context, form)) is not { } made)
            {
                return Keys(context, keys, "Nothing was changed: this key is no longer in force, or was replaced before.", secret: null, StatusCodes.Status409Conflict);
            }

            return Keys(context, keys, grace == TimeSpan.Zero ? "The old key opens nothing any more." : $"The old key goes on for {grace.TotalHours:0} hours, and then ends.", made.Secret);
        }
        catch (InvalidDataException error)
        {
            return Keys(context, keys, error.Message, secret: null, StatusCodes.Status400BadRequest);
        }
    }

    private static Edit EditOf(HttpContext context, IFormCollection form) => new(context.Caller().Name, form.Given("why"), null);

    private static async Task<IResult> VerifyAsync(HttpContext context, AuditChecks checks)
    {
        if (await ConsoleForms.ReadAsync(context) is null)
        {
            return ConsoleForms.Elsewhere;
        }

        try
        {
            return new RazorComponentResult<VerifyPage>(new { Caller = context.Caller(), Report = await checks.VerifyAsync(context.RequestAborted) });
        }
        catch (InvalidDataException error)
        {
            return Page.Problem(409, "Not checked", error.Message, AuditLink);
        }
    }

    private static async Task<IResult> ReplayAsync(HttpContext context, BotEngine engine, AuditChecks checks)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        return engine.Evidence.Find(form["id"].ToString().Trim()) is not { } evidence
            ? Page.Problem(404, "Not answered again", "There is no evidence record of this id.", AuditLink)
            : new RazorComponentResult<ReplayPage>(new { Caller = context.Caller(), Evidence = evidence, Report = await checks.ReplayAsync(evidence, context.RequestAborted) });
    }

    private static Html AuditLink => Html.Of($"<p><a href=\"/admin/audit\">Audit</a></p>");

    private static Html Back => Html.Of($"<p><a href=\"/admin/articles\">Articles</a></p>");

    private static Page NoArticle => Page.Problem(404, "No such article", "There is no article of this id here.", Back);
}

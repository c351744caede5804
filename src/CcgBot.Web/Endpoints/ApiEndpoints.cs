using CcgBot.Bot;
using CcgBot.Accounts;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Admin;
using CcgBot.Web.Editing;
using CcgBot.Web.Hosting;
using Microsoft.AspNetCore.Mvc;
using Draft = CcgBot.Web.Editing.Draft;

namespace CcgBot.Web.Endpoints;

/// <summary>The HTTP API beside <c>/api/ask</c>: searching and reading for everyone, and what the console does for those who have the role.</summary>
public static class ApiEndpoints
{
    private const int LongestSearch = 4_000;
    private const int PageSize = 100;

    public static void MapApi(this IEndpointRouteBuilder routes)
    {
        ArgumentNullException.ThrowIfNull(routes);
        MapReading(routes.MapGroup("/api").WithTags("Asking"));
        var articles = routes.MapGroup("/api/articles").WithTags("Articles").Requires(Roles.Editor);
        MapArticles(articles);
        MapMarks(articles);
        routes.MapGet("/api/evidence/{id}", (HttpContext context, BotEngine engine, string id) =>
                engine.Evidence.Find(id) is { } found && context.Caller().MayRead(engine, found.Record)
                    ? Results.Json(found, AnswerJson.Options)
                    : ErrorBody.Of(404, "NotFound", "There is no evidence record of this id."))
            .Requires(Roles.Reader).WithTags("Records").WithName("evidence-record").WithSummary("One answer's record, for auditors and those who may read its sources.")
            .Produces<StoredEvidence>().Produces<ErrorBody>(404);
        MapRecords(routes.MapGroup("/api").WithTags("Records").Requires(Roles.Auditor));
        MapKeys(routes.MapGroup("/api/keys").WithTags("Keys").Requires(Roles.Editor | Roles.Auditor));
    }

    private static void MapReading(RouteGroupBuilder group)
    {
        group.MapGet("/search", SearchAsync).RequireRateLimiting(RateLimits.Search).WithName("search")
            .WithSummary("Finds the paragraphs nearest to a question, best first.")
            .Produces<IReadOnlyList<FoundParagraph>>().Produces<ErrorBody>(400).Produces<ErrorBody>(429);
        group.MapGet("/paragraphs/{id}", Show).RequireRateLimiting(RateLimits.Ask).WithName("show")
            .WithSummary("One paragraph by the paragraphId of a citation, in whatever version it was cited.")
            .Produces<FoundParagraph>().Produces<ErrorBody>(404);
    }

    private static void MapArticles(RouteGroupBuilder group)
    {
        group.MapGet("", List).WithName("articles").WithSummary("The articles that the caller may read, a hundred a page.").Produces<IReadOnlyList<ListedArticle>>();
        group.MapGet("/{id}", State).WithName("article").WithSummary("How an article stands, with the revision that a change has to name.").Produces<EditedArticle>().Produces<ErrorBody>(404);
        group.MapPost("/preview", PreviewAsync).DisableAntiforgery().WithName("preview")
            .WithSummary("Reads a file (multipart, 'file'), or what is at an address ('address'), and publishes nothing: its paragraphs, and a draft to publish.")
            .Accepts<IFormFile>("multipart/form-data").Produces<IReadOnlyList<Draft>>().Produces<ErrorBody>(400).Produces<ErrorBody>(413);
        group.MapPost("/publish", Publish).WithName("publish").WithSummary("Publishes a draft, as a new article or in the place of the revision named.")
            .Produces<EditedArticle>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/{id}/withdraw", (HttpContext context, BotEngine engine, string id, [FromBody] ChangeRequest change) =>
            Changed(engine, id, context, edit => engine.Editor.Withdraw(id, edit), change)).WithName("withdraw")
            .WithSummary("Takes an article out of all answers; old citations still open it.").Produces<EditedArticle>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/{id}/restore", (HttpContext context, BotEngine engine, string id, [FromBody] ChangeRequest change) =>
            Changed(engine, id, context, edit => engine.Editor.Restore(id, edit), change)).WithName("restore")
            .WithSummary("Takes a withdrawal back.").Produces<EditedArticle>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/{id}/groups", (HttpContext context, BotEngine engine, string id, [FromBody] GroupsRequest change) =>
            Changed(engine, id, context, edit => engine.Editor.SetGroups(id, GroupSet.Of(change.Groups ?? throw new InvalidDataException("Give groups, a list of names; an empty one means everyone.")), edit), new ChangeRequest(change.Revision, change.Why))).WithName("groups")
            .WithSummary("Says who may read an article; an empty list = everyone.").Produces<EditedArticle>().Produces<ErrorBody>(400).Produces<ErrorBody>(404).Produces<ErrorBody>(409);
    }

    private static void MapMarks(RouteGroupBuilder group)
    {
        group.MapGet("/{id}/paragraphs", (HttpContext context, BotEngine engine, ConsoleFigures figures, string id) =>
            context.ReadableView(engine).Articles is var articles && articles.Find(id) is { } stored
                ? Results.Json(MarkableParagraph.Of(stored.Article, articles.Marks(id), figures.CitedParagraphs), AnswerJson.Options)
                : NoArticle(id)).WithName("paragraphs")
            .WithSummary("The paragraphs of an article's current version: how often each was cited, and whether it may be.").Produces<IReadOnlyList<MarkableParagraph>>().Produces<ErrorBody>(404);
        group.MapPost("/{id}/marks", (HttpContext context, BotEngine engine, string id, [FromBody] MarkRequest change) =>
            Changed(engine, id, context, edit => engine.Editor.Mark(id, change.Paragraph, change.Mark, edit), new ChangeRequest(change.Revision, change.Why))).WithName("mark")
            .WithSummary("Says of a paragraph, by its number in the revision named: evidence, notEvidence (found, never cited) or off (not searched).")
            .Produces<EditedArticle>().Produces<ErrorBody>(404).Produces<ErrorBody>(409);
    }

    private static void MapRecords(RouteGroupBuilder group)
    {
        group.MapGet("/evidence", (BotEngine engine, int page = 1) => Results.Json(engine.Evidence.Latest(PageSize, Offset(page)), AnswerJson.Options))
            .WithName("evidence").WithSummary("Answers given, newest first, a hundred a page.").Produces<IReadOnlyList<StoredEvidence>>();
        group.MapGet("/changes", Changes).WithName("changes")
            .WithSummary("Changes that people made, newest first, a hundred a page; by subject, person (who), action (what), words (q) and days (from, to).")
            .Produces<IReadOnlyList<StoredChange>>().Produces<ErrorBody>(400);
        group.MapGet("/figures", (ConsoleFigures figures) => Results.Json(figures.Periods, AnswerJson.Options))
            .WithName("figures")
            .WithSummary("What was asked, answered and disliked in the last 7 and 30 days, and how long answers took; each also day by day.")
            .Produces<IReadOnlyList<PeriodFigures>>();
        group.MapGet("/gaps", (BotEngine engine) =>
        {
            using var gaps = new Gaps(engine.Evidence);
            return Results.Json(gaps.Find(), AnswerJson.Options);
        }).WithName("gaps").WithSummary("What was asked and not answered, questions about one thing together.").Produces<GapReport>();
        group.MapPost("/gaps/{key}", (HttpContext context, BotEngine engine, string key, [FromBody] GapRequest asked) =>
            new GapEditor(engine.Evidence).Decide(key, new GapDecision(asked.State, asked.Assignee), new Edit(context.Caller().Name, asked.Why, SeenRevision.Of(asked.Revision))) switch
            {
                EditResult.NotFound => ErrorBody.Of(404, "NotFound", "There are no such unanswered questions."),
                EditResult.Conflict => ErrorBody.Of(409, "Conflict", "Somebody else decided of these questions meanwhile: read them again."),
                _ => Results.NoContent(),
            }).Requires(Roles.Editor | Roles.Auditor).WithName("decide-gap").WithSummary("Says of unanswered questions: open, outOfScope or done, and who looks after them.")
            .Produces(204).Produces<ErrorBody>(404).Produces<ErrorBody>(409);
        group.MapPost("/audit/verify", VerifyAsync).RequireRateLimiting(RateLimits.Ask).WithName("verify")
            .WithSummary("Checks every record of the evidence log, and that every article is as it was stored.").Produces<AuditReport>().Produces<ErrorBody>(409);
        group.MapPost("/evidence/{id}/replay", ReplayAsync).RequireRateLimiting(RateLimits.Ask).WithName("replay")
            .WithSummary("Answers again from a record, and says what comes out otherwise.").Produces<ReplayedAnswer>().Produces<ErrorBody>(404);
        group.MapGet("/feedback", (BotEngine engine, int page = 1) => Results.Json(engine.Feedback.Latest(PageSize, Offset(page)), AnswerJson.Options))
            .WithName("feedback").WithSummary("What people said of answers, newest first, a hundred a page.").Produces<IReadOnlyList<Feedback>>();
    }

    private static void MapKeys(RouteGroupBuilder group)
    {
        group.MapGet("", (ApiKeys keys) => Results.Json(keys.List(), AnswerJson.Options)).WithName("keys").WithSummary("Every key, without its secret.").Produces<IReadOnlyList<ApiKey>>();
        group.MapPost("", MakeKey).WithName("make-key").WithSummary("Makes a key; its secret is shown only this once.").Produces<MadeKey>().Produces<ErrorBody>(400);
        group.MapPost("/{id}/rotate", RotateKey).WithName("rotate-key").WithSummary("Makes a key in the place of another, which goes on for a day or for the hours given; the secret is shown only this once.")
            .Produces<MadeKey>().Produces<ErrorBody>(400).Produces<ErrorBody>(404);
        group.MapDelete("/{id}", RevokeKey).WithName("revoke-key").WithSummary("Revokes a key at once.").Produces(204).Produces<ErrorBody>(404);
    }

    private static async Task<IResult> SearchAsync(HttpContext context, BotEngine engine, string? q, int top = 10, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrWhiteSpace(q) || q.Length > LongestSearch)
        {
            return ErrorBody.Of(400, "BadArgument", $"Give q, what to look for, in at most {LongestSearch} characters.");
        }

        var found = await context.ReadableView(engine).Retriever.RetrieveAsync(new Question(q) { IsSearch = true }, Math.Clamp(top, 1, FoundParagraph.Most), cancellationToken);
        return Results.Json(found.Paragraphs.Select(hit => FoundParagraph.Of(hit.Paragraph)), AnswerJson.Options);
    }

    private static IResult Show(HttpContext context, BotEngine engine, string id) =>
        ParagraphId.TryParse(Uri.UnescapeDataString(id), out var paragraph) && context.ReadableView(engine).Articles.Find(paragraph) is { } found
            ? Results.Json(FoundParagraph.Of(found), AnswerJson.Options)
            : ErrorBody.Of(404, "NotFound", "There is no such paragraph: give the paragraphId of a citation or a search result.");

    private static IResult List(HttpContext context, BotEngine engine, string? title = null, int page = 1) => Results.Json(
        context.ReadableView(engine).Articles.List(Offset(page), PageSize, title).Select(article => new ListedArticle(
            article.Id, article.Title, article.Publisher, article.Published, article.Version, article.Paragraphs)),
        AnswerJson.Options);

    private static IResult State(HttpContext context, BotEngine engine, string id) =>
        context.ReadableView(engine).Articles.StateOf(id) is { } state ? Json(id, state) : NoArticle(id);

    private static async Task<IResult> PreviewAsync(HttpContext context, BotEngine engine, Drafts drafts)
    {
        var (sent, problem) = await Upload.ReadAsync(context, engine.Settings.Ingest);
        if (problem is not null)
        {
            return problem;
        }

        var read = await drafts.ReadAsync(sent!, context.Caller(), context.RequestAborted);
        return read.Problem is { } unread ? ErrorBody.Of(400, "Unreadable", $"{sent!.Name}: {unread}") : Results.Json(read.Drafts, AnswerJson.Options);
    }

    private static IResult Publish(HttpContext context, BotEngine engine, Drafts drafts, [FromBody] PublishRequest asked)
    {
        if (drafts.Find(asked.Draft, context.Caller()) is not { } draft)
        {
            return ErrorBody.Of(404, "NotFound", "There is no such draft any more: send the file or the address again.");
        }

        return Changed(
            engine, draft.Article.Id, context, edit => engine.Editor.Publish(draft.With(asked), edit), new ChangeRequest(asked.Revision, asked.Why));
    }

    private static IResult Changed(BotEngine engine, string id, HttpContext context, Func<Edit, EditOutcome> change, ChangeRequest asked)
    {
        try
        {
            var outcome = ArticleChanges.Make(engine, context.Caller(), id, asked.Why, asked.Revision, change);
            return outcome.Result switch
            {
                EditResult.NotFound => NoArticle(id),
                EditResult.Conflict => ErrorBody.Of(409, "Conflict",
                    outcome.State is null ? "There is no article of this id to put another in the place of." : $"The article was changed meanwhile, or is there already: its revision is {outcome.State.Revision}."),
                _ => Json(id, outcome.State!),
            };
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "BadArgument", error.Message);
        }
    }

    private static IResult Changes(BotEngine engine, [AsParameters] ChangeQuery asked, int page = 1)
    {
        try
        {
            return Results.Json(engine.Evidence.Changes(asked.Filter()).Skip(Offset(page)).Take(PageSize).ToList(), AnswerJson.Options);
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "BadArgument", error.Message);
        }
    }

    private static IResult MakeKey(HttpContext context, KeyEditor keys, [FromBody] KeyRequest asked)
    {
        try
        {
            var wanted = new NewApiKey(asked.Name ?? "", asked.May ?? [ApiScope.Ask], GroupSet.Of(asked.Groups ?? [], GroupSet.MostOfPerson))
            {
                Lasts = asked.Days is { } days ? TimeSpan.FromDays(Math.Clamp(days, 1, 3_650)) : null,
            };
            var made = keys.Add(wanted, new Edit(context.Caller().Name, asked.Why, null));
            return Results.Json(new MadeKey(made.Key.Id, made.Secret), AnswerJson.Options);
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "BadArgument", error.Message);
        }
    }

    private static IResult RotateKey(HttpContext context, KeyEditor keys, string id, [FromBody] RotateRequest asked)
    {
        try
        {
            var grace = TimeSpan.FromHours(Math.Clamp(asked.GraceHours ?? KeyRotation.Hours, 0, KeyRotation.MostHours));
            if (keys.Rotate(id, grace, new Edit(context.Caller().Name, asked.Why, null)) is not { } made)
            {
                return ErrorBody.Of(404, "NotFound", "There is no key of this id in force, or it was replaced before.");
            }

            return Results.Json(new MadeKey(made.Key.Id, made.Secret), AnswerJson.Options);
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(400, "BadArgument", error.Message);
        }
    }

    private static async Task<IResult> VerifyAsync(AuditChecks checks, CancellationToken cancellationToken)
    {
        try
        {
            return Results.Json(await checks.VerifyAsync(cancellationToken), AnswerJson.Options);
        }
        catch (InvalidDataException error)
        {
            return ErrorBody.Of(409, "NotChecked", error.Message);
        }
    }

    private static async Task<IResult> ReplayAsync(BotEngine engine, AuditChecks checks, string id, CancellationToken cancellationToken)
    {
        if (engine.Evidence.Find(id) is not { } evidence)
        {
            return ErrorBody.Of(404, "NotFound", "There is no evidence record of this id.");
        }

        var report = await checks.ReplayAsync(evidence, cancellationToken);
        return Results.Json(
            new ReplayedAnswer(report.Same, report.NotReplayable, report.Notes, report.Differences, report.Replayed is { } answer ? AnswerMarkdown.Of(answer) : null), AnswerJson.Options);
    }

    private static IResult RevokeKey(HttpContext context, KeyEditor keys, string id, string? why = null)
    {
        return keys.Revoke(id, new Edit(context.Caller().Name, why, null)) ? Results.NoContent() : ErrorBody.Of(404, "NotFound", "There is no key of this id in force.");
    }

    private static int Offset(int page) => (Math.Clamp(page, 1, int.MaxValue / PageSize) - 1) * PageSize;

    private static IResult Json(string id, ArticleState state) =>
        Results.Json(new EditedArticle(id, state.Revision, state.Title, state.Version, state.Withdrawn, state.Groups.Names), AnswerJson.Options);

    private static IResult NoArticle(string id) => ErrorBody.Of(404, "NotFound", $"There is no article '{(id.Length > 100 ? id[..100] : id)}'.");
}

/// <param name="Revision">The revision that was seen; a change of another is refused.</param>
/// <param name="Why">Kept in the record of the change.</param>
public sealed record ChangeRequest(string? Revision, string? Why);

/// <param name="Why">Kept in the record of what is done.</param>
public sealed record ReasonRequest(string? Why);

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Groups">Empty = everyone.</param>
public sealed record GroupsRequest(string? Revision, IReadOnlyList<string?>? Groups, string? Why);

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Paragraph">Its number in the revision named.</param>
public sealed record MarkRequest(string? Revision, int Paragraph, ParagraphMark Mark, string? Why);

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Draft">As the preview named it.</param>
/// <param name="Title">Null = as the preview says; so for the rest.</param>
public sealed record PublishRequest(
    string Draft, string? Revision, string? Why, string? Title = null, string? Publisher = null, DateOnly? Published = null, string? Url = null, IReadOnlyList<string?>? Groups = null);

/// <param name="May">Null = to ask.</param>
/// <param name="Days">Null = until it is revoked.</param>
public sealed record KeyRequest(string? Name, IReadOnlyList<string?>? Groups, IReadOnlyList<ApiScope>? May, int? Days, string? Why = null);

/// <inheritdoc cref="ChangeRequest"/>
/// <param name="Revision">The group's; 0 where nothing was decided yet.</param>
/// <param name="Assignee">Null = nobody.</param>
public sealed record GapRequest(string? Revision, GapState State, string? Assignee, string? Why);

/// <param name="GraceHours">How long the old key goes on; 0 = it ends at once, null = a day.</param>
public sealed record RotateRequest(int? GraceHours, string? Why = null);

/// <param name="NotReplayable">Why it could not be answered again; null when it was.</param>
/// <param name="Text">The answer now, as Markdown.</param>
public sealed record ReplayedAnswer(bool Same, string? NotReplayable, IReadOnlyList<string> Notes, IReadOnlyList<string> Differences, string? Text);

/// <param name="Secret">What the program sends; it is told this once.</param>
public sealed record MadeKey(string Id, string Secret);

public sealed record ListedArticle(string Id, string Title, string? Publisher, DateOnly? Published, string Version, int Paragraphs);

public sealed record EditedArticle(string Id, string Revision, string Title, string Version, bool Withdrawn, IReadOnlyList<string> Groups);

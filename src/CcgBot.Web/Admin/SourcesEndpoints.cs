using CcgBot.Answering;
using CcgBot.Articles.Sources;
using CcgBot.Bot;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Hosting;
using CcgBot.Web.Endpoints;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CcgBot.Web.Admin;

/// <summary>
/// <c>/admin/sources</c> and <c>/api/sources</c>: what each source's last sync did, and a sync now. A sync's problems name documents whoever may read them:
/// they are for editors who may read everything.
/// </summary>
internal static class SourcesEndpoints
{
    public static void MapSources(this IEndpointRouteBuilder routes)
    {
        var pages = routes.MapGroup("/admin/sources").Requires(Roles.Editor | Roles.Auditor);
        pages.MapGet("", (HttpContext context, BotEngine engine, SourceTurns turns) => Sources(context, engine, turns));
        pages.MapPost("/sync", SyncAsync).DisableAntiforgery();
        var api = routes.MapGroup("/api/sources").WithTags("Sources").Requires(Roles.Editor | Roles.Auditor);
        api.MapGet("", (BotEngine engine, SourceTurns turns) => Results.Json(Of(engine, turns), AnswerJson.Options))
            .WithName("sources").WithSummary("The sources of the settings, each with its last sync.").Produces<IReadOnlyList<SourceState>>();
        api.MapPost("/{name}/sync", (HttpContext context, BotEngine engine, SourceTurns turns, string name, [FromBody] SyncRequest asked) =>
            Asked(context, engine, turns, name, asked.Why) ? Results.Accepted() : ErrorBody.Of(404, "NotFound", "There is no such source in the settings."))
            .WithName("sync").WithSummary("Asks for a sync now; it begins within a second where none is under way.").Produces(202).Produces<ErrorBody>(404);
    }

    private static RazorComponentResult<SourcesPage> Sources(HttpContext context, BotEngine engine, SourceTurns turns) =>
        new(new { Caller = context.Caller(), Sources = Of(engine, turns) });

    private static IReadOnlyList<SourceState> Of(BotEngine engine, SourceTurns turns)
    {
        var store = new SourceStore(engine.Database);
        return [.. engine.Settings.Sources.OrderBy(source => source.Key, StringComparer.OrdinalIgnoreCase).Select(source => new SourceState(
            source.Key,
            source.Value.Folder ?? (source.Value.Library is null ? string.Join(", ", source.Value.Addresses) : "a document library"),
            source.Value.Groups,
            turns.IsAsked(source.Key),
            string.Equals(turns.UnderWay, source.Key, StringComparison.OrdinalIgnoreCase),
            store.Syncs(source.Key, 1).FirstOrDefault()))];
    }

    private static async Task<IResult> SyncAsync(HttpContext context, BotEngine engine, SourceTurns turns)
    {
        if (await ConsoleForms.ReadAsync(context) is not { } form)
        {
            return ConsoleForms.Elsewhere;
        }

        return Asked(context, engine, turns, form["name"].ToString(), form.Given("why"))
            ? Results.LocalRedirect("/admin/sources")
            : Page.Problem(404, "Not synced", "There is no such source in the settings.", Html.Of($"<p><a href=\"/admin/sources\">Sources</a></p>"));
    }

    private static bool Asked(HttpContext context, BotEngine engine, SourceTurns turns, string name, string? why)
    {
        if (engine.Settings.Sources.Keys.FirstOrDefault(key => key.Equals(name, StringComparison.OrdinalIgnoreCase)) is not { } known)
        {
            return false;
        }

        if (turns.Ask(known))
        {
            engine.Evidence.Record(new ChangeRecord(context.Caller().Name, "source.sync", known, new Edit(context.Caller().Name, why, null).Reason));
        }

        return true;
    }
}

/// <param name="Place">Its folder or addresses.</param>
/// <param name="IsAsked">Somebody asked for a sync that hasn't begun.</param>
/// <param name="Last">Null = not synced yet.</param>
public sealed record SourceState(string Name, string Place, IReadOnlyList<string> Groups, bool IsAsked, bool IsUnderWay, SyncRecord? Last);

/// <param name="Why">Kept in the record of the change.</param>
public sealed record SyncRequest(string? Why);

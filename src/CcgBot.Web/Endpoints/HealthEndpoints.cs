using CcgBot.Bot;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/healthz</c>: the process runs. <c>/readyz</c>: it serves, and its index has all that the store has.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        routes.MapGet("/readyz", Ready);
    }

    /// <summary>
    /// Of what everyone may read alone: whoever asks this is nobody in particular. Without any such article it is ready as well: somebody has to reach the
    /// console to add the first, and a refusal that restricted articles end would tell that there are some.
    /// </summary>
    private static IResult Ready(BotEngine engine) => engine.Index.LastChange == engine.Public.Articles.LastChange()
        ? Results.Json(new { status = "ready", articles = engine.Public.Articles.CountArticles() })
        : ErrorBody.Of(503, "Indexing", "The index is behind the store and is being brought up to date.");
}

using CcgBot.Bot;
using CcgBot.Hosting;
using CcgBot.Web.Hosting;

namespace CcgBot.Web.Endpoints;

/// <summary><c>/healthz</c>: the process runs. <c>/readyz</c>: it can answer from its articles.</summary>
public static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/healthz", () => Results.Json(new { status = "ok" }));
        routes.MapGet("/readyz", Ready);
    }

    private static IResult Ready(BotEngine engine)
    {
        // Of what everyone may read: whoever asks this is nobody in particular.
        var articles = engine.Public.Articles.CountArticles();
        if (articles == 0 && engine.Articles.CountArticles() == 0)
        {
            return ErrorBody.Of(503, "NoArticles", "There are no articles: run 'ccgbot ingest PATH'.");
        }

        return engine.Index.LastChange == engine.Public.Articles.LastChange()
            ? Results.Json(new { status = "ready", articles })
            : ErrorBody.Of(503, "Indexing", "The index is behind the store and is being brought up to date.");
    }
}

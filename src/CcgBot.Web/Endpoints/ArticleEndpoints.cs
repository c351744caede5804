using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Retrieval;
using CcgBot.Web.Hosting;
using CcgBot.Web.Pages;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Endpoints;

/// <summary>The source viewer, <c>/articles/{id}#p14</c>, and the list and search of articles.</summary>
public static class ArticleEndpoints
{
    private const int PageSize = 50;
    private const int LongestSearch = 500;

    // Questions and the paragraphs that answer them without a common word lie at .4 to .7, anything and anything else below .3.
    private const double ClearlyAlike = 0.5;

    public static void MapArticles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/articles", ListAsync);
        routes.MapGet("/articles/{id}", Show);
    }

    private static async Task<IResult> ListAsync(BotEngine engine, string? q, int page = 1, CancellationToken cancellationToken = default)
    {
        var search = q?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestSearch)] : null;
        page = Math.Clamp(page, 1, int.MaxValue / PageSize);
        // One more than shown tells whether there is a next page.
        var articles = engine.Articles.List((page - 1) * PageSize, PageSize + 1, search);
        var paragraphs = search is null || page > 1
            ? []
            : (await engine.Retriever.RetrieveAsync(new Question(search), top: 20, cancellationToken)).Paragraphs.Where(IsFound).ToList();
        return ArticleListPage.Of(new ArticleList(search, page, [.. articles.Take(PageSize)], articles.Count > PageSize, engine.Articles.CountArticles(), paragraphs));
    }

    /// <summary>A ranking has no end: whoever searches wants what has a word of the search, or is clearly about the same.</summary>
    private static bool IsFound(ScoredParagraph hit) => hit.Lexical > 0 || hit.Cosine >= ClearlyAlike;

    /// <param name="v">The version cited; the current one when missing.</param>
    /// <param name="p">The paragraph cited.</param>
    /// <param name="q">Where its quoted words are: <c>start-end</c>, UTF-16.</param>
    private static IResult Show(HttpContext context, BotEngine engine, IOptions<WebOptions> options, string? v = null, string? p = null, string? q = null)
    {
        var id = IdOf(context);
        // Opened inside the chat, which itself may stand on another site.
        context.AllowFraming(options.Value.AllowedOrigins);
        if (engine.Articles.Find(id, v) is not { } stored)
        {
            return v is not null && engine.Articles.Find(id) is not null
                ? Page.Problem(404, "No such version", "This article never had the version asked for.", Html.Of($"<p><a href=\"{ArticlePage.Address(id)}\">Read the article as it is now</a></p>"))
                : Page.Problem(404, "No such article", $"There is no article \u201c{Shorten(id)}\u201d here.", Html.Of($"<p><a href=\"/articles\">All articles</a></p>"));
        }

        var current = stored.Current ? stored : engine.Articles.Find(id)!;
        return ArticlePage.Of(stored, current, Cited(p, q));
    }

    private static CitedWords? Cited(string? p, string? q)
    {
        if (!int.TryParse(p, NumberStyles.None, CultureInfo.InvariantCulture, out var ordinal))
        {
            return null;
        }

        var ends = q?.Split('-') ?? [];
        return ends.Length == 2
            && int.TryParse(ends[0], NumberStyles.None, CultureInfo.InvariantCulture, out var start)
            && int.TryParse(ends[1], NumberStyles.None, CultureInfo.InvariantCulture, out var end)
                ? new CitedWords(ordinal, start, end)
                : new CitedWords(ordinal, 0, 0);
    }

    /// <summary>From the address as it was sent: routing leaves an encoded slash encoded, and ids may have any character.</summary>
    private static string IdOf(HttpContext context)
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', '#')[0];
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static string Shorten(string id) => id.Length > 100 ? id[..100] + "…" : id;
}

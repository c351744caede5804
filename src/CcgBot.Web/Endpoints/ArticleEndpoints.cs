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
    private const int MostHits = 20;
    private const int MostPublishers = 200;

    public static void MapArticles(this IEndpointRouteBuilder routes)
    {
        routes.MapGet("/articles", ListAsync).RequireRateLimiting(RateLimits.Search);
        routes.MapGet("/articles/{id}", Show);
        routes.MapGet("/articles/{id}/original", Original);
    }

    /// <param name="publisher">Only articles of this publisher.</param>
    /// <param name="from">Only articles published on this day (yyyy-MM-dd) or later; <paramref name="to"/>: or earlier. What is no day is not heeded.</param>
    private static async Task<IResult> ListAsync(
        HttpContext context, BotEngine engine, string? q, string? publisher, string? from, string? to, int page = 1, CancellationToken cancellationToken = default)
    {
        var filter = new ArticleFilter(string.IsNullOrWhiteSpace(publisher) ? null : publisher, Day(from), Day(to));
        var search = q?.Trim() is { Length: > 0 } text ? text[..Math.Min(text.Length, LongestSearch)] : null;
        page = Math.Clamp(page, 1, int.MaxValue / PageSize);
        var view = context.ReadableView(engine);
        var found = search is null ? null
            : await view.Retriever.RetrieveAsync(new Question(search) { IsSearch = true }, top: filter.IsEmpty ? MostHits : 5 * MostHits, cancellationToken);
        var repairs = SpellingRepair.Of(found?.Terms ?? []);
        var searched = search is null ? null : SpellingRepair.Apply(search, repairs);
        // One more than shown tells whether there is a next page.
        var articles = view.Articles.List((page - 1) * PageSize, PageSize + 1, searched, filter);
        var paragraphs = found is null || page > 1 ? [] : SearchHits.Of(found, filter).Take(MostHits).ToList();
        return ArticleListPage.Of(new ArticleList(search, page, [.. articles.Take(PageSize)], articles.Count > PageSize, view.Articles.CountArticles(), paragraphs)
        {
            Filter = filter,
            Publishers = view.Articles.Publishers(MostPublishers),
            Searched = searched,
            Repairs = repairs,
        });
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <param name="v">The version cited; the current one when missing.</param>
    /// <param name="p">The paragraph cited.</param>
    /// <param name="q">Where its quoted words are: <c>start-end</c>, UTF-16.</param>
    private static IResult Show(HttpContext context, BotEngine engine, IOptions<WebOptions> options, string? v = null, string? p = null, string? q = null)
    {
        var id = IdOf(context);
        // Opened inside the chat, which itself may stand on another site.
        context.AllowFraming(options.Value.AllowedOrigins);
        var articles = context.ReadableView(engine).Articles;
        if (articles.Find(id, v) is not { } stored)
        {
            return v is not null && articles.Find(id) is not null
                ? Page.Problem(404, "No such version", "This article never had the version asked for.", Html.Of($"<p><a href=\"{ArticlePage.Address(id)}\">Read the article as it is now</a></p>"))
                : Page.Problem(404, "No such article", $"There is no article \u201c{Shorten(id)}\u201d here.", Html.Of($"<p><a href=\"/articles\">All articles</a></p>"));
        }

        var current = stored.Current ? stored : articles.Find(id)!;
        var cited = Cited(p, q);
        var pages = new PageStore(engine.Database);
        return ArticlePage.Of(stored, current, cited, pages.OriginalOf(id, stored.Article.Version) is null ? null
            : new ArticleSheets(ArticlePage.Address(id) + $"/original?v={Uri.EscapeDataString(stored.Article.Version)}", cited is null ? [] : pages.PlacesOf(id, stored.Article.Version, cited.Ordinal)));
    }

    /// <summary>The file that a version was read from, for the viewer to show its pages.</summary>
    private static IResult Original(HttpContext context, BotEngine engine, string? v = null)
    {
        var id = IdOf(context, "/original");
        return context.ReadableView(engine).Articles.Find(id, v) is { } stored && new PageStore(engine.Database).OriginalOf(id, stored.Article.Version) is { } path
            ? Results.File(path, "application/pdf", enableRangeProcessing: true)
            : Page.Problem(404, "No such file", "The file of this article is not kept here.");
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
    /// <param name="below">What follows the id.</param>
    private static string IdOf(HttpContext context, string below = "")
    {
        var target = context.Features.GetRequiredFeature<IHttpRequestFeature>().RawTarget;
        var path = target.Split('?', '#')[0];
        path = below.Length > 0 && path.EndsWith(below, StringComparison.Ordinal) ? path[..^below.Length] : path;
        return Uri.UnescapeDataString(path[(path.LastIndexOf('/') + 1)..]);
    }

    private static string Shorten(string id) => id.Length > 100 ? id[..100] + "…" : id;
}

using System.Globalization;
using CcgBot.Articles;
using CcgBot.Retrieval;

namespace CcgBot.Web.Pages;

/// <summary>What <c>/articles</c> shows: one page of the list, and the paragraphs found when something is searched for.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Total">Articles that stand, whether listed or not.</param>
internal sealed record ArticleList(
    string? Search, int Page, IReadOnlyList<ArticleSummary> Articles, bool More, long Total, IReadOnlyList<ScoredParagraph> Paragraphs)
{
    public ArticleFilter Filter { get; init; } = new();

    /// <summary>To choose among; empty where no article names one.</summary>
    public IReadOnlyList<string> Publishers { get; init; } = [];

    /// <summary>The search with its misspelt words as they were searched for.</summary>
    public string? Searched { get; init; }

    public IReadOnlyList<SpellingRepair> Repairs { get; init; } = [];
}

internal static class ArticleListPage
{
    public static Page Of(ArticleList list) => new(list.Search is null ? "Articles" : $"Search: {list.Search}", Html.Of($"""
        <main id="content" class="text">
        <h1>Articles</h1>
        <form class="search" action="/articles" role="search">
        <label for="q">Search titles and paragraphs</label>
        <span class="row"><input id="q" name="q" type="search" value="{list.Search}" maxlength="500"><button>Search</button></span>
        {Filters(list)}
        </form>
        {(list.Search is null ? All(list) : Found(list, list.Search, list.Searched ?? list.Search))}
        {Pages(list)}
        </main>
        """))
    {
        Section = "/articles",
    };

    private static Html Filters(ArticleList list) => Html.Of($"""
        <div class="filters">
        <label>Published from <input type="date" name="from" value="{Day(list.Filter.From)}"></label>
        <label>to <input type="date" name="to" value="{Day(list.Filter.To)}"></label>
        {(list.Publishers.Count == 0 ? Html.Empty : Html.Of($"""
            <label>by <select name="publisher"><option value="">every publisher</option>{list.Publishers.Select(name => Html.Of($"<option{(name == list.Filter.Publisher ? " selected" : "")}>{name}</option>"))}</select></label>
            """))}
        </div>
        """);

    private static Html All(ArticleList list) => list.Articles.Count == 0 && !list.Filter.IsEmpty
        ? Html.Of($"<p class=\"empty\">No article matches these filters. See <a href=\"/articles\">all {Counted.Of(list.Total, "article")}</a>.</p>")
        : list.Articles.Count == 0
        ? Html.Of($"<p class=\"empty\">There are no articles yet. An operator adds them with <code>ccgbot ingest PATH</code>.</p>")
        : Html.Of($"<p class=\"source\">{Counted.Of(list.Total, "article")}. Answers come from these and from nothing else.</p>{Articles(list)}");

    private static Html Found(ArticleList list, string search, string searched)
    {
        if (list.Articles.Count == 0 && list.Paragraphs.Count == 0)
        {
            return Html.Of($"<p class=\"empty\"><strong>No match.</strong> Nothing was found for “{search}”. Try other words{(list.Filter.IsEmpty ? "" : " or other filters")}, or see <a href=\"/articles\">all {Counted.Of(list.Total, "article")}</a>.</p>");
        }

        var titles = list.Articles.Count == 0 ? Html.Empty : Html.Of($"<h2>Titles</h2>{Articles(list)}");
        var paragraphs = list.Paragraphs.Count == 0 ? Html.Empty : Html.Of($"<h2>Paragraphs</h2>{list.Paragraphs.GroupBy(hit => hit.Paragraph.Id.ArticleId).Select(hits => Paragraphs([.. hits], searched))}");
        var repaired = list.Repairs.Count == 0 ? Html.Empty
            : Html.Of($"<p class=\"source\">Searched for {string.Join(" and ", list.Repairs.Select(repair => $"\u201c{repair.Searched}\u201d instead of \u201c{repair.Typed}\u201d"))}.</p>");
        return Html.Of($"{repaired}{titles}{paragraphs}<p class=\"version\"><a href=\"/articles\">All {Counted.Of(list.Total, "article")}</a></p>");
    }

    private static Html Articles(ArticleList list) => Html.Of($"<ul class=\"articles\">{list.Articles.Select(article => Html.Of($"""
        <li><a href="{ArticlePage.Address(article.Id)}" dir="auto">{(list.Search is null ? Html.Of($"{article.Title}") : Snippet.Of(article.Title, list.Searched ?? list.Search))}</a>
        <span class="source">{Place(article.Publisher, article.Published)} · {Counted.Of(article.Paragraphs, "paragraph")}</span></li>
        """))}</ul>");

    /// <summary>The hits in one article under its title, each named by its section where it has one.</summary>
    private static Html Paragraphs(IReadOnlyList<ScoredParagraph> found, string search) => Html.Of($"""
        <section class="hits"><h3 dir="auto">{Snippet.Of(found[0].Paragraph.Title, search)}</h3><span class="source">{Place(found[0].Paragraph.Publisher, found[0].Paragraph.Published)}</span>
        <ol class="found">{found.Select(hit => Html.Of($"""
        <li><a href="{ArticlePage.Address(hit.Paragraph.Id.ArticleId)}?p={hit.Paragraph.Id.Ordinal}#p{hit.Paragraph.Id.Ordinal}" dir="auto">{(hit.Paragraph.Place is { } place ? place + ", paragraph" : "Paragraph")} {hit.Paragraph.Id.Ordinal}</a>
        <p dir="auto">{Snippet.Of(hit.Paragraph.Text, search)}</p></li>
        """))}</ol></section>
        """);

    private static Html Pages(ArticleList list)
    {
        (string Name, string? Value)[] asked = [("q", list.Search), ("publisher", list.Filter.Publisher), ("from", Day(list.Filter.From)), ("to", Day(list.Filter.To))];
        var query = string.Concat(asked.Where(each => !string.IsNullOrEmpty(each.Value)).Select(each => $"&{each.Name}={Uri.EscapeDataString(each.Value!)}"));
        var earlier = list.Page > 1 ? Html.Of($"<a href=\"/articles?page={list.Page - 1}{query}\" rel=\"prev\">Previous page</a> ") : Html.Empty;
        var later = list.More ? Html.Of($"<a href=\"/articles?page={list.Page + 1}{query}\" rel=\"next\">Next page</a>") : Html.Empty;
        return list.Page > 1 || list.More ? Html.Of($"<nav class=\"pages\" aria-label=\"Pages\">{earlier}{later}</nav>") : Html.Empty;
    }

    private static string? Day(DateOnly? date) => date?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Place(string? publisher, DateOnly? published) =>
        (publisher is null ? "" : publisher + ", ") + (published is { } date ? "published " + Dates.Long(date) : "undated");

}

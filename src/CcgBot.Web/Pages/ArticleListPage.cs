using CcgBot.Articles;
using CcgBot.Retrieval;

namespace CcgBot.Web.Pages;

/// <summary>What <c>/articles</c> shows: one page of the list, and the paragraphs found when something is searched for.</summary>
/// <param name="Page">From 1.</param>
/// <param name="Total">Articles that stand, whether listed or not.</param>
internal sealed record ArticleList(
    string? Search, int Page, IReadOnlyList<ArticleSummary> Articles, bool More, long Total, IReadOnlyList<ScoredParagraph> Paragraphs);

internal static class ArticleListPage
{
    private const int SnippetLength = 280;

    public static Page Of(ArticleList list) => new(list.Search is null ? "Articles" : $"Search: {list.Search}", Html.Of($"""
        <main id="content" class="text">
        <h1>Articles</h1>
        <form class="search" action="/articles" role="search">
        <label for="q">Search titles and paragraphs</label>
        <span class="row"><input id="q" name="q" type="search" value="{list.Search}" maxlength="500"><button>Search</button></span>
        </form>
        {(list.Paragraphs.Count == 0 ? Html.Empty : Paragraphs(list.Paragraphs))}
        <h2>{(list.Search is null ? "All articles" : "Titles")}</h2>
        {Articles(list)}
        {Pages(list)}
        </main>
        """));

    private static Html Articles(ArticleList list)
    {
        if (list.Articles.Count == 0)
        {
            return list.Search is null
                ? Html.Of($"<p>There are no articles yet. An operator adds them with <code>ccgbot ingest PATH</code>.</p>")
                : Html.Of($"<p>No title has these words.</p>");
        }

        return Html.Of($"<ul class=\"articles\">{list.Articles.Select(article => Html.Of($"""
            <li><a href="{ArticlePage.Address(article.Id)}" dir="auto">{article.Title}</a>
            <span class="source">{Publisher(article.Publisher)}{(article.Published is { } date ? "published " + Dates.Long(date) : "undated")} · {article.Paragraphs} {(article.Paragraphs == 1 ? "paragraph" : "paragraphs")}</span></li>
            """))}</ul>");
    }

    private static Html Paragraphs(IReadOnlyList<ScoredParagraph> found) => Html.Of($"<h2>Paragraphs</h2><ol class=\"found\">{found.Select(hit => Html.Of($"""
        <li><a href="{ArticlePage.Address(hit.Paragraph.Id.ArticleId)}?p={hit.Paragraph.Id.Ordinal}#p{hit.Paragraph.Id.Ordinal}" dir="auto">{hit.Paragraph.Title}, paragraph {hit.Paragraph.Id.Ordinal}</a>
        <span class="source">{Publisher(hit.Paragraph.Publisher)}{(hit.Paragraph.Published is { } date ? "published " + Dates.Long(date) : "undated")}</span>
        <p dir="auto">{Snippet(hit.Paragraph.Text)}</p></li>
        """))}</ol>");

    private static Html Pages(ArticleList list)
    {
        var query = list.Search is null ? "" : $"&q={Uri.EscapeDataString(list.Search)}";
        var earlier = list.Page > 1 ? Html.Of($"<a href=\"/articles?page={list.Page - 1}{query}\" rel=\"prev\">Earlier</a> ") : Html.Empty;
        var later = list.More ? Html.Of($"<a href=\"/articles?page={list.Page + 1}{query}\" rel=\"next\">Later</a>") : Html.Empty;
        return list.Page > 1 || list.More ? Html.Of($"<nav class=\"pages\" aria-label=\"Pages\">{earlier}{later}</nav>") : Html.Empty;
    }

    private static string Publisher(string? publisher) => publisher is null ? "" : publisher + ", ";

    private static string Snippet(string text)
    {
        if (text.Length <= SnippetLength)
        {
            return text;
        }

        var space = text.LastIndexOf(' ', SnippetLength);
        var cut = space > SnippetLength / 2 ? space : SnippetLength;
        return text[..(char.IsHighSurrogate(text[cut - 1]) ? cut - 1 : cut)] + "…";
    }
}

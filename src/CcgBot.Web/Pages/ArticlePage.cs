using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Web.Pages;

/// <summary>The paragraph a citation points at and the words it relies on; an empty run marks the paragraph only.</summary>
internal sealed record CitedWords(int Ordinal, int Start, int End);

/// <summary>The pages that an article was read from.</summary>
/// <param name="Address">Of the file (PDF).</param>
/// <param name="Places">Where the words of the cited paragraph stand.</param>
internal sealed record ArticleSheets(string Address, IReadOnlyList<WordPlace> Places);

/// <summary>The source viewer: an article as published, its paragraphs numbered, the cited words marked.</summary>
internal static class ArticlePage
{
    /// <param name="stored">The version to show.</param>
    /// <param name="current">The newest version of the same article: <paramref name="stored"/> itself where that is current.</param>
    /// <param name="sheets">Null = it has no pages to look at.</param>
    public static Page Of(StoredArticle stored, StoredArticle current, CitedWords? cited, ArticleSheets? sheets = null)
    {
        var article = stored.Article;
        return new Page(article.Title, Html.Of($"""
            <main id="content" class="article">
            {Notices(stored, current, cited)}
            <h1 dir="auto">{article.Title}</h1>
            <p class="source">{Source(article)}</p>
            {(sheets is null ? Html.Empty : Sheet(article, cited, sheets))}
            <div class="blocks">
            {ArticleBlocks.Of(article, cited)}
            </div>
            <p class="version">Version <code>{article.Version}</code>, read in on {Dates.Long(DateOnly.FromDateTime(stored.Ingested.UtcDateTime))}. <a href="/articles">All articles</a></p>
            <p id="copied" class="copied" role="status"></p>
            </main>
            """))
        {
            Scripts = sheets is null ? ["/viewer.js"] : ["/sheet.js", "/viewer.js"],
            Section = "/articles",
        };
    }

    public static string Address(string articleId) => "/articles/" + Uri.EscapeDataString(articleId);

    /// <summary>Publisher, date or "undated", and the way to the original.</summary>
    public static Html Source(Article article)
    {
        var published = article.Published is { } date
            ? Html.Of($"published <time datetime=\"{date:yyyy-MM-dd}\">{Dates.Long(date)}</time>")
            : Html.Of($"undated");
        var publisher = article.Publisher is { } name ? Html.Of($"<span dir=\"auto\">{name}</span>, ") : Html.Empty;
        var original = Uri.TryCreate(article.Url, UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
            ? Html.Of($" · <a href=\"{address!.AbsoluteUri}\" rel=\"noopener noreferrer nofollow\" target=\"_blank\">original<span class=\"quiet\"> (opens {address.Host})</span></a>")
            : Html.Empty;
        return Html.Of($"{publisher}{published}{original}");
    }

    private static Html Notices(StoredArticle stored, StoredArticle current, CitedWords? cited)
    {
        var withdrawn = current.Withdrawn
            ? Html.Of($"<p class=\"notice\"><strong>Withdrawn.</strong> This article is no longer used in answers. It stays readable because answers have cited it.</p>")
            : Html.Empty;
        if (stored.Article.Version == current.Article.Version)
        {
            return withdrawn;
        }

        var same = cited is null ? null : Unchanged(stored.Article, current.Article, cited.Ordinal);
        var link = Address(stored.Article.Id) + (same is { } now ? $"#p{now.ToString(CultureInfo.InvariantCulture)}" : "");
        return Html.Of($"""
            {withdrawn}<p class="notice"><strong>This text has changed since.</strong> You are reading the version that was cited{(same is null
                ? "" : "; the cited paragraph itself is unchanged")}. <a href="{link}">Read the article as it is now</a></p>
            """);
    }

    /// <returns>The number that the paragraph has in the newer version; null when its text is not in there.</returns>
    private static int? Unchanged(Article then, Article now, int ordinal)
    {
        var text = then.Paragraphs.FirstOrDefault(block => block.Ordinal == ordinal)?.Text;
        return text is null ? null : now.Paragraphs.FirstOrDefault(block => block.Text == text)?.Ordinal;
    }

    /// <summary>
    /// The page that the cited words stand on, their places marked over it; without script a link to the file. A page is drawn when it is opened, which is at once
    /// where words are cited.
    /// </summary>
    private static Html Sheet(Article article, CitedWords? cited, ArticleSheets sheets)
    {
        var page = article.Paragraphs.FirstOrDefault(block => block.Ordinal == cited?.Ordinal)?.Page ?? article.Blocks.FirstOrDefault(block => block.Page is not null)?.Page ?? 1;
        var marked = cited is null ? [] : sheets.Places.Where(place => cited.End <= cited.Start || place.Start < cited.End && place.End > cited.Start).ToList();
        page = marked.Count > 0 ? marked[0].Page : page;
        var last = article.Blocks.Max(block => block.Page) ?? page;
        var places = string.Join(' ', Lines(marked).Select(place => FormattableString.Invariant($"{place.Page},{place.Left},{place.Top},{place.Right},{place.Bottom}")));
        return Html.Of($"""
            <details class="sheet" data-file="{sheets.Address}" data-page="{page}" data-last="{last}" data-places="{places}"{(cited is null ? Html.Empty : Html.Of($" data-open"))}>
            <summary>Page {page} of the document</summary>
            <p class="sheet-bar"><a href="{sheets.Address}#page={page}" target="_blank" rel="noopener">Open the document (PDF)</a></p>
            </details>
            """);
    }

    /// <summary>Words side by side on one line are marked as one.</summary>
    private static List<WordPlace> Lines(IReadOnlyList<WordPlace> words)
    {
        var lines = new List<WordPlace>();
        foreach (var word in words)
        {
            if (lines.Count > 0 && lines[^1] is var before && before.Page == word.Page && before.Top == word.Top && before.Bottom == word.Bottom && word.Left >= before.Left
                && word.Left - before.Right < WordPlaces.PageUnits / 40)
            {
                lines[^1] = before with { Right = Math.Max(before.Right, word.Right), Length = word.End - before.Start };
            }
            else
            {
                lines.Add(word);
            }
        }

        return lines;
    }
}

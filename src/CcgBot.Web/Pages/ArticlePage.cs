using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Web.Pages;

/// <summary>The paragraph a citation points at and the words it relies on; an empty run marks the paragraph only.</summary>
internal sealed record CitedWords(int Ordinal, int Start, int End);

/// <summary>The source viewer: an article as published, its paragraphs numbered, the cited words marked.</summary>
internal static class ArticlePage
{
    /// <param name="stored">The version to show.</param>
    /// <param name="current">The newest version of the same article: <paramref name="stored"/> itself where that is current.</param>
    public static Page Of(StoredArticle stored, StoredArticle current, CitedWords? cited)
    {
        var article = stored.Article;
        return new Page(article.Title, Html.Of($"""
            <main id="content" class="article">
            {Notices(stored, current, cited)}
            <h1 dir="auto">{article.Title}</h1>
            <p class="source">{Source(article)}</p>
            <div class="blocks">
            {article.Blocks.Select(block => Markup(block, article, cited))}
            </div>
            <p class="version">Version <code>{article.Version}</code>, read in on {Dates.Long(DateOnly.FromDateTime(stored.Ingested.UtcDateTime))}. <a href="/articles">All articles</a></p>
            <p id="copied" class="copied" role="status"></p>
            </main>
            """))
        {
            Scripts = ["/viewer.js"],
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

    private static Html Markup(Block block, Article article, CitedWords? cited) => block.Kind switch
    {
        // The heading already says it.
        BlockKind.Title when block.Text.Trim() == article.Title => Html.Empty,
        BlockKind.Paragraph => Paragraph(block, cited),
        BlockKind.Boilerplate => Html.Of($"<p class=\"boilerplate\" dir=\"auto\">{Html.Visible(block.Text)}</p>\n"),
        _ => Html.Of($"<p class=\"aside\" dir=\"auto\">{Html.Visible(block.Text)}</p>\n"),
    };

    private static Html Paragraph(Block block, CitedWords? cited)
    {
        var isCited = cited?.Ordinal == block.Ordinal;
        var text = isCited && cited!.Start < cited.End && cited.End <= block.Text.Length
            ? Html.Of($"{Html.Visible(block.Text.AsSpan(0, cited.Start))}<mark>{Html.Visible(block.Text.AsSpan(cited.Start, cited.End - cited.Start))}</mark>{Html.Visible(block.Text.AsSpan(cited.End))}")
            : Html.Visible(block.Text);
        return Html.Of($"""
            <div class="paragraph{(isCited ? " cited" : "")}" id="p{block.Ordinal!.Value}">
            <a class="number" href="#p{block.Ordinal.Value}" aria-label="Paragraph {block.Ordinal.Value}">{block.Ordinal.Value}</a>
            <p dir="auto">{text}</p>
            <button type="button" class="copy" data-paragraph="p{block.Ordinal.Value}" aria-label="Copy link to paragraph {block.Ordinal.Value}" hidden>Copy link</button>
            </div>

            """);
    }
}

using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Evaluation.Running;

/// <summary>How qrels name a paragraph.</summary>
public static class DocumentNames
{
    /// <summary>In a JSONL corpus an article is one paragraph: the article's id names it.</summary>
    public static string ByArticle(string articleId, int ordinal) => articleId;

    /// <summary>In articles of many paragraphs: <c>ARTICLE#pORDINAL</c>.</summary>
    public static string ByParagraph(string articleId, int ordinal) => string.Create(CultureInfo.InvariantCulture, $"{articleId}#p{ordinal}");

    internal static string Of(this Func<string, int, string> names, ParagraphId id) => names(id.ArticleId, id.Ordinal);
}

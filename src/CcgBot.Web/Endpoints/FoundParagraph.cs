using CcgBot.Articles;
using CcgBot.Web.Pages;

namespace CcgBot.Web.Endpoints;

/// <summary>A paragraph as programs are given it.</summary>
/// <param name="ParagraphId">Opens it again later, in this version.</param>
/// <param name="Paragraph">Its number in the article, from 1.</param>
/// <param name="Published">Null where the source gives no date.</param>
/// <param name="Url">Where the article is shown.</param>
/// <param name="Current">False where the article says something else by now, or is withdrawn.</param>
public sealed record FoundParagraph(
    string ParagraphId, string ArticleId, string Title, string? Publisher, DateOnly? Published, int Paragraph, string Text, string Version, string Url, bool Current)
{
    /// <summary>In one answer.</summary>
    public const int Most = 50;

    public static FoundParagraph Of(Paragraph paragraph)
    {
        ArgumentNullException.ThrowIfNull(paragraph);
        return new FoundParagraph(
            paragraph.Id.ToString(), paragraph.Id.ArticleId, paragraph.Title, paragraph.Publisher, paragraph.Published, paragraph.Id.Ordinal, paragraph.Text,
            paragraph.Version, $"{ArticlePage.Address(paragraph.Id.ArticleId)}?v={paragraph.Version}#p{paragraph.Id.Ordinal}", paragraph.Current);
    }
}

using CcgBot.Articles;
using CcgBot.Bot.Rendering;

namespace CcgBot.Bot;

/// <summary>Paragraphs with their neighbours, in the version they were cited from.</summary>
public sealed class ParagraphViews(ReadableArticles articles)
{
    /// <summary>Null when no version of any article has it that the person may read. Words cited that lie outside the paragraph mark nothing.</summary>
    public ParagraphView? Find(CitedPlace place, Access access)
    {
        var id = place.Paragraph;
        var readable = articles(access);
        if (readable.Find(id) is not { } paragraph || readable.Find(id.ArticleId, paragraph.Version) is not { } article)
        {
            return null;
        }

        return place.Start < place.End && place.End <= paragraph.Text.Length
            ? new ParagraphView(paragraph, At(id.Ordinal - 1), At(id.Ordinal + 1), place.Start, place.End)
            : new ParagraphView(paragraph, At(id.Ordinal - 1), At(id.Ordinal + 1));

        Block? At(int ordinal) => article.Article.Paragraphs.FirstOrDefault(block => block.Ordinal == ordinal);
    }
}

/// <summary>The words that an answer relied on, by their UTF-16 offsets in a paragraph; an empty span = no words in particular.</summary>
public readonly record struct CitedPlace(ParagraphId Paragraph, int Start = 0, int End = 0);

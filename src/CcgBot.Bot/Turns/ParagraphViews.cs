using CcgBot.Articles;
using CcgBot.Bot.Rendering;

namespace CcgBot.Bot.Turns;

/// <summary>Paragraphs with their neighbours, in the version they were cited from.</summary>
public sealed class ParagraphViews(ArticleStore articles)
{
    /// <summary>Null when no version of any article has it.</summary>
    public ParagraphView? Find(ParagraphId id)
    {
        if (articles.Find(id) is not { } paragraph || articles.Find(id.ArticleId, paragraph.Version) is not { } article)
        {
            return null;
        }

        return new ParagraphView(paragraph, At(id.Ordinal - 1), At(id.Ordinal + 1));

        Block? At(int ordinal) => article.Article.Paragraphs.FirstOrDefault(block => block.Ordinal == ordinal);
    }
}

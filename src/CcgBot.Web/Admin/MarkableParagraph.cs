using CcgBot.Articles;

namespace CcgBot.Web.Admin;

/// <summary>A paragraph of an article's current version with what editors said of it.</summary>
/// <param name="Cited">How many of the answers looked at cite it.</param>
/// <param name="Why">Why it is marked; null where no reason was given.</param>
public sealed record MarkableParagraph(int Number, string Text, string? Section, int Cited, ParagraphMark Mark, string? Why)
{
    /// <param name="marks">By the paragraph's text.</param>
    /// <param name="cited">By <see cref="ConsoleFigures.Place"/>.</param>
    internal static IReadOnlyList<MarkableParagraph> Of(Article article, IReadOnlyDictionary<string, MarkedParagraph> marks, IReadOnlyDictionary<string, int> cited) =>
    [
        .. article.Paragraphs.Select(block =>
        {
            var marked = marks.GetValueOrDefault(block.Text);
            return new MarkableParagraph(
                block.Ordinal!.Value, block.Text, block.Section, cited.GetValueOrDefault(ConsoleFigures.Place(article.Id, ContentHash.Of(block.Text))), marked?.Mark ?? ParagraphMark.Evidence, marked?.Why);
        }),
    ];
}

/// <summary>What an article's page shows beside the article.</summary>
/// <param name="Question">Tried on it; null for none.</param>
internal sealed record ArticleShown(string? Question)
{
    public string? Told { get; init; }

    /// <summary>The same question before the mark was changed.</summary>
    public TriedQuestion? Before { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;
}

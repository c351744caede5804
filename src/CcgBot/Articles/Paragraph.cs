namespace CcgBot.Articles;

/// <summary>The smallest thing that is indexed, ranked and cited, with what a citation needs to know of its article.</summary>
/// <param name="Key">The store's row number: small, never reused, the same in the index and the vector file.</param>
/// <param name="Text">To the letter, as in the source.</param>
/// <param name="Version">The article version it belongs to.</param>
/// <param name="Current">False when the article has a newer version or is withdrawn: such a paragraph may be shown, never answer.</param>
public sealed record Paragraph(
    long Key,
    ParagraphId Id,
    string Text,
    string Title,
    string? Publisher,
    DateOnly? Published,
    string? ArticleUrl,
    string Version,
    bool Current,
    bool Withdrawn);

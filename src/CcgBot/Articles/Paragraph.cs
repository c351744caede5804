using System.Globalization;

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
    bool Withdrawn)
{
    /// <summary>What it is in its article's layout; null for plain running text.</summary>
    public BlockLayout? Layout { get; init; }

    /// <summary>The page of the source that it begins on, from 1; null where the source has no pages.</summary>
    public int? Page { get; init; }

    /// <summary>The headings that it stands under ("Treatment › Dosage"); null where there are none.</summary>
    public string? Section { get; init; }

    /// <summary>Where in the source it stands, for people: "page 4 · Dosage"; null where the source has neither pages nor headings.</summary>
    public string? Place => (Page, Section) switch
    {
        (null, null) => null,
        (null, var section) => section,
        (var page, null) => string.Create(CultureInfo.InvariantCulture, $"page {page}"),
        var (page, section) => string.Create(CultureInfo.InvariantCulture, $"page {page} · {section}"),
    };

    /// <summary>The words that introduce it (a list's lead-in, a heading, of a nested item both), to be read before its own; empty where there are none.</summary>
    public string LeadIn { get; init; } = "";

    /// <summary>What an editor says of it.</summary>
    public ParagraphMark Mark { get; init; }

    /// <summary>What is to be read before it: its article's title and the words that introduce it.</summary>
    public string Introduction => LeadIn.Length == 0 ? Title : $"{Title}. {LeadIn}";
}

namespace CcgBot.Articles;

/// <summary>One source as published, in one version.</summary>
/// <param name="Id">The article's id: from the manifest, the corpus line, or the file name without its ending.</param>
/// <param name="Version">Hash of everything below (<see cref="ContentHash"/>): a changed word is a new version.</param>
/// <param name="Published">The date the source itself gives, or null: "undated".</param>
/// <param name="Blocks">The article in reading order, boilerplate included, so that it can be shown as published.</param>
public sealed record Article(
    string Id,
    string Title,
    string? Publisher,
    DateOnly? Published,
    string? Url,
    string Version,
    IReadOnlyList<Block> Blocks)
{
    /// <summary>The numbered blocks: what can be ranked and cited.</summary>
    public IEnumerable<Block> Paragraphs => Blocks.Where(block => block.Kind == BlockKind.Paragraph);
}

/// <summary>A run of an article's text, kept to the letter.</summary>
/// <param name="Ordinal">The paragraph's number from 1; null for every other kind.</param>
public sealed record Block(BlockKind Kind, string Text, int? Ordinal = null);

public enum BlockKind
{
    /// <summary>Body text: numbered, indexed, cited.</summary>
    Paragraph = 0,
    Title = 1,
    Date = 2,

    /// <summary>Menus, share buttons, promotions: shown dimmed in the viewer, never evidence.</summary>
    Boilerplate = 3,
}

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
    /// <summary>Who may read it: members of one of these groups, everyone where there are none. Null = the source doesn't say: an article that is known keeps its own.</summary>
    public GroupSet? Groups { get; init; }

    /// <summary>The numbered blocks: what can be ranked and cited.</summary>
    public IEnumerable<Block> Paragraphs => Blocks.Where(block => block.Kind == BlockKind.Paragraph);
}

/// <summary>A run of an article's text, kept to the letter.</summary>
/// <param name="Ordinal">The paragraph's number from 1; null for every other kind.</param>
/// <param name="Layout">What it is in the article's layout; null for plain running text.</param>
public sealed record Block(BlockKind Kind, string Text, int? Ordinal = null, BlockLayout? Layout = null)
{
    /// <summary>The page of the source that it begins on, from 1; null where the source has no pages.</summary>
    public int? Page { get; init; }

    /// <summary>The headings that it stands under, outermost first, parted by " › ": "Treatment › Dosage"; null where there are none.</summary>
    public string? Section { get; init; }

    /// <summary>Where its words stand on their pages, packed (<see cref="WordPlaces"/>); null where the source has no pages to look at. Not part of a version.</summary>
    public byte[]? Places { get; init; }
}

/// <summary>A block's place in its article's layout: whatever a reader sees of it that its own words don't say.</summary>
/// <param name="LeadIn">How many blocks before it stands the one that introduces it (a list's lead-in, an item's parent item, a table's caption); 0 = none.</param>
/// <param name="Level">Depth in a list from 1; 0 outside lists.</param>
public sealed record BlockLayout(BlockForm Form, int LeadIn = 0, int Level = 0);

/// <summary>Numbers are stored: never renumber.</summary>
public enum BlockForm
{
    Text = 0,

    /// <summary>A short line with no end mark above what it names.</summary>
    Heading = 1,

    /// <summary>Introduces the list or table that follows: "You must bring:".</summary>
    LeadIn = 2,

    /// <summary>One item of a list, its mark included.</summary>
    ListItem = 3,

    /// <summary>A whole table in lines, its first row most often the names of the columns.</summary>
    Table = 4,

    /// <summary>One row of a table, each cell with its column's name where there is one: "Dose: 5 mg · Form: tablet".</summary>
    TableRow = 5,
}

public enum BlockKind
{
    /// <summary>Body text: numbered, indexed, cited.</summary>
    Paragraph = 0,
    Title = 1,
    Date = 2,

    /// <summary>Menus, share buttons, promotions: shown dimmed in the viewer, never evidence.</summary>
    Boilerplate = 3,
}

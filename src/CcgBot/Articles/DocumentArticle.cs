namespace CcgBot.Articles;

/// <summary>A document as a format's reader read it → <see cref="Article"/>: by the same rules as plain text, with what the format itself says.</summary>
public static class DocumentArticle
{
    /// <summary>A date line further down belongs to the text.</summary>
    private const int MostHeaderBlocks = 8;

    /// <param name="name">The file's name without its ending (of a member of an archive: with its path): the id and, failing all else, the title.</param>
    /// <param name="entry">What the manifest says of the file; it wins over what was read.</param>
    /// <exception cref="InvalidDataException">No paragraph is left.</exception>
    public static Article Read(string name, ReadDocument document, ManifestEntry? entry = null)
    {
        ArgumentNullException.ThrowIfNull(document);
        if (document.Text is { } text)
        {
            var read = TextArticleReader.Read(name, text, entry);
            return TextArticleReader.Create(
                read.Id,
                entry?.Title ?? document.Title ?? read.Title,
                read.Publisher ?? document.Publisher,
                entry?.Published ?? document.Published ?? read.Published,
                read.Url ?? document.Url,
                read.Blocks);
        }

        var title = entry?.Title ?? document.Title ?? name.Replace('_', ' ');
        var blocks = document.Blocks.Select((block, place) => block with { Kind = KindOf(block, place, title), Section = Below(block.Section, title) }).ToList();
        // A document that is nothing but its title says at least that.
        if (blocks.TrueForAll(block => block.Kind is not BlockKind.Paragraph))
        {
            blocks = [.. blocks.Select(block => block.Kind == BlockKind.Title ? block with { Kind = BlockKind.Paragraph } : block)];
        }

        var numbered = TextArticleReader.Number(entry is null ? blocks : entry.Exclude(TextArticleReader.Number(blocks)));
        if (!numbered.Exists(block => block.Kind == BlockKind.Paragraph))
        {
            throw new InvalidDataException("no paragraph is left once title, date and boilerplate are set apart; say what is evidence in articles.yaml");
        }

        var (published, publisher) = TextArticleReader.Published(numbered);
        return TextArticleReader.Create(
            entry?.Id ?? name,
            title,
            entry?.Publisher ?? document.Publisher ?? publisher,
            entry?.Published ?? document.Published ?? published,
            entry?.Url ?? document.Url,
            numbered);
    }

    private static BlockKind KindOf(Block block, int place, string title) =>
        block.Kind != BlockKind.Paragraph || place >= MostHeaderBlocks ? block.Kind
        : (block.Layout?.Form is null or BlockForm.Heading) && Same(block.Text, title) ? BlockKind.Title
        : Imprint.Of(block.Text) is { IsWhole: true } ? BlockKind.Date
        : block.Kind;

    /// <summary>No section is named after the whole document.</summary>
    private static string? Below(string? section, string title) => section is null || Same(section, title) ? null
        : section.IndexOf(" › ", StringComparison.Ordinal) is >= 0 and var mark && Same(section[..mark], title) ? section[(mark + 3)..]
        : section;

    private static bool Same(string text, string title) =>
        string.Equals(string.Join(' ', BoilerplateFilter.Words(text)), string.Join(' ', BoilerplateFilter.Words(title)), StringComparison.OrdinalIgnoreCase);
}

using System.Text;
using CcgBot.Articles;

namespace CcgBot.Documents;

/// <summary>Collects a document's blocks in reading order and gives each its section, page and place in a list, by the rules that text files are read by.</summary>
internal sealed class BlockBuilder
{
    /// <summary>Parts the headings of a section's path.</summary>
    private const string PathMark = " › ";

    private const int LongestPath = 300;

    private readonly List<Block> _blocks = [];
    private readonly List<(int Level, string Text)> _headings = [];

    // The items that the next one may stand under, outermost first; the block that introduces the list (-1 = none).
    private readonly List<(int Block, int Level)> _open = [];
    private int _introduces = -1;

    /// <summary>The page that what is added next begins on.</summary>
    public int? Page { get; set; }

    /// <summary>Where the words of what is added next stand on their pages; null = its source has no pages to look at.</summary>
    public Func<string, byte[]?>? Placed { get; set; }

    /// <summary>A heading that is no block of its own: a sheet's name, a slide's number.</summary>
    public string? Outer { get; set; }

    public int Count => _blocks.Count;

    public IReadOnlyList<Block> Blocks => _blocks;

    /// <param name="level">From 1, the outermost.</param>
    public void Heading(string text, int level)
    {
        if (Clean(text) is not { Length: > 0 } words)
        {
            return;
        }

        _headings.RemoveAll(heading => heading.Level >= level);
        Add(words.ReplaceLineEndings(" "), new BlockLayout(BlockForm.Heading));
        _headings.Add((level, words.ReplaceLineEndings(" ")));
        _open.Clear();
    }

    /// <summary>The document's title: a heading that no section is named after.</summary>
    public void Title(string text)
    {
        if (Clean(text) is { Length: > 0 } words)
        {
            Add(words.ReplaceLineEndings(" "), new BlockLayout(BlockForm.Heading));
            _open.Clear();
        }
    }

    public void Paragraph(string text)
    {
        if (Clean(text) is { Length: > 0 } words)
        {
            Add(words, null);
            _open.Clear();
        }
    }

    /// <summary>A further paragraph of the list item before it; the list goes on after it.</summary>
    public void ItemParagraph(string text)
    {
        if (Clean(text) is { Length: > 0 } words)
        {
            Add(words, null);
        }
    }

    public void Boilerplate(string text)
    {
        if (Clean(text) is { Length: > 0 } words)
        {
            _blocks.Add(new Block(BlockKind.Boilerplate, words) { Page = Page, Places = Placed?.Invoke(words) });
        }
    }

    /// <param name="level">Depth from 1.</param>
    public void Item(string text, int level)
    {
        if (Clean(text) is not { Length: > 0 } words)
        {
            return;
        }

        if (_open.Count == 0)
        {
            _introduces = Introduces(_blocks.Count - 1) ? _blocks.Count - 1 : -1;
        }

        while (_open.Count > 0 && _open[^1].Level >= level)
        {
            _open.RemoveAt(_open.Count - 1);
        }

        var lead = _open.Count > 0 ? _open[^1].Block : _introduces;
        Add(words, new BlockLayout(BlockForm.ListItem, lead < 0 ? 0 : _blocks.Count - lead, _open.Count + 1));
        if (lead >= 0 && _blocks[lead].Layout is null)
        {
            _blocks[lead] = _blocks[lead] with { Layout = new BlockLayout(BlockForm.LeadIn) };
        }

        _open.Add((_blocks.Count - 1, level));
    }

    /// <summary>A table's rows. The first is the names of its columns where the document marks it so: then each cell comes with its column's name.</summary>
    /// <param name="rows">Each of the same columns; an empty cell is an empty string.</param>
    /// <param name="head">How many rows at the top name the columns.</param>
    /// <param name="caption">What introduces it; null = what stands before it, if that ends in a colon.</param>
    /// <param name="placed">Where the words of a row stand, by its text and number; null = its source has no pages to look at.</param>
    public void Table(IReadOnlyList<IReadOnlyList<string>> rows, int head, string? caption = null, Func<string, int, byte[]?>? placed = null)
    {
        if (caption is not null)
        {
            Paragraph(caption);
        }

        var lead = caption is not null || Introduces(_blocks.Count - 1) ? _blocks.Count - 1 : -1;
        var names = TableRows.Names(rows, head);
        for (var row = names is null ? 0 : head; row < rows.Count; row++)
        {
            if (Clean(TableRows.Text(rows[row], names)) is { Length: > 0 } words)
            {
                var at = row;
                Placed = placed is null ? null : text => placed(text, at);
                Add(words, new BlockLayout(BlockForm.TableRow, lead < 0 ? 0 : _blocks.Count - lead));
            }
        }

        _open.Clear();
    }

    /// <summary>A term with what it means: read like a row of two cells.</summary>
    public void Term(string text)
    {
        if (Clean(text) is { Length: > 0 } words)
        {
            Add(words, new BlockLayout(BlockForm.TableRow));
            _open.Clear();
        }
    }

    /// <summary>A question and its answer: the answer is found by the question's words as well.</summary>
    public void Pair(string question, string answer)
    {
        if (Clean(question) is not { Length: > 0 } asked || Clean(answer) is not { Length: > 0 } answered)
        {
            Paragraph(question.Length > 0 ? question : answer);
            return;
        }

        Add(asked, new BlockLayout(BlockForm.Heading));
        Add(answered, new BlockLayout(BlockForm.Text, 1));
        _open.Clear();
    }

    /// <summary>White space put right, characters that nobody sees taken out; line ends stay.</summary>
    public static string Clean(string text)
    {
        var kept = new StringBuilder(text.Length);
        foreach (var c in text)
        {
            if (c is '\n')
            {
                while (kept.Length > 0 && kept[^1] == ' ')
                {
                    kept.Length--;
                }

                kept.Append(kept.Length > 0 ? "\n" : "");
            }
            else if (char.IsWhiteSpace(c) || c == '\0')
            {
                // A space that must not break is one to whoever reads and to whoever searches.
                kept.Append(kept.Length > 0 && kept[^1] is not (' ' or '\n') ? " " : "");
            }
            else if (c is not ('\u00AD' or '\u200B' or '\uFEFF' or '\u2060') && !(char.IsControl(c)))
            {
                kept.Append(c);
            }
        }

        return kept.ToString().TrimEnd();
    }

    private bool Introduces(int block) => block >= 0 && _blocks[block] is { Kind: BlockKind.Paragraph } lead
        && (lead.Layout is { Form: BlockForm.Heading } || lead.Layout is null && TextBlocks.SpeaksOfWhatFollows(lead.Text));

    private void Add(string text, BlockLayout? layout)
    {
        if (_blocks.Count >= ArticleStore.MaxBlocks)
        {
            throw new UnreadableException($"more than {ArticleStore.MaxBlocks} paragraphs; split it");
        }

        _blocks.Add(new Block(BlockKind.Paragraph, text, Layout: layout) { Page = Page, Section = Section(), Places = Placed?.Invoke(text) });
    }

    private string? Section()
    {
        var path = string.Join(PathMark, _headings.Select(heading => heading.Text).Prepend(Outer!).Where(name => name is not null));
        return path.Length == 0 ? null : path.Length <= LongestPath ? path : path[..(LongestPath - 1)] + "…";
    }
}

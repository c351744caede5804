using System.Globalization;
using CcgBot.Articles;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Paragraph = DocumentFormat.OpenXml.Wordprocessing.Paragraph;

namespace CcgBot.Documents.Office;

/// <summary>A Word file → blocks as Word shows them: numbers of lists, tracked changes accepted, notes after their paragraph; no comments, headers nor footers.</summary>
internal static class WordReader
{
    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        limits.CheckZip(bytes);
        using var word = WordprocessingDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
        var main = word.MainDocumentPart ?? throw new UnreadableException("holds no document; open it in Word and save it again");
        var builder = new BlockBuilder();
        var walk = new WordBlocks(main, builder, limits);
        walk.Add(main.Document?.Body ?? throw new UnreadableException("holds no document; open it in Word and save it again"));
        if (builder.Count == 0)
        {
            throw new UnreadableException("no text in it (only pictures?); save it with its text, or give it as text");
        }

        var first = builder.Blocks.FirstOrDefault(block => block.Kind == BlockKind.Paragraph);
        var named = word.PackageProperties.Title is { } title && !string.IsNullOrWhiteSpace(title) && !title.StartsWith("Microsoft Word", StringComparison.OrdinalIgnoreCase) ? BlockBuilder.Clean(title) : null;
        return new ReadDocument("")
        {
            Blocks = builder.Blocks,
            Title = walk.Title ?? (first is { Layout.Form: BlockForm.Heading } ? first.Text : named),
        };
    }
}

/// <summary>Walks a document's body.</summary>
internal sealed class WordBlocks(MainDocumentPart main, BlockBuilder builder, ReadingLimits limits)
{
    private const int MaxDepth = 64;
    private const int MostColumns = 500;
    private const int MostWordsOfHeading = 12;

    /// <summary>Below every heading that is marked as one.</summary>
    private const int LevelInBold = 10;

    /// <summary>A cell with more is a part of the page, not an entry of a table.</summary>
    private const int LongestCell = 1_500;

    private readonly WordNumbering _numbering = new(main.NumberingDefinitionsPart?.Numbering);

    private readonly Dictionary<string, Style> _styles = (main.StyleDefinitionsPart?.Styles?.Elements<Style>() ?? [])
        .Where(style => style.StyleId?.Value is not null).GroupBy(style => style.StyleId!.Value!, StringComparer.OrdinalIgnoreCase).ToDictionary(same => same.Key, same => same.First(), StringComparer.OrdinalIgnoreCase);

    private readonly Dictionary<long, Footnote> _footnotes = Notes<Footnote>(main.FootnotesPart?.Footnotes);
    private readonly Dictionary<long, Endnote> _endnotes = Notes<Endnote>(main.EndnotesPart?.Endnotes);

    // A letter set large over several lines stands in a paragraph of its own: the next one begins with it.
    private string _drop = "";

    /// <summary>The paragraph of the style "Title", if there is one.</summary>
    public string? Title { get; private set; }

    public void Add(OpenXmlElement parent) => Add(parent, 0);

    private void Add(OpenXmlElement parent, int depth)
    {
        if (depth > MaxDepth)
        {
            throw new UnreadableException($"parts nested more than {MaxDepth} deep; open it in Word and save it again");
        }

        foreach (var child in parent.ChildElements)
        {
            limits.Check();
            switch (child)
            {
                case Paragraph paragraph:
                    Add(paragraph, depth);
                    break;
                case Table table:
                    Add(table, depth);
                    break;
                case SdtBlock block when block.SdtProperties?.GetFirstChild<SdtContentDocPartObject>()?.DocPartGallery?.Val?.Value?.Contains("Table of Contents", StringComparison.OrdinalIgnoreCase) == true:
                    foreach (var line in block.Descendants<Paragraph>())
                    {
                        builder.Boilerplate(new WordText(line).Text);
                    }

                    break;
                case SdtBlock or CustomXmlBlock or SdtContentBlock or InsertedRun or MoveToRun:
                    Add(child, depth + 1);
                    break;
                case AlternateContent alternate:
                    Add(Chosen(alternate), depth + 1);
                    break;
                default:
                    break;
            }
        }
    }

    internal static OpenXmlElement Chosen(AlternateContent alternate) =>
        (OpenXmlElement?)alternate.GetFirstChild<AlternateContentChoice>() ?? (OpenXmlElement?)alternate.GetFirstChild<AlternateContentFallback>() ?? alternate;

    private static Dictionary<long, T> Notes<T>(OpenXmlElement? notes)
        where T : FootnoteEndnoteType =>
        (notes?.Elements<T>() ?? []).Where(note => note.Id is not null && (note.Type is null || note.Type.InnerText == "normal"))
            .GroupBy(note => note.Id!.Value).ToDictionary(same => same.Key, same => same.First());

    private void Add(Paragraph paragraph, int depth)
    {
        var text = new WordText(paragraph) { Before = _drop };
        _drop = "";
        if (paragraph.ParagraphProperties?.FrameProperties?.DropCap is { InnerText: not "none" })
        {
            _drop = text.Text;
            return;
        }

        var style = StyleOf(paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value);
        if (style.Name.StartsWith("toc ", StringComparison.OrdinalIgnoreCase))
        {
            builder.Boilerplate(text.Text);
        }
        else if (BlockBuilder.Clean(text.Text).Length > 0)
        {
            var number = NumberOf(paragraph, style);
            var level = paragraph.ParagraphProperties?.OutlineLevel?.Val?.Value is { } own and < 9 ? own + 1 : style.Heading;
            if (style.Name.Equals("title", StringComparison.OrdinalIgnoreCase))
            {
                Title ??= BlockBuilder.Clean(text.Text).ReplaceLineEndings(" ");
                builder.Title(text.Text);
            }
            else if (level > 0)
            {
                builder.Heading(number?.Mark + text.Text.TrimStart(), level);
            }
            else if (number is { } item)
            {
                builder.Item(item.Mark + text.Text.TrimStart(), item.Level);
            }
            else if (IsInBold(paragraph, text.Text))
            {
                builder.Heading(text.Text, LevelInBold);
            }
            else if (IsInList(paragraph, style))
            {
                builder.ItemParagraph(text.Text);
            }
            else
            {
                builder.Paragraph(text.Text);
            }
        }

        foreach (var note in text.Notes)
        {
            var body = note switch
            {
                FootnoteReference reference when reference.Id is not null => _footnotes.GetValueOrDefault(reference.Id.Value),
                EndnoteReference reference when reference.Id is not null => (FootnoteEndnoteType?)_endnotes.GetValueOrDefault(reference.Id.Value),
                _ => null,
            };
            foreach (var line in body?.Descendants<Paragraph>() ?? [])
            {
                builder.ItemParagraph(new WordText(line).Text);
            }
        }

        foreach (var box in text.Boxes)
        {
            Add(box, depth + 1);
        }
    }

    /// <summary>A short line that is bold from end to end and ends in no mark: whoever knows no styles sets headings so.</summary>
    private static bool IsInBold(Paragraph paragraph, string text) =>
        paragraph.Parent is Body && text.Trim() is [.., not ('.' or ',' or ';' or ':' or '!' or '?')] line && line.Any(char.IsLetter)
        && line.Split(' ').Length <= MostWordsOfHeading && !line.Contains('\n')
        && paragraph.Descendants<Run>().Where(run => run.InnerText.Trim().Length > 0).ToList() is { Count: > 0 } runs
        && runs.TrueForAll(run => run.RunProperties?.Bold is { } bold && bold.Val?.Value != false);

    /// <summary>Set in under an item without a number of its own.</summary>
    private static bool IsInList(Paragraph paragraph, (string Name, int Heading, NumberingProperties? Numbering) style) =>
        style.Name.StartsWith("list continue", StringComparison.OrdinalIgnoreCase)
        || paragraph.ParagraphProperties?.Indentation?.Left?.Value is { } left && int.TryParse(left, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var twips) && twips > 0;

    private (string Mark, int Level)? NumberOf(Paragraph paragraph, (string Name, int Heading, NumberingProperties? Numbering) style)
    {
        var own = paragraph.ParagraphProperties?.NumberingProperties;
        var id = own?.NumberingId?.Val?.Value ?? style.Numbering?.NumberingId?.Val?.Value;
        var level = own?.NumberingLevelReference?.Val?.Value ?? style.Numbering?.NumberingLevelReference?.Val?.Value
            ?? (id is { } styled ? _numbering.LevelOfStyle(styled, paragraph.ParagraphProperties?.ParagraphStyleId?.Val?.Value) : 0);
        return id is null or 0 ? null : (_numbering.Next(id.Value, level), level + 1);
    }

    private (string Name, int Heading, NumberingProperties? Numbering) StyleOf(string? id)
    {
        var name = "";
        var heading = 0;
        NumberingProperties? numbering = null;
        // A style may be based on itself, in a damaged file.
        for (var steps = 0; id is not null && steps < 20 && _styles.GetValueOrDefault(id) is { } style; steps++)
        {
            var own = style.StyleName?.Val?.Value ?? id;
            name = name.Length == 0 ? own : name;
            heading = heading > 0 ? heading
                : style.StyleParagraphProperties?.OutlineLevel?.Val?.Value is { } level and < 9 ? level + 1
                : own.StartsWith("heading ", StringComparison.OrdinalIgnoreCase) && int.TryParse(own.AsSpan(8), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 10 ? number
                : 0;
            numbering ??= style.StyleParagraphProperties?.NumberingProperties;
            id = style.BasedOn?.Val?.Value;
        }

        if (name.Length == 0 && id is not null)
        {
            name = id;
            heading = id.StartsWith("Heading", StringComparison.OrdinalIgnoreCase) && id.Length == 8 && id[7] is >= '1' and <= '9' ? id[7] - '0' : 0;
        }

        return (name, heading, numbering);
    }

    private void Add(Table table, int depth)
    {
        var rows = table.Elements<TableRow>().Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null).ToList();
        if (rows.TrueForAll(row => Cells(row).Count <= 1) || rows.SelectMany(Cells).Any(cell => cell.InnerText.Length > LongestCell))
        {
            foreach (var cell in rows.SelectMany(Cells))
            {
                Add(cell, depth + 1);
            }

            return;
        }

        var grid = new List<IReadOnlyList<string>>();
        foreach (var row in rows)
        {
            limits.Check();
            var texts = new List<string>();
            foreach (var cell in Cells(row))
            {
                var goesOn = cell.TableCellProperties?.VerticalMerge is { } merge && merge.Val?.InnerText != "restart";
                texts.Add(goesOn && grid.Count > 0 && texts.Count < grid[^1].Count ? grid[^1][texts.Count] : TextOf(cell, depth));
                for (var i = 1; i < Math.Min(cell.TableCellProperties?.GridSpan?.Val?.Value ?? 1, MostColumns); i++)
                {
                    texts.Add("");
                }
            }

            grid.Add(texts);
        }

        var head = rows.TakeWhile(row => row.TableRowProperties?.GetFirstChild<TableHeader>() is { } marked && marked.Val?.InnerText is not ("off" or "false" or "0")).Count();
        builder.Table(grid, head > 0 && head < rows.Count ? head : TableRows.LooksLikeHead(grid) ? 1 : 0);
    }

    private static List<TableCell> Cells(TableRow row) =>
        [.. row.ChildElements.SelectMany(child => child is TableCell cell ? [cell] : child is SdtCell or CustomXmlCell ? child.Descendants<TableCell>() : Enumerable.Empty<TableCell>())];

    /// <summary>A cell's words; a table within it row by row.</summary>
    private static string TextOf(OpenXmlElement cell, int depth)
    {
        var parts = new List<string>();
        foreach (var child in cell.ChildElements)
        {
            if (child is Paragraph paragraph)
            {
                parts.Add(new WordText(paragraph).Text);
            }
            else if (child is Table inner && depth < MaxDepth)
            {
                parts.AddRange(inner.Elements<TableRow>().Where(row => row.TableRowProperties?.GetFirstChild<Deleted>() is null).Select(row => TableRows.Text([.. Cells(row).Select(inside => TextOf(inside, depth + 1))], null)));
            }
            else if (child is SdtBlock && depth < MaxDepth)
            {
                parts.Add(TextOf(child.GetFirstChild<SdtContentBlock>() ?? child, depth + 1));
            }
        }

        return string.Join('\n', parts.Where(part => part.Trim().Length > 0));
    }
}

using System.Globalization;
using System.Text;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;

namespace CcgBot.Documents.Html;

/// <summary>Elements → blocks: headings, paragraphs (also those that only line breaks part), list items, table rows, terms with what they mean.</summary>
/// <param name="linksLead">On a web page a line that is nothing but a short link leads elsewhere ("Download (jpeg, 1 MB)", "Read more"): no text of the article.</param>
internal sealed class HtmlBlocks(BlockBuilder builder, ReadingLimits limits, bool linksLead = false)
{
    private const int MostWordsOfLink = 6;

    /// <summary>What stands deeper is taken as text: only a page made for it is nested so.</summary>
    private const int MaxDepth = 400;

    /// <summary>A table with more is no table but a bomb.</summary>
    private const int MostColumns = 1_000;

    private const int MostSpan = 500;
    private const int LongestMeaning = 400;

    /// <summary>A cell with more is a part of the page, not an entry of a table.</summary>
    private const int LongestCell = 1_500;

    private static readonly HashSet<string> Skipped = new(StringComparer.OrdinalIgnoreCase)
    {
        "script", "style", "noscript", "template", "head", "button", "select", "textarea", "input", "iframe", "object", "embed", "svg", "canvas", "dialog", "audio", "video", "map", "datalist",
        // How a word is spoken, over the word itself.
        "rt", "rp",
    };

    private static readonly HashSet<string> BlockNames = new(StringComparer.OrdinalIgnoreCase)
    {
        "address", "article", "aside", "blockquote", "body", "center", "details", "dd", "div", "dl", "dt", "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6",
        "header", "hgroup", "hr", "li", "main", "menu", "nav", "ol", "p", "pre", "section", "summary", "table", "ul", "caption", "tr", "td", "th", "tbody", "thead", "tfoot", "html", "legend", "option",
    };

    private readonly StringBuilder _line = new();
    private int _depth;

    // In how many links, and how many characters of the line are in one.
    private int _links;
    private int _linked;

    // How deep in lists, and what is written before the next words: an item's number.
    private int _list;
    private string? _mark;
    private bool _inItem;

    public void Add(IElement element)
    {
        Children(element);
        Flush();
    }

    private void Children(INode parent)
    {
        foreach (var child in parent.ChildNodes)
        {
            Node(child);
        }
    }

    private void Node(INode node)
    {
        switch (node)
        {
            case IText text:
                Inline(text.Data);
                break;
            case IElement element when !IsHidden(element):
                limits.Check();
                if (_depth >= MaxDepth)
                {
                    Inline(element.TextContent);
                    break;
                }

                _depth++;
                Element(element);
                _depth--;
                break;
            default:
                break;
        }
    }

    private void Element(IElement element)
    {
        switch (element.LocalName)
        {
            case "br":
                Break();
                break;
            case ['h', >= '1' and <= '6' and var digit]:
                Flush();
                builder.Heading(TextOf(element), digit - '0');
                _inItem = false;
                break;
            case "ul" or "ol" or "menu":
                List(element);
                break;
            case "table":
                Flush();
                Table((IHtmlTableElement)element);
                break;
            case "dl":
                Flush();
                Terms(element);
                break;
            case "pre":
                Flush();
                Paragraph(element.TextContent.Trim('\n', '\r'));
                break;
            case "sup" when IsNoteMark(element):
                break;
            case "sup" when Powers.Of(element.TextContent, _line) is { } power:
                Inline(power);
                break;
            case "a" when IsPermalink(element):
                break;
            case "a":
                _links++;
                Children(element);
                _links--;
                break;
            case "q":
                _line.Append('“');
                Children(element);
                _line.Append('”');
                break;
            case var name when BlockNames.Contains(name):
                Flush();
                Children(element);
                Flush();
                break;
            default:
                Children(element);
                break;
        }
    }

    /// <summary>White space is one blank, as the page shows it.</summary>
    private void Inline(string text)
    {
        foreach (var c in text)
        {
            if (c is ' ' or '\t' or '\n' or '\r' or '\f')
            {
                if (_line.Length > 0 && _line[^1] is not (' ' or '\n'))
                {
                    _line.Append(' ');
                }
            }
            else
            {
                _line.Append(c);
                _linked += _links > 0 ? 1 : 0;
            }
        }
    }

    /// <summary>One break ends a line, two a paragraph.</summary>
    private void Break()
    {
        while (_line.Length > 0 && _line[^1] == ' ')
        {
            _line.Length--;
        }

        if (_line.Length > 0 && _line[^1] == '\n')
        {
            Flush();
        }
        else if (_line.Length > 0)
        {
            _line.Append('\n');
        }
    }

    private void Flush()
    {
        var text = _line.ToString();
        var leads = linksLead && !_inItem && _mark is null && _linked > 0 && _linked == text.Count(c => c is not (' ' or '\n'))
            && text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length <= MostWordsOfLink;
        _line.Clear();
        _linked = 0;
        if (leads)
        {
            builder.Boilerplate(text);
        }
        else
        {
            Paragraph(text);
        }
    }

    private void Paragraph(string text)
    {
        if (BlockBuilder.Clean(text).Length == 0)
        {
            return;
        }

        if (_mark is { } mark)
        {
            _mark = null;
            builder.Item(mark + text.TrimStart(), _list);
        }
        else if (_inItem)
        {
            builder.ItemParagraph(text);
        }
        else
        {
            builder.Paragraph(text);
        }
    }

    private void List(IElement list)
    {
        Flush();
        _list++;
        var number = list.LocalName == "ol" && int.TryParse(list.GetAttribute("start"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var start) ? start : 1;
        var outer = _inItem;
        foreach (var item in list.ChildNodes)
        {
            if (item is not IElement { LocalName: "li" } entry)
            {
                Node(item);
                continue;
            }

            if (IsHidden(entry))
            {
                continue;
            }

            Flush();
            number = int.TryParse(entry.GetAttribute("value"), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var own) ? own : number;
            _mark = list.LocalName == "ol" ? NumberMark(number, list.GetAttribute("type")) : "";
            _inItem = true;
            _depth++;
            if (_depth >= MaxDepth)
            {
                Inline(entry.TextContent);
            }
            else
            {
                Children(entry);
            }

            _depth--;
            Flush();
            _mark = null;
            number++;
        }

        Flush();
        _inItem = outer;
        _list--;
    }

    private static string NumberMark(int number, string? type) => type switch
    {
        "a" when number is > 0 and <= 26 => $"{(char)('a' + number - 1)}. ",
        "A" when number is > 0 and <= 26 => $"{(char)('A' + number - 1)}. ",
        _ => string.Create(CultureInfo.InvariantCulture, $"{number}. "),
    };

    private void Terms(IElement list)
    {
        var terms = new List<string>();
        var meanings = new List<IElement>();
        foreach (var entry in Entries(list))
        {
            if (entry.LocalName == "dt")
            {
                if (meanings.Count > 0)
                {
                    Term(terms, meanings);
                }

                terms.Add(BlockBuilder.Clean(TextOf(entry)));
            }
            else
            {
                meanings.Add(entry);
            }
        }

        Term(terms, meanings);
    }

    private static IEnumerable<IElement> Entries(IElement list) => list.Children.SelectMany(child => child.LocalName switch
    {
        "dt" or "dd" => [child],
        "div" => child.Children.Where(inner => inner.LocalName is "dt" or "dd"),
        _ => Enumerable.Empty<IElement>(),
    }).Where(entry => !IsHidden(entry));

    /// <summary>"Coffee: Black hot drink"; where the meaning is more than a paragraph, the term stands before its first.</summary>
    private void Term(List<string> terms, List<IElement> meanings)
    {
        var term = string.Join(", ", terms.Where(text => text.Length > 0)).TrimEnd(':', ' ');
        terms.Clear();
        if (meanings.Count == 0)
        {
            builder.Paragraph(term);
            return;
        }

        var simple = meanings.TrueForAll(meaning => meaning.QuerySelector("ul,ol,dl,table,p + p") is null);
        var texts = meanings.Select(meaning => BlockBuilder.Clean(TextOf(meaning)).ReplaceLineEndings(" ")).Where(text => text.Length > 0).ToList();
        if (simple && texts.Sum(text => text.Length) <= LongestMeaning)
        {
            builder.Term(term.Length == 0 ? string.Join("; ", texts) : $"{term}: {string.Join("; ", texts)}");
        }
        else
        {
            _line.Append(term).Append(term.Length > 0 ? ": " : "");
            foreach (var meaning in meanings)
            {
                if (meaning.FirstElementChild is { LocalName: "p" } first && _line.Length > 0)
                {
                    Inline(TextOf(first));
                    Flush();
                    first.Remove();
                }

                Children(meaning);
                Flush();
            }
        }

        meanings.Clear();
    }

    private void Table(IHtmlTableElement table)
    {
        var rows = table.Rows.Where(row => !IsHidden(row)).ToList();
        if (IsForLayout(table, rows))
        {
            foreach (var cell in rows.SelectMany(row => row.Cells))
            {
                Flush();
                Children(cell);
                Flush();
            }

            return;
        }

        var grid = Grid(rows);
        var head = rows.TakeWhile(row => row.ParentElement is { LocalName: "thead" } || row.Cells.Length > 0 && row.Cells.All(cell => cell.LocalName == "th")).Count();
        head = head == 0 && TableRows.LooksLikeHead(grid) ? 1 : head;
        builder.Table(grid, head >= grid.Count ? 0 : head, table.Caption is { } caption && BlockBuilder.Clean(TextOf(caption)) is { Length: > 0 } words ? words : null);
    }

    /// <summary>No names of columns, and paragraphs, lists or tables in its cells, or one column: it only puts things where they stand.</summary>
    private static bool IsForLayout(IHtmlTableElement table, List<IHtmlTableRowElement> rows)
    {
        var cells = rows.SelectMany(row => row.Cells).ToList();
        return table.GetAttribute("role") == "presentation"
            || cells.Count > 0 && rows.TrueForAll(row => row.Cells.Length <= 1) && cells.TrueForAll(cell => cell.LocalName != "th")
            || cells.Exists(cell => cell.TextContent.Length > LongestCell || cell.QuerySelector("h1,h2,h3,h4") is not null
                || cell.QuerySelectorAll("table").OfType<IHtmlTableElement>().Any(inner => inner.Rows.Any(row => row.Cells.Length > 1)))
            || cells.TrueForAll(cell => cell.LocalName != "th") && table.Caption is null && !IsNamesAndValues(rows)
                && cells.Exists(cell => cell.QuerySelector("ul,ol,p + p,div + div") is not null);
    }

    /// <summary>Two columns, the first of short names.</summary>
    private static bool IsNamesAndValues(List<IHtmlTableRowElement> rows) => rows.Count > 1
        && rows.TrueForAll(row => row.Cells.Length == 2 && row.Cells[0].QuerySelector("ul,ol,p + p,div + div") is null && row.Cells[0].TextContent.Trim().Length is > 0 and <= 60);

    private static List<IReadOnlyList<string>> Grid(List<IHtmlTableRowElement> rows)
    {
        var grid = new List<IReadOnlyList<string>>();
        var hanging = new Dictionary<int, (int Rows, string Text)>();
        foreach (var row in rows)
        {
            var cells = new List<string>();
            void Hang()
            {
                while (hanging.TryGetValue(cells.Count, out var above) && above.Rows > 0 && cells.Count < MostColumns)
                {
                    hanging[cells.Count] = (above.Rows - 1, above.Text);
                    cells.Add(above.Text);
                }
            }

            foreach (var cell in row.Cells)
            {
                Hang();
                var text = TextOf(cell);
                var (wide, high) = (Math.Clamp(cell.ColumnSpan, 1, MostSpan), Math.Clamp(cell.RowSpan, 1, MostSpan));
                for (var i = 0; i < wide && cells.Count < MostColumns; i++)
                {
                    hanging[cells.Count] = (high - 1, text);
                    // A cell over several columns is said once, a name over several columns in each.
                    cells.Add(i == 0 || cell.LocalName == "th" ? text : "");
                }
            }

            Hang();
            grid.Add(cells);
        }

        return grid;
    }

    /// <summary>All words of an element, line breaks as such, its blocks parted.</summary>
    private static string TextOf(IElement element)
    {
        var text = new StringBuilder();
        Collect(element, text, 0);
        return text.ToString();
    }

    private static void Collect(INode node, StringBuilder text, int depth)
    {
        foreach (var child in node.ChildNodes)
        {
            switch (child)
            {
                case IText words:
                    foreach (var c in words.Data)
                    {
                        text.Append(c is '\n' or '\r' or '\t' ? ' ' : c);
                    }

                    break;
                case IElement { LocalName: "br" }:
                    text.Append('\n');
                    break;
                case IElement { LocalName: "sup" } mark when IsNoteMark(mark):
                    break;
                case IElement { LocalName: "sup" } raised when Powers.Of(raised.TextContent, text) is { } power:
                    text.Append(power);
                    break;
                case IElement { LocalName: "a" } link when IsPermalink(link):
                    break;
                case IElement element when !IsHidden(element):
                    if (depth >= MaxDepth)
                    {
                        text.Append(element.TextContent);
                        break;
                    }

                    var block = BlockNames.Contains(element.LocalName);
                    text.Append(block && text.Length > 0 && text[^1] != '\n' ? " " : "");
                    Collect(element, text, depth + 1);
                    text.Append(block ? " " : "");
                    break;
                default:
                    break;
            }
        }
    }

    /// <summary>A number or star that leads to a note: not a word of the sentence.</summary>
    private static bool IsNoteMark(IElement element) => element.QuerySelector("a[href*='#']") is not null
        && element.TextContent.Trim().Trim('[', ']', '(', ')') is { Length: <= 4 } mark && mark.All(c => char.IsDigit(c) || c is '*' or '†' or '‡' or ',');

    /// <summary>A sign beside a heading that leads to itself: "#", "¶".</summary>
    internal static bool IsPermalink(IElement link) => link.GetAttribute("href")?.Contains('#', StringComparison.Ordinal) == true && link.TextContent.Trim() is { Length: <= 2 } sign && !sign.Any(char.IsLetterOrDigit) && link.QuerySelector("img") is null;

    private static bool IsHidden(IElement element) =>
        Skipped.Contains(element.LocalName) || element.HasAttribute("hidden")
        || element.GetAttribute("style") is { } style && style.Replace(" ", "", StringComparison.Ordinal).Contains("display:none", StringComparison.OrdinalIgnoreCase);
}

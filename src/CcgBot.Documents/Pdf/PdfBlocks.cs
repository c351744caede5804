using System.Text.RegularExpressions;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Documents.Pdf;

/// <summary>Lines → paragraphs, headings, list items and table rows, over all pages.</summary>
internal sealed partial class PdfBlocks
{
    private const double Larger = 1.12;
    private const int MostWordsOfHeading = 16;
    private const int MostWordsOfTitle = 30;
    private const int MostLevels = 4;
    private const int MostLinesOver = 4;

    private readonly BlockBuilder _builder;
    private readonly IReadOnlyList<PdfPage> _pages;
    private readonly string? _named;
    private readonly double _body;
    private readonly List<double> _sizes;

    // The usual step from line to line, in sizes of the letters.
    private readonly double _pitch;
    private readonly List<PdfPart> _parts = [];

    public PdfBlocks(BlockBuilder builder, IReadOnlyList<PdfPage> pages, string? named)
    {
        (_builder, _pages, _named) = (builder, pages, named);
        var lines = pages.SelectMany(page => page.Lines).ToList();
        _body = lines.GroupBy(line => Math.Round(line.Size * 2) / 2).OrderByDescending(group => group.Sum(line => line.Text.Length)).First().Key;
        var steps = pages.SelectMany(page => PdfRegions.Rows(page.Lines.Where(line => line.Turn == 0).ToList()) is var rows
            ? Enumerable.Range(1, Math.Max(0, rows.Count - 1)).Select(i => (rows[i - 1][0].Baseline - rows[i][0].Baseline) / rows[i][0].Size) : []).Where(step => step is > 0.8 and < 3).Order().ToList();
        _pitch = steps.Count == 0 ? 1.2 : steps[steps.Count / 4];
        _sizes = [.. lines.Select(line => Math.Round(line.Size * 2) / 2).Where(size => size > Larger * _body).Distinct().OrderDescending()];
    }

    /// <returns>The title; null where none stands out.</returns>
    public string? Add()
    {
        var running = PdfRunningHeads.Of(_pages);
        foreach (var page in _pages)
        {
            if (IsContents(page))
            {
                _parts.AddRange(PdfRegions.Rows(page.Lines).Select(row => new PdfPart(PdfKind.Boilerplate, string.Join(' ', row.Select(line => line.Text)), _body, false, 0, page.Number) { Lines = row }));
                continue;
            }

            foreach (var turned in PdfTurned.InOrder(page.Lines))
            {
                var kept = turned.Lines.Where(line => !running.Contains((page.Number, line))).ToList();
                if (turned.IsStamp)
                {
                    _parts.AddRange(kept.Select(line => new PdfPart(PdfKind.Boilerplate, line.Text, line.Size, false, 0, page.Number) { Lines = [line] }));
                    continue;
                }

                foreach (var region in new PdfRegions(turned.Turn == 0 ? page.Rules : []).Of(kept))
                {
                    if (region.Rows is { } rows)
                    {
                        Table(rows, page.Number);
                    }
                    else
                    {
                        Column(region.Lines, page.Number);
                    }
                }
            }
        }

        Join();
        Captions();
        Contents();
        var title = TitleOf();
        Loose();
        foreach (var part in _parts)
        {
            _builder.Page = part.Page;
            _builder.Placed = text => PdfPlaces.Of(text, part.Lines);
            switch (part.Kind)
            {
                case PdfKind.Title:
                    _builder.Title(part.Text);
                    break;
                case PdfKind.Heading:
                    _builder.Heading(part.Text, LevelOf(part.Text, part.Size));
                    break;
                case PdfKind.Item:
                    _builder.Item(part.Text, 1 + (int)Math.Clamp(Math.Round(part.Indent / (1.5 * _body)), 0, 5));
                    break;
                case PdfKind.Boilerplate:
                    _builder.Boilerplate(part.Text);
                    break;
                case PdfKind.Table:
                    IReadOnlyList<string>[] cells = [.. part.Rows!.Select(row => row.Cells)];
                    _builder.Table(cells, IsBoldHead(part.Rows!) ? 1 : HeadOf(cells), part.Text.Length > 0 ? part.Text : null, (text, row) => PdfPlaces.Of(text, part.Rows![row].Lines));
                    break;
                default:
                    _builder.Paragraph(part.Text);
                    break;
            }
        }

        return title ?? (string.IsNullOrWhiteSpace(_named) || _named.Contains('\\', StringComparison.Ordinal) || FileName().IsMatch(_named) ? null : BlockBuilder.Clean(_named));
    }

    /// <summary>Two lines as one text: a word cut at the line's end is whole again.</summary>
    internal static string Joined(string before, string after)
    {
        if (before.Length == 0 || after.Length == 0)
        {
            return before + after;
        }

        if (before[^1] is '-' or '\u2010' or '\u00AD' && before.Length > 1 && char.IsLetter(before[^2]) && char.IsLower(after[0]))
        {
            return before[..^1] + after;
        }

        // A compound keeps its hyphen and has no blank after it.
        var glued = before[^1] is '-' or '\u2010' && before.Length > 1 && char.IsLetterOrDigit(before[^2]) || before[^1] is '/' || IsEastAsian(before[^1]) && IsEastAsian(after[0]);
        return glued ? before + after : before + " " + after;
    }

    /// <summary>Of a script that is written without blanks.</summary>
    private static bool IsEastAsian(char c) => c is >= '\u2E80' and <= '\u9FFF' or >= '\uFF00' and <= '\uFFEF';

    private void Table(IReadOnlyList<PdfRow> rows, int page)
    {
        // A table that goes on on the next page, its names of columns once more or not at all.
        if (_parts.Count > 0 && _parts[^1] is { Kind: PdfKind.Table } above && above.Page == page - 1 && above.Rows![0].Cells.Count == rows[0].Cells.Count)
        {
            var again = above.Rows[0].Cells.SequenceEqual(rows[0].Cells);
            var head = HeadOf([.. above.Rows.Select(row => row.Cells)]);
            if (again || head > 0)
            {
                _parts.Add(above with { Text = "", Rows = [.. above.Rows.Take(Math.Max(1, head)), .. again ? rows.Skip(Math.Max(1, head)) : rows], Page = page });
                return;
            }
        }

        _parts.Add(new PdfPart(PdfKind.Table, "", 0, false, 0, page) { Rows = rows, Lines = [.. rows.SelectMany(row => row.Lines)] });
    }

    /// <summary>The first row is bold and no other is.</summary>
    private static bool IsBoldHead(IReadOnlyList<PdfRow> rows) => rows.Count >= 2 && rows[0].Cells.Count(cell => cell.Length > 0) >= 2
        && rows[0].Lines.All(line => line.Bold) && rows.Skip(1).All(row => !row.Lines.All(line => line.Bold));

    /// <summary>How many rows name the columns: none, one, or two where the second goes on with names that the first begins ("Dose for", "adults (mg)").</summary>
    private static int HeadOf(IReadOnlyList<IReadOnlyList<string>> rows)
    {
        if (TableRows.LooksLikeHead(rows))
        {
            return 1;
        }

        // The second row leaves out columns, the first most often, and both together are names.
        return rows.Count >= 3 && rows[1].Any(cell => cell.Length == 0) && rows[1].Any(cell => cell.Length > 0)
            && TableRows.LooksLikeHead([[.. rows[0].Select((cell, column) => column < rows[1].Count && rows[1][column].Length > 0 ? $"{cell} {rows[1][column]}".Trim() : cell)], .. rows.Skip(2)])
                ? 2
                : 0;
    }

    private void Column(IReadOnlyList<PdfLine> lines, int page)
    {
        var (left, right) = (lines.Min(line => line.Left), lines.Max(line => line.Right));
        var steps = new List<double>();
        for (var i = 1; i < lines.Count; i++)
        {
            if (!PdfRegions.SameRow(lines[i - 1], lines[i]) && Math.Abs(lines[i].Size - lines[i - 1].Size) < 0.5)
            {
                steps.Add((lines[i - 1].Baseline - lines[i].Baseline) / lines[i].Size);
            }
        }

        // The step within paragraphs is the lower of the usual ones.
        var usual = steps.Where(step => step > 0.8).Order().ToList();
        var pitch = usual.Count < 4 ? _pitch : usual[usual.Count / 4];
        // A title and a date may stand over them at another edge.
        var hangs = Enumerable.Range(0, Math.Min(MostLinesOver + 1, lines.Count)).Select(over => (int?)over).FirstOrDefault(over => IsHanging([.. lines.Skip(over!.Value)], pitch));
        var edge = hangs is null ? left : lines.Skip(hangs.Value).Min(line => line.Left);
        var at = -1;
        var text = "";
        PdfLine? first = null;
        PdfLine? last = null;
        var item = false;
        var own = new List<PdfLine>();
        void End()
        {
            if (first is not null && text.Length > 0)
            {
                // A bullet in larger letters than its words makes no heading of them.
                var words = own.Find(line => line.Text.Any(char.IsLetterOrDigit)) ?? first;
                _parts.Add(new PdfPart(KindOf(text, words, item), text, words.Size, words.Bold, first.Left - left, page) { Lines = own });
            }

            (text, first) = ("", null);
            own = [];
        }

        foreach (var line in lines)
        {
            at++;
            var marked = Mark(line.Text);
            if (last is not null && first is not null)
            {
                var same = PdfRegions.SameRow(last, line);
                var step = (last.Baseline - line.Baseline) / Math.Max(1, line.Size);
                var otherSize = Math.Abs(line.Size - last.Size) > 0.11 * Math.Max(line.Size, last.Size);
                var begins = !same && (step > 1.28 * pitch + 0.05 || step < -0.5 || otherSize || marked || DateLine.TryParse(line.Text, out _) || DateLine.TryParse(text, out _)
                    || line.Bold != last.Bold && (line.Bold || WordsOf(text) <= MostWordsOfHeading && !EndMark().IsMatch(text))
                    || !item && line.Left > left + 0.8 * line.Size && line.Left < left + 5 * line.Size && last.Left < line.Left - 0.8 * line.Size && EndMark().IsMatch(text)
                    || item && line.Left < first.Left - 0.5 * line.Size
                    || last.Right < right - 0.25 * (right - left) && EndMark().IsMatch(text) && !char.IsLower(line.Text[0])
                    || last.Right < right - 0.45 * (right - left) && !char.IsLower(line.Text[0]) && IsShort(text, last, left, right));
                // Where paragraphs hang, a line that is set in goes on, and one at the edge begins.
                if (at > hangs && !same && !marked && !otherSize && line.Bold == last.Bold ? line.Left < edge + 0.5 * line.Size : begins)
                {
                    End();
                }
            }

            if (first is null)
            {
                (first, item) = (line, marked);
                text = line.Text;
            }
            else
            {
                text = Joined(text, line.Text);
            }

            own.Add(line);
            last = line;
        }

        End();
    }

    /// <summary>
    /// Each paragraph's first line stands at the edge and its others are set in, as verse and lists of references are set: no gap stands before a line that is set
    /// in, and such lines are as many as the others, or gaps stand before those at the edge.
    /// </summary>
    private static bool IsHanging(IReadOnlyList<PdfLine> lines, double pitch)
    {
        var left = lines.Min(line => line.Left);
        var (edge, within, gaps) = (0, 0, 0);
        double? indent = null;
        for (var i = 0; i < lines.Count; i++)
        {
            if (i > 0 && PdfRegions.SameRow(lines[i - 1], lines[i]))
            {
                return false;
            }

            var gap = i > 0 && (lines[i - 1].Baseline - lines[i].Baseline) / Math.Max(1, lines[i].Size) > 1.2 * pitch + 0.05;
            if (lines[i].Left < left + 0.3 * lines[i].Size)
            {
                edge++;
                gaps += gap ? 1 : 0;
            }
            else if (!gap && i > 0 && lines[i].Left < left + 4 * lines[i].Size && Math.Abs(lines[i].Left - (indent ??= lines[i].Left)) < 0.3 * lines[i].Size)
            {
                within++;
            }
            else
            {
                return false;
            }
        }

        return edge >= 2 && within >= 2 && (within > edge || gaps >= 2 && gaps >= edge - 1);
    }

    /// <summary>A line that stops long before the column does, and is all of its paragraph so far: a line of its own.</summary>
    private static bool IsShort(string text, PdfLine last, double left, double right) => text == last.Text && last.Right - left < 0.55 * (right - left);

    private static bool Mark(string text) => ListMark.At(text, 0, text.Length) is { } mark && mark.Length < text.Length || Bullet().IsMatch(text);

    private PdfKind KindOf(string text, PdfLine first, bool item)
    {
        var words = WordsOf(text);
        var large = first.Size > Larger * _body && first.Turn == 0;
        var numbered = Numbered().IsMatch(text);
        return (large && words <= MostWordsOfTitle || first.Bold && words <= MostWordsOfHeading && !EndMark().IsMatch(text))
            && (!item || numbered) && text.Any(char.IsLetter) && words > 0 && (!large || text.Length > 2) ? PdfKind.Heading
            : item ? PdfKind.Item
            : PdfKind.Paragraph;
    }

    private int LevelOf(string text, double size)
    {
        var place = _sizes.IndexOf(Math.Round(size * 2) / 2);
        var bySize = place < 0 ? Math.Min(_sizes.Count, MostLevels - 1) + 1 : Math.Min(place, MostLevels - 1) + 1;
        return Numbered().Match(text) is { Success: true } number ? bySize + number.Groups["number"].Value.TrimEnd('.').Count(c => c == '.') : bySize;
    }

    private static int WordsOf(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length;

    /// <summary>A paragraph that a column's or page's end cuts goes on after it.</summary>
    private void Join()
    {
        for (var i = 1; i < _parts.Count; i++)
        {
            // A stamp or a figure's number may stand between.
            var place = i - 1;
            while (place > 0 && _parts[place].Kind == PdfKind.Boilerplate)
            {
                place--;
            }

            var (before, after) = (_parts[place], _parts[i]);
            if (after.Kind == PdfKind.Paragraph && before.Kind is PdfKind.Paragraph or PdfKind.Item && !EndMark().IsMatch(before.Text) && before.Text.Length > 30
                && (char.IsLower(after.Text[0]) || before.Text[^1] is '-' or '\u2010' or ',' || IsOpen(before.Text)) && Math.Abs(before.Size - after.Size) < 0.6)
            {
                _parts[place] = before with { Text = Joined(before.Text, after.Text), Lines = [.. before.Lines, .. after.Lines] };
                _parts.RemoveAt(i--);
            }
        }
    }

    /// <summary>A bracket that was opened last is not closed.</summary>
    private static bool IsOpen(string text) => text.LastIndexOfAny(['(', '[']) is >= 0 and var open && text.IndexOf(text[open] == '(' ? ')' : ']', open) < 0 && text.Length - open < 80;

    /// <summary>A page most of whose lines end in page numbers that go up, apart from their words or after dots.</summary>
    private static bool IsContents(PdfPage page)
    {
        var rows = PdfRegions.Rows(page.Lines.Where(line => line.Turn == 0).ToList());
        var ends = rows.Select(row => (Row: row, Number: row.Count > 1 && PageNumber().IsMatch(row[^1].Text) && row[^1].Left - row[^2].Right > 2 * row[^1].Size || Leaders().IsMatch(row[^1].Text)
            ? int.Parse(LastNumber().Match(row[^1].Text).Value, System.Globalization.CultureInfo.InvariantCulture) : -1)).Where(end => end.Number > 0).ToList();
        if (ends.Count < 5 || ends.Count < 0.3 * rows.Count)
        {
            return false;
        }

        var up = Enumerable.Range(1, ends.Count - 1).Count(i => ends[i].Number >= ends[i - 1].Number);
        var marked = ends.Count(end => Leaders().IsMatch(end.Row[^1].Text) || ContentsNumber().IsMatch(end.Row[0].Text));
        return up >= 0.9 * (ends.Count - 1) && (2 * marked >= ends.Count || rows.Take(4).Any(row => ContentsHead().IsMatch(row[0].Text)));
    }

    internal static bool IsCaption(string text) => Caption().IsMatch(text);

    /// <summary>"Table 3: …" introduces its table, and heads no section.</summary>
    private void Captions()
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i].Kind is not (PdfKind.Heading or PdfKind.Paragraph) || !IsCaption(_parts[i].Text))
            {
                continue;
            }

            if (i + 1 < _parts.Count && _parts[i + 1].Kind == PdfKind.Table)
            {
                _parts[i + 1] = _parts[i + 1] with { Text = _parts[i].Text, Lines = _parts[i].Lines };
                _parts.RemoveAt(i);
            }
            else
            {
                _parts[i] = _parts[i] with { Kind = PdfKind.Paragraph };
            }
        }
    }

    /// <summary>A list of contents is where things are, not what they say.</summary>
    private void Contents()
    {
        for (var i = 0; i < _parts.Count; i++)
        {
            var leads = ContentsHead().IsMatch(_parts[i].Text) && _parts[i].Kind is PdfKind.Heading or PdfKind.Paragraph;
            var from = leads ? i + 1 : i;
            var end = from;
            while (end < _parts.Count && IsContentsLine(_parts[end], leads))
            {
                end++;
            }

            if (end - from >= (leads ? 1 : 3))
            {
                for (var line = i; line < end; line++)
                {
                    var text = _parts[line].Rows is { } rows ? string.Join('\n', rows.Select(row => TableRows.Text(row.Cells, null))) : _parts[line].Text;
                    _parts[line] = _parts[line] with { Kind = PdfKind.Boilerplate, Text = text };
                }

                i = end - 1;
            }
        }
    }

    private static bool IsContentsLine(PdfPart part, bool leads) =>
        part.Rows is { } rows
            ? leads && rows.Count(row => int.TryParse(row.Cells.LastOrDefault(cell => cell.Length > 0), out _)) >= 0.6 * rows.Count
            : Leaders().IsMatch(part.Text) || leads && EndsInPage().IsMatch(part.Text);

    /// <summary>Names and dates under the title head no section; a figure all alone says nothing.</summary>
    private void Loose()
    {
        var title = _parts.FindIndex(part => part.Kind == PdfKind.Title);
        for (var i = title + 1; title >= 0 && i < _parts.Count && _parts[i].Kind == PdfKind.Heading && !Numbered().IsMatch(_parts[i].Text); i++)
        {
            if (i + 1 < _parts.Count && _parts[i + 1].Kind == PdfKind.Heading || DateLine.TryParse(_parts[i].Text, out _))
            {
                _parts[i] = _parts[i] with { Kind = PdfKind.Paragraph };
            }
        }

        for (var i = 0; i < _parts.Count; i++)
        {
            if (_parts[i] is { Kind: PdfKind.Paragraph, Text.Length: <= 6 } part && !part.Text.Any(char.IsLetter))
            {
                _parts[i] = part with { Kind = PdfKind.Boilerplate };
            }
        }
    }

    private string? TitleOf()
    {
        // The largest type at the head of the first page, unless everything is of one size.
        var head = _parts.Select((part, place) => (part, place)).TakeWhile(item => item.part.Page <= 1 && item.place < 12).Where(item => item.part.Kind == PdfKind.Heading).ToList();
        if (head.Count == 0)
        {
            return null;
        }

        var largest = head.MaxBy(item => item.part.Size);
        if (largest.part.Size <= Larger * _body && largest.place > 0 || WordsOf(largest.part.Text) > MostWordsOfTitle)
        {
            return null;
        }

        // A title set in several lines of the same size is one.
        var text = largest.part.Text;
        while (largest.part.Size > Larger * _body && largest.place + 1 < _parts.Count && _parts[largest.place + 1] is { Kind: PdfKind.Heading } more && Math.Abs(more.Size - largest.part.Size) < 0.3 && more.Page == largest.part.Page
            && !EndMark().IsMatch(text) && WordsOf(text + more.Text) < MostWordsOfTitle)
        {
            text = Joined(text, more.Text);
            largest.part = largest.part with { Lines = [.. largest.part.Lines, .. more.Lines] };
            _parts.RemoveAt(largest.place + 1);
        }

        _parts[largest.place] = largest.part with { Kind = PdfKind.Title, Text = text };
        return text;
    }

    [GeneratedRegex("""[.!?:;…。！？：]["”’')\]\d]*\s*$""", RegexOptions.NonBacktracking)]
    private static partial Regex EndMark();

    [GeneratedRegex(@"^(?<number>\d{1,2}(?:\.\d{1,2}){0,4}\.?)\s+\p{Lu}", RegexOptions.NonBacktracking)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"^[•●○▪■□◦‣⁃∙·–—*\uF0B7\uF0A7]\s", RegexOptions.NonBacktracking)]
    private static partial Regex Bullet();

    [GeneratedRegex(@"(?:\.\s?){4,}\s*[0-9]{1,4}\s*$|…{2,}\s*[0-9]{1,4}\s*$|_{4,}\s*[0-9]{1,4}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Leaders();

    [GeneratedRegex(@"^(?:table|figure|fig\.|tab\.|box|chart|tabelle|abbildung|tableau|tabla|figura|cuadro)\s+[\dA-Z][\w.]{0,6}\b", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Caption();

    [GeneratedRegex(@"^[0-9]{1,4}$", RegexOptions.NonBacktracking)]
    private static partial Regex PageNumber();

    [GeneratedRegex(@"[0-9]{1,4}\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex LastNumber();

    [GeneratedRegex(@"^(?:(?:chapter|section|annex|appendix|part)\s)?\d{1,2}(?:\.\d{1,2}){0,4}\.?(?:\s|$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ContentsNumber();

    [GeneratedRegex(@"\s(?:\d{1,4}|[ivxlc]{1,6})\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex EndsInPage();

    [GeneratedRegex(@"^(?:table of )?contents\s*$|^(?:inhalt|inhaltsverzeichnis|table des matières|sommaire|índice|indice)\s*$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex ContentsHead();

    [GeneratedRegex(@"\.(?:docx?|pdf|indd|xlsx?|pptx?|tex|odt|rtf|qxd|dvi)\s*$|^(?:untitled|microsoft word|document\d*|\(?(?:anonymous|unspecified|unnamed)\)?$)", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex FileName();
}

/// <summary>What a page is made of, before it is known what all of it is.</summary>
/// <param name="Indent">How far it is set in from its column's edge, in points.</param>
internal sealed record PdfPart(PdfKind Kind, string Text, double Size, bool Bold, double Indent, int Page)
{
    /// <summary>Of a table.</summary>
    public IReadOnlyList<PdfRow>? Rows { get; init; }

    /// <summary>Where its words stand; of a table those of its caption.</summary>
    public IReadOnlyList<PdfLine> Lines { get; init; } = [];
}

internal enum PdfKind
{
    Paragraph,
    Title,
    Heading,
    Item,
    Table,
    Boilerplate,
}

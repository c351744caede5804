using System.Text.RegularExpressions;
using CcgBot.Articles;
using CcgBot.Text;

namespace CcgBot.Answering.Units;

/// <summary>Finds the list or table that a sentence is part of or introduces: by the stored layout, and within a paragraph by its lines and numbering.</summary>
/// <param name="near">The paragraphs around one, it included, in reading order; null = only the paragraph itself is known.</param>
internal sealed partial class EntryReader(Func<Paragraph, IReadOnlyList<Paragraph>>? near)
{
    private const int MostDigits = 2;
    private const int MostWordsOfLine = 12;

    /// <summary>A column in so many of whose rows a digit stands is one of figures.</summary>
    private const double FigureRows = 0.75;

    /// <returns>Null when the sentence is part of neither.</returns>
    public Entries? Around(Paragraph paragraph, TextSpan sentence) => paragraph.Layout switch
    {
        { Form: BlockForm.ListItem } when near is not null => OfItem(paragraph),
        { Form: BlockForm.TableRow } when near is not null => OfRow(paragraph),
        { Form: BlockForm.LeadIn or BlockForm.Heading } when near is not null && IsLeadIn(paragraph, sentence) => Introduced(paragraph) ?? Inside(paragraph, sentence),
        { Form: BlockForm.Table } => WithCaption(paragraph, Inside(paragraph, sentence)),
        _ => Inside(paragraph, sentence),
    };

    /// <summary>The lists and tables that a paragraph is part of, holds or introduces.</summary>
    public IEnumerable<Entries> All(Paragraph paragraph) => paragraph.Layout switch
    {
        { Form: BlockForm.ListItem } when near is not null => OfItem(paragraph) is { } list ? [list] : [],
        { Form: BlockForm.TableRow } when near is not null => OfRow(paragraph) is { } table ? [table] : [],
        { Form: BlockForm.LeadIn or BlockForm.Heading } when near is not null && Introduced(paragraph) is { } introduced => [introduced],
        { Form: BlockForm.Table } => Within(paragraph).Select(entries => WithCaption(paragraph, entries)!),
        _ => Within(paragraph),
    };

    private static bool IsLeadIn(Paragraph paragraph, TextSpan sentence) => LeadInText.Span(paragraph.Text) is var last && sentence.End > last.Start;

    private Entries? OfItem(Paragraph item) => BlockRun.Of(near!(item), item) is { } list ? List(list) : null;

    /// <summary>A table whose rows are paragraphs of their own, as documents give it.</summary>
    private Entries? OfRow(Paragraph row) => BlockRun.Of(near!(row), row) is { } table
        ? new Entries(LeadOf(table.LeadIn), null, [.. table.Members.Select(member =>
            new Entry(member, new TextSpan(0, member.Text.Length), "-", 1, [.. WordedRow.Cells(member.Text).Select(cell => cell.Span)]))])
        : null;

    private Entries? Introduced(Paragraph lead)
    {
        var around = near!(lead);
        return BlockRun.IntroducedBy(around, lead) is { } list ? List(list)
            : around.FirstOrDefault(paragraph => paragraph.Key == lead.Key + 1) is { Layout: { Form: BlockForm.Table, LeadIn: 1 } } table
                ? WithCaption(table, Inside(table, new TextSpan(0, table.Text.Length)))
                : null;
    }

    private static Entries List(BlockRun list) =>
        new(LeadOf(list.LeadIn), null, [.. list.Members.Select(item => ItemOf(item, new TextSpan(0, item.Text.Length), item.Layout!.Level))]);

    private Entries? WithCaption(Paragraph table, Entries? entries)
    {
        if (entries is null || near is null || table.Layout?.LeadIn is not > 0)
        {
            return entries;
        }

        return entries with { LeadIn = LeadOf(near(table).FirstOrDefault(paragraph => paragraph.Key == table.Key - table.Layout.LeadIn)) };
    }

    private static SourceQuote? LeadOf(Paragraph? lead) => lead is not null && LeadInText.Span(lead.Text) is var span ? new SourceQuote(lead, span.Start, span.End) : null;

    private static Entry ItemOf(Paragraph paragraph, TextSpan line, int level)
    {
        var mark = ListMark.At(paragraph.Text, line.Start, line.End);
        var written = mark is { Number: > 0 } ? paragraph.Text[line.Start..(line.Start + mark.Value.Length)].Trim() : "-";
        return new Entry(paragraph, new TextSpan(line.Start + (mark?.Length ?? 0), line.End), written, Math.Max(1, level), []);
    }

    private static Entries? Inside(Paragraph paragraph, TextSpan sentence) =>
        Within(paragraph).FirstOrDefault(entries => entries.Items.Any(item => item.Holds(paragraph, sentence))
            || entries.Head?.Holds(paragraph, sentence) == true
            || entries.LeadIn is { } lead && sentence.Start < lead.End && lead.Start < sentence.End);

    /// <summary>The lists and tables that stand in one paragraph, in order.</summary>
    private static IEnumerable<Entries> Within(Paragraph paragraph)
    {
        var text = paragraph.Text;
        if (text.AsSpan().ContainsAny(LineEnds.Characters))
        {
            var lines = TextLines.Of(text);
            for (var i = 0; i < lines.Lines.Count;)
            {
                var (entries, next) = lines.IsRow(i) ? Table(paragraph, lines, i)
                    : lines.MarkOf(i) is not null ? Marked(paragraph, lines, i)
                    : Unmarked(paragraph, lines, i);
                if (entries is not null)
                {
                    yield return entries;
                }

                i = Math.Max(next, i + 1);
            }
        }

        foreach (var entries in Inline(paragraph))
        {
            yield return entries;
        }
    }

    /// <summary>Rows; the first is the columns' names where the columns hold figures and it does not, or a rule stands under it.</summary>
    private static (Entries?, int) Table(Paragraph paragraph, TextLines lines, int first)
    {
        var text = paragraph.Text;
        var end = first;
        var rows = new List<Entry>();
        var ruled = false;
        for (; end < lines.Lines.Count && lines.IsRow(end); end++)
        {
            var line = lines.Lines[end];
            if (TableRow.IsRule(text, line.Start, line.End))
            {
                ruled |= rows.Count == 1;
                continue;
            }

            rows.Add(new Entry(paragraph, new TextSpan(line.Start, line.End), "-", 1, TableRow.Cells(text, line.Start, line.End)));
        }

        if (rows.Count < 2)
        {
            return (null, end);
        }

        var names = ruled || IsHead(rows);
        return (new Entries(Before(paragraph, lines, first), names ? rows[0] : null, names ? rows[1..] : rows), end);
    }

    /// <summary>Whether the first row names the columns: none of its cells is a figure, and some column below it holds figures; or nothing at all is one.</summary>
    private static bool IsHead(List<Entry> rows) =>
        rows.Count > 2 && rows.TrueForAll(row => !HasDigit(row.Text))
        || !rows[0].Cells.Index().Any(cell => IsFigure(rows[0].Cell(cell.Index)))
        && rows[0].Cells.Index().Any(cell => !HasDigit(rows[0].Cell(cell.Index))
            && rows.Skip(1).Count(row => cell.Index < row.Cells.Count && HasDigit(row.Cell(cell.Index))) >= FigureRows * (rows.Count - 1));

    private static (Entries?, int) Marked(Paragraph paragraph, TextLines lines, int first)
    {
        var items = new List<Entry>();
        var indents = new List<int>();
        var i = first;
        while (i < lines.Lines.Count && lines.MarkOf(i) is not null)
        {
            var last = i;
            while (last + 1 < lines.Lines.Count && lines.MarkOf(last + 1) is null && !lines.IsRow(last + 1) && !lines.Lines[last + 1].IsBlank
                && (lines.RunsOn(last) || lines.Lines[last + 1].Indent > lines.Lines[i].Indent))
            {
                last++;
            }

            while (indents.Count > 0 && indents[^1] >= lines.Lines[i].Indent)
            {
                indents.RemoveAt(indents.Count - 1);
            }

            indents.Add(lines.Lines[i].Indent);
            items.Add(ItemOf(paragraph, new TextSpan(lines.Lines[i].Start, lines.Lines[last].End), indents.Count));
            i = last + 1;
            while (i < lines.Lines.Count && lines.Lines[i].IsBlank && i + 1 < lines.Lines.Count && (lines.MarkOf(i + 1) is not null || lines.Lines[i + 1].IsBlank))
            {
                i++;
            }
        }

        return (new Entries(Before(paragraph, lines, first), null, items), i);
    }

    /// <summary>A line that ends in a colon and the lines after it, each an entry by itself.</summary>
    private static (Entries?, int) Unmarked(Paragraph paragraph, TextLines lines, int lead)
    {
        var text = paragraph.Text;
        if (lines.Lines[lead].IsBlank || text[lines.Lines[lead].End - 1] is not (':' or '：') || lines.RunsOn(lead))
        {
            return (null, lead + 1);
        }

        var items = new List<Entry>();
        var i = lead + 1;
        while (i < lines.Lines.Count && lines.Lines[i].IsBlank)
        {
            i++;
        }

        while (i < lines.Lines.Count && !lines.Lines[i].IsBlank && lines.MarkOf(i) is null && !lines.IsRow(i) && text[lines.Lines[i].End - 1] is not (':' or '：'))
        {
            var last = i;
            while (lines.RunsOn(last) && text[lines.Lines[last].End - 1] is not (',' or ';'))
            {
                last++;
            }

            items.Add(new Entry(paragraph, new TextSpan(lines.Lines[i].Start, lines.Lines[last].End), "-", 1, []));
            i = last + 1;
        }

        // Whole sentences after a colon are speech or running text.
        var sentences = items.Count(item => SentenceMarks.IsEnd(text, item.Span.Start, item.Span.End) && item.Text.Count(char.IsWhiteSpace) >= MostWordsOfLine);
        return items.Count < 2 || sentences > 0 ? (null, lead + 1) : (new Entries(Before(paragraph, lines, lead + 1), null, items), i);
    }

    /// <summary>The sentence right before a line, where it introduces: it ends in a colon, or nothing but a line end parts the two.</summary>
    private static SourceQuote? Before(Paragraph paragraph, TextLines lines, int line)
    {
        var start = lines.Lines[line].LineStart;
        var before = SentenceSplitter.Split(paragraph.Text).LastOrDefault(span => span.End <= start);
        if (before.Length == 0)
        {
            return null;
        }

        var blank = line > 0 && lines.Lines[line - 1].IsBlank;
        return !blank || paragraph.Text[before.End - 1] is ':' or '：' or '?' ? new SourceQuote(paragraph, before.Start, before.End) : null;
    }

    /// <summary>"To light the oven: 1. Open the valve. 2. Press the knob.": numbers that count up from one within running text.</summary>
    private static IEnumerable<Entries> Inline(Paragraph paragraph)
    {
        var text = paragraph.Text;
        var marks = InlineMark().Matches(text).ToList();
        for (var first = 0; first < marks.Count; first++)
        {
            if (NumberOf(marks[first]) != 1)
            {
                continue;
            }

            var run = new List<Match> { marks[first] };
            foreach (var mark in marks.Skip(first + 1))
            {
                if (Style(mark) == Style(run[0]) && NumberOf(mark) == run.Count + 1)
                {
                    run.Add(mark);
                }
            }

            // The lines of a list are seen to elsewhere.
            if (run.Count < 2 || run.Count(mark => LineEnds.Contains(text[Math.Max(0, mark.Index)])) > 0)
            {
                continue;
            }

            var items = new List<Entry>();
            for (var i = 0; i < run.Count; i++)
            {
                var start = run[i].Groups["words"].Index;
                var end = i + 1 < run.Count ? run[i + 1].Index : SentenceSplitter.Split(text).First(span => span.End > start).End;
                while (end > start && char.IsWhiteSpace(text[end - 1]))
                {
                    end--;
                }

                items.Add(new Entry(paragraph, new TextSpan(start, end), run[i].Groups["mark"].Value, 1, []));
            }

            var at = run[0].Groups["mark"].Index;
            var lead = SentenceSplitter.Split(text).LastOrDefault(span => span.Start < at);
            if (lead.Length > 0 && text.AsSpan(lead.Start, Math.Min(lead.End, at) - lead.Start).TrimEnd() is { Length: > 0 } words)
            {
                yield return new Entries(new SourceQuote(paragraph, lead.Start, lead.Start + words.Length), null, items);
            }

            first = marks.IndexOf(run[^1]);
        }
    }

    private static string Style(Match mark) => mark.Groups["mark"].Value is var written && written[0] is '(' ? "(" : written[^1..];

    private static int NumberOf(Match mark) => mark.Groups["digits"] is { Success: true, Length: <= MostDigits } digits
        ? digits.Value.Aggregate(0, (sum, digit) => 10 * sum + (int)char.GetNumericValue(digit))
        : mark.Groups["letter"] is { Success: true } letter ? letter.Value[0] - 'a' + 1 : 0;

    /// <summary>"5 mg", "£3.60", "≥ 65"; not "Most in 24 hours", which names a column.</summary>
    private static bool IsFigure(string cell) => cell.AsSpan().TrimStart() is [var first, ..]
        && (char.IsDigit(first) || char.GetUnicodeCategory(first) is System.Globalization.UnicodeCategory.CurrencySymbol or System.Globalization.UnicodeCategory.MathSymbol);

    private static bool HasDigit(string text) => text.Any(char.IsDigit);

    [GeneratedRegex(@"(?:^|\s)(?<mark>(?<digits>\p{Nd}{1,2})[.)]|\((?:(?<digits>\p{Nd}{1,2})|(?<letter>[a-z]))\))\s{1,20}(?<words>\S)", RegexOptions.CultureInvariant)]
    private static partial Regex InlineMark();
}

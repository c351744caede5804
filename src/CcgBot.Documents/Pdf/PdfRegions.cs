namespace CcgBot.Documents.Pdf;

/// <summary>A part of a page: lines of one column in their order, or the rows of a table.</summary>
internal sealed record PdfRegion(IReadOnlyList<PdfLine> Lines, IReadOnlyList<PdfRow>? Rows);

/// <summary>A table's row.</summary>
/// <param name="Lines">Cell by cell, each from its first line to its last.</param>
internal sealed record PdfRow(IReadOnlyList<string> Cells, IReadOnlyList<PdfLine> Lines);

/// <summary>A page's lines → its columns and tables in reading order: cut at the gaps that no line crosses.</summary>
internal sealed class PdfRegions(IReadOnlyList<PdfRule> rules)
{
    private const int MaxDepth = 12;
    private const double LeastGutter = 5;
    private const int LeastRows = 3;
    private const double MuchLarger = 1.35;
    private const int MostRowsOfTitle = 3;

    /// <summary>Gaps tried when a table is looked for among text.</summary>
    private const int MostGaps = 40;

    /// <summary>More words than this a table's cell seldom has on a line, and a column of text nearly always.</summary>
    private const double MostWordsOfCellLine = 3.6;

    public List<PdfRegion> Of(IReadOnlyList<PdfLine> lines)
    {
        var regions = new List<PdfRegion>();
        var rows = Rows(lines);
        // A title over everything, in letters much larger, belongs to no column below it.
        var usual = lines.Count == 0 ? 0 : lines.OrderBy(line => line.Size).ElementAt(lines.Count / 2).Size;
        var middle = lines.Count == 0 ? 0 : (lines.Min(line => line.Left) + lines.Max(line => line.Right)) / 2;
        var over = rows.TakeWhile(row => row.Count == 1 && row[0].Size > MuchLarger * usual && row[0].Left < middle).Take(MostRowsOfTitle).Select(row => row[0]).ToList();
        if (over.Count > 0 && over.Count < lines.Count)
        {
            regions.Add(new PdfRegion(over, null));
            lines = [.. lines.Where(line => !over.Contains(line))];
        }

        Add(lines, regions, 0);
        return regions;
    }

    private void Add(IReadOnlyList<PdfLine> lines, List<PdfRegion> regions, int depth)
    {
        if (lines.Count == 0)
        {
            return;
        }

        if (depth >= MaxDepth || Gutter(lines) is not { } gutter)
        {
            if (depth >= MaxDepth || !AddTableAmong(lines, regions, depth))
            {
                regions.Add(new PdfRegion(Ordered(lines), null));
            }

            return;
        }

        // Lines across the gutter (a title, a wide heading) part the page into slabs, each read by itself.
        var slab = new List<PdfLine>();
        var across = new List<PdfLine>();
        foreach (var line in Ordered(lines))
        {
            var crosses = line.Left < gutter - 1 && line.Right > gutter + 1;
            if (crosses && slab.Count > 0)
            {
                Slab(slab, gutter, regions, depth);
                slab = [];
            }
            else if (!crosses && across.Count > 0)
            {
                Add(across, regions, depth + 1);
                across = [];
            }

            (crosses ? across : slab).Add(line);
        }

        Slab(slab, gutter, regions, depth);
        Add(across, regions, depth + 1);
    }

    private void Slab(List<PdfLine> slab, double gutter, List<PdfRegion> regions, int depth)
    {
        if (slab.Count == 0)
        {
            return;
        }

        // A table's caption stands over it and belongs to no column.
        var first = Rows(slab)[0];
        if (first.Count == 1 && slab.Count > 4 && PdfBlocks.IsCaption(first[0].Text))
        {
            regions.Add(new PdfRegion(first, null));
            slab = [.. slab.Where(line => line != first[0])];
        }

        if (Around(slab) is { } around)
        {
            foreach (var text in (IReadOnlyList<PdfLine>[])[around.Above, around.Table, around.Below])
            {
                Add(text, regions, depth + 1);
            }

            return;
        }

        if (!IsTwice(slab, gutter) && TableOf(slab) is { } rows)
        {
            regions.Add(new PdfRegion(Ordered(slab), rows));
            return;
        }

        var left = slab.Where(line => line.Middle < gutter).ToList();
        var right = slab.Where(line => line.Middle >= gutter).ToList();
        // A line or two at either side is no column: "1.2   Scope" is read across.
        if (left.Count == 0 || right.Count == 0)
        {
            Add(slab, regions, depth + 1);
        }
        else if (left.Count == 1 && right.Count == 1 && SameRow(left[0], right[0]))
        {
            regions.Add(new PdfRegion(Ordered(slab), null));
        }
        else
        {
            Add(left, regions, depth + 1);
            Add(right, regions, depth + 1);
        }
    }

    /// <summary>
    /// Lines of text over and under a table that reach over some of its columns, but not over its last gap, or that stand outside the lines drawn around it;
    /// null where there are none.
    /// </summary>
    private (List<PdfLine> Above, List<PdfLine> Table, List<PdfLine> Below)? Around(List<PdfLine> slab)
    {
        var rows = Rows(slab);
        var parted = rows.Where(row => row.Count >= 2).ToList();
        var columns = parted.Count >= LeastRows ? Columns([.. parted.SelectMany(row => row)]) : [];
        var ruled = columns.Count < 2 ? [] : Between(slab, columns);
        bool IsText(List<PdfLine> row) => row.Count == 1 && (ruled.Count >= LeastRows && (row[0].Baseline < ruled[^1] || row[0].Baseline > ruled[0]) || columns.Count(column => column.Left < row[0].Right - 1 && column.Right > row[0].Left + 1) >= 2);
        var above = columns.Count < 2 ? 0 : rows.TakeWhile(IsText).Count();
        var below = columns.Count < 2 || above == rows.Count ? 0 : rows.AsEnumerable().Reverse().TakeWhile(IsText).Count();
        return above + below == 0 ? null
            : ([.. rows[..above].SelectMany(row => row)], [.. rows[above..^below].SelectMany(row => row)], [.. rows[^below..].SelectMany(row => row)]);
    }

    /// <summary>The same names stand over the columns on both sides: two tables beside one another.</summary>
    private static bool IsTwice(List<PdfLine> slab, double gutter) => Rows(slab).Exists(row =>
        row.Where(line => line.Middle < gutter).Select(line => line.Text).ToList() is { Count: >= 2 } left
        && row.Where(line => line.Middle >= gutter).Select(line => line.Text).ToList() is { Count: >= 2 } right
        && left.SequenceEqual(right) && left.TrueForAll(name => name.Any(char.IsLetter)));

    /// <summary>A table with text over and under it that is as wide: the longest run of rows that one gap goes through.</summary>
    private bool AddTableAmong(IReadOnlyList<PdfLine> lines, List<PdfRegion> regions, int depth)
    {
        var rows = Rows(lines);
        (int From, int To) best = (0, 0);
        foreach (var at in rows.Where(row => row.Count >= 2).Select(row => row[1].Left - 1).Distinct().Take(MostGaps))
        {
            for (var from = 0; from < rows.Count; from++)
            {
                if (!IsParted(rows[from], at))
                {
                    continue;
                }

                var (to, parted) = (from, 0);
                for (var next = from; next < rows.Count && !rows[next].Exists(line => line.Left < at - 1 && line.Right > at - LeastGutter + 1); next++)
                {
                    // A row of one side only goes on with a cell of the row above it; such rows are no table's end.
                    parted += IsParted(rows[next], at) ? 1 : 0;
                    to = IsParted(rows[next], at) || rows[next].TrueForAll(line => line.Left >= at - 1) ? next + 1 : to;
                    if (parted < 0.5 * (next - from + 1))
                    {
                        break;
                    }
                }

                if (parted >= LeastRows && to - from > best.To - best.From)
                {
                    best = (from, to);
                }

                from = Math.Max(from, to - 1);
            }
        }

        if (best.To == 0 || TableOf([.. rows[best.From..best.To].SelectMany(row => row)]) is not { } table)
        {
            return false;
        }

        Add([.. rows[..best.From].SelectMany(row => row)], regions, depth + 1);
        regions.Add(new PdfRegion([.. rows[best.From..best.To].SelectMany(row => row)], table));
        Add([.. rows[best.To..].SelectMany(row => row)], regions, depth + 1);
        return true;
    }

    private static bool IsParted(List<PdfLine> row, double at) => row.Exists(line => line.Right <= at - LeastGutter + 1) && row.Exists(line => line.Left >= at - 1);

    private static List<PdfLine> Ordered(IReadOnlyList<PdfLine> lines) => [.. Rows(lines).SelectMany(row => row)];

    /// <summary>Top to bottom; lines of one baseline left to right.</summary>
    internal static List<List<PdfLine>> Rows(IReadOnlyList<PdfLine> lines)
    {
        var rows = new List<List<PdfLine>>();
        foreach (var line in lines.OrderByDescending(line => line.Baseline))
        {
            if (rows.Count > 0 && SameRow(rows[^1][0], line))
            {
                rows[^1].Add(line);
            }
            else
            {
                rows.Add([line]);
            }
        }

        return [.. rows.Select(row => row.OrderBy(line => line.Left).ToList())];
    }

    internal static bool SameRow(PdfLine one, PdfLine other) => Math.Abs(one.Baseline - other.Baseline) < 0.3 * Math.Max(one.Size, other.Size);

    /// <summary>Where the most lines stand on either side and the fewest cross; null where the lines are one column.</summary>
    private static double? Gutter(IReadOnlyList<PdfLine> lines)
    {
        var (left, right) = (lines.Min(line => line.Left), lines.Max(line => line.Right));
        double? best = null;
        var bestScore = 0.0;
        foreach (var at in lines.Select(line => line.Left - 0.5).Where(x => x > left + 5 && x < right - 5).Distinct().Order().ToList())
        {
            var (before, after, across) = (0, 0, 0);
            var end = left;
            foreach (var line in lines)
            {
                if (line.Right <= at)
                {
                    before++;
                    end = Math.Max(end, line.Right);
                }
                else if (line.Left >= at)
                {
                    after++;
                }
                else
                {
                    across++;
                }
            }

            if (at - end < LeastGutter || Math.Min(before, after) < 2 || across > 0.6 * Math.Min(before, after) && across > 0.25 * (before + after))
            {
                continue;
            }

            var score = Math.Min(before, after) - 1.5 * across + 0.01 * (at - end);
            if (score > bestScore)
            {
                (bestScore, best) = (score, (at + end) / 2);
            }
        }

        return best;
    }

    /// <summary>The rows where the slab is a table: its cells are short, and stand side by side.</summary>
    private List<PdfRow>? TableOf(List<PdfLine> slab)
    {
        var columns = Columns(slab);
        if (columns.Count < 2)
        {
            return null;
        }

        var rows = Rows(slab);
        var wide = rows.Count(row => row.Select(line => ColumnOf(line, columns)).Distinct().Count() >= 2);
        var words = slab.Average(line => line.Text.Count(c => c == ' ') + 1);
        var ruled = Between(slab, columns);
        var beside = (double)wide / rows.Count;
        var narrow = columns.Min(column => slab.Where(line => ColumnOf(line, columns) == columns.IndexOf(column)).Select(line => line.Text.Count(c => c == ' ') + 1.0).DefaultIfEmpty(0).Average());
        var table = ruled.Count >= 2 && beside >= 0.3 && words < 2 * MostWordsOfCellLine
            || columns.Count >= 3 && words <= MostWordsOfCellLine && beside >= 0.4
            || columns.Count == 2 && narrow <= 2.5 && beside >= 0.6 && words <= 2 * MostWordsOfCellLine;
        // Items of lists side by side are columns of lists.
        if (!table || wide < 2 || slab.Count(line => CcgBot.Text.ListMark.At(line.Text, 0, line.Text.Length) is { Number: 0 }) > 0.25 * slab.Count)
        {
            return null;
        }

        return Cells(rows, columns, ruled);
    }

    /// <summary>The runs of x that lines cover, few lines across two of them left aside.</summary>
    private static List<(double Left, double Right)> Columns(List<PdfLine> slab)
    {
        var edges = slab.SelectMany(line => new[] { (X: line.Left - 1, Step: 1), (X: line.Right + 1, Step: -1) }).OrderBy(edge => edge.X).ThenByDescending(edge => edge.Step).ToList();
        var few = slab.Count >= 20 ? Math.Max(1, Rows(slab).Count / 12) : 0;
        var columns = new List<(double Left, double Right)>();
        var (covered, left) = (0, double.NaN);
        foreach (var (x, step) in edges)
        {
            covered += step;
            if (covered > few && double.IsNaN(left))
            {
                left = x;
            }
            else if (covered <= few && !double.IsNaN(left))
            {
                columns.Add((left, x));
                left = double.NaN;
            }
        }

        return columns;
    }

    /// <summary>The column that a line covers most of, or stands nearest to.</summary>
    private static int ColumnOf(PdfLine line, List<(double Left, double Right)> columns)
    {
        var (best, most) = (0, double.NegativeInfinity);
        for (var i = 0; i < columns.Count; i++)
        {
            var overlap = Math.Min(line.Right, columns[i].Right) - Math.Max(line.Left, columns[i].Left);
            if (overlap > most)
            {
                (best, most) = (i, overlap);
            }
        }

        return best;
    }

    /// <summary>Where drawn lines part the rows: those that reach over most of the table, top to bottom.</summary>
    private List<double> Between(List<PdfLine> slab, List<(double Left, double Right)> columns)
    {
        var (left, right, top, bottom) = (columns[0].Left, columns[^1].Right, slab.Max(line => line.Top), slab.Min(line => line.Bottom));
        return [.. rules.Where(rule => rule.Y < top + 4 && rule.Y > bottom - 4).GroupBy(rule => Math.Round(rule.Y / 2))
            .Where(same => same.Sum(rule => Math.Max(0, Math.Min(rule.Right, right) - Math.Max(rule.Left, left))) > 0.6 * (right - left) && Crossed(same, columns))
            .Select(same => same.Average(rule => rule.Y)).OrderDescending()];
    }

    /// <summary>Drawn through most gaps between columns: two tables side by side have lines of their own.</summary>
    private static bool Crossed(IEnumerable<PdfRule> rules, List<(double Left, double Right)> columns)
    {
        var gaps = Enumerable.Range(1, columns.Count - 1).Select(i => (columns[i - 1].Right + columns[i].Left) / 2).ToList();
        return 2 * gaps.Count(gap => rules.Any(rule => rule.Left <= gap + 2 && rule.Right >= gap - 2)) >= gaps.Count;
    }

    private static List<PdfRow> Cells(List<List<PdfLine>> rows, List<(double Left, double Right)> columns, List<double> ruled)
    {
        var pitch = Enumerable.Range(1, Math.Max(0, rows.Count - 1)).Select(i => rows[i - 1][0].Baseline - rows[i][0].Baseline).Where(step => step > 0).DefaultIfEmpty(12).Min();
        var table = new List<List<string>>();
        var drawn = new List<List<(int Column, PdfLine Line)>>();
        PdfLine? last = null;
        foreach (var row in rows)
        {
            var filled = row.Select(line => ColumnOf(line, columns)).Distinct().ToList();
            var first = row[0];
            // Drawn lines say it where there are enough of them; else a row begins with its first column, or after a gap.
            var begins = last is null
                || (ruled.Count >= 3 && 2 * ruled.Count > rows.Count(other => ColumnOf(other[0], columns) == 0) - 2 && 4 * ruled.Count > rows.Count
                    ? ruled.Exists(y => y < last.Baseline && y > first.Baseline)
                    : filled.Contains(0) && filled.Count >= Math.Max(2, columns.Count / 2) || last.Baseline - first.Baseline > 1.6 * pitch);
            if (begins)
            {
                table.Add([.. Enumerable.Repeat("", columns.Count)]);
                drawn.Add([]);
            }

            foreach (var line in row)
            {
                var column = ColumnOf(line, columns);
                drawn[^1].Add((column, line));
                table[^1][column] = table[^1][column].Length == 0 ? line.Text : PdfBlocks.Joined(table[^1][column], line.Text);
            }

            last = row[0];
        }

        return [.. table.Zip(drawn, (cells, lines) => new PdfRow(cells, [.. lines.OrderBy(item => item.Column).Select(item => item.Line)]))];
    }
}

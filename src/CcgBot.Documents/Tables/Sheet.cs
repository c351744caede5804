namespace CcgBot.Documents.Tables;

/// <summary>A sheet's rows → blocks: the first row that fills its columns names them, what stands above it is its title.</summary>
internal static class Sheet
{
    private const int MostTitleRows = 6;

    /// <param name="all">With the empty rows that part its tables.</param>
    /// <param name="spread">Rows in which one name stands over several columns, each of which it is written in; null = none.</param>
    public static void Add(BlockBuilder builder, IReadOnlyList<IReadOnlyList<string>> all, IReadOnlySet<int>? spread = null)
    {
        var table = new List<IReadOnlyList<string>>();
        var isSpread = false;
        for (var from = 0; from < all.Count;)
        {
            if (IsEmpty(all[from]))
            {
                from++;
                continue;
            }

            var to = from;
            while (to < all.Count && !IsEmpty(all[to]))
            {
                to++;
            }

            var part = all.Skip(from).Take(to - from).ToList();
            if (table.Count > 0 && BeginsAnew(table, part))
            {
                AddTable(builder, table, isSpread);
                table = [];
            }

            isSpread = table.Count == 0 ? Enumerable.Range(from, to - from).Any(row => spread?.Contains(row) == true) : isSpread;
            table.AddRange(part);
            from = to;
        }

        AddTable(builder, table, isSpread);
    }

    private static bool IsEmpty(IReadOnlyList<string> row) => row.All(cell => cell.Trim().Length == 0);

    /// <summary>Whether what follows an empty row is a table of its own, with a title over it or names of its own: then what stands above it has rows already.</summary>
    private static bool BeginsAnew(List<IReadOnlyList<string>> above, List<IReadOnlyList<string>> part)
    {
        var titled = part.Count > 2 && Filled(part[0]) == 1 && part.Skip(1).Max(Filled) > 1;
        return above.Max(Filled) > 1 && above.Count > 1 && (titled || part.Count > 2 && TableRows.LooksLikeHead([.. part.Select(Trimmed)]));
    }

    /// <summary>Without the empty columns before it.</summary>
    private static IReadOnlyList<string> Trimmed(IReadOnlyList<string> row) => [.. row.SkipWhile(cell => cell.Trim().Length == 0)];

    private static void AddTable(BlockBuilder builder, List<IReadOnlyList<string>> rows, bool isSpread)
    {
        if (rows.Count == 0)
        {
            return;
        }

        var width = rows.Skip(Math.Min(1, rows.Count - 1)).Max(Filled);
        var head = 0;
        while (head < rows.Count - 1 && head < MostTitleRows && Filled(rows[head]) <= 1 && width > 1)
        {
            builder.Paragraph(TableRows.Text(rows[head], null));
            head++;
        }

        rows = rows.Skip(head).ToList();
        // What is all words over anything is names; a sheet of one column has none.
        var named = width > 1 && rows.Count > 1 && (AreNames(rows[0]) || TableRows.LooksLikeHead(rows)) && Filled(rows[0]) >= 0.5 * width;
        if (named && TableRows.Pair(rows[0]) is { } pair)
        {
            foreach (var row in rows.Skip(1))
            {
                builder.Pair(Cell(row, pair.Question), Cell(row, pair.Answer));
            }

            return;
        }

        builder.Table(rows, !named ? 0 : isSpread && rows.Count > 2 && AreNames(rows[1]) ? 2 : 1);
    }

    private static bool AreNames(IReadOnlyList<string> row) =>
        row.Where(cell => cell.Trim().Length > 0).All(cell => TableRows.OneLine(cell) is { Length: <= 80 } name && name.Any(char.IsLetter) && !double.TryParse(name, out _));

    private static string Cell(IReadOnlyList<string> row, int column) => column < row.Count ? row[column] : "";

    private static int Filled(IReadOnlyList<string> row) => row.Count(cell => cell.Trim().Length > 0);
}

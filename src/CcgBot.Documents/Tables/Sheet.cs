namespace CcgBot.Documents.Tables;

/// <summary>A sheet's rows → blocks: the first row that fills its columns names them, what stands above it is its title.</summary>
internal static class Sheet
{
    private const int MostTitleRows = 6;

    public static void Add(BlockBuilder builder, IReadOnlyList<IReadOnlyList<string>> all)
    {
        var rows = all.Where(row => row.Any(cell => cell.Trim().Length > 0)).ToList();
        if (rows.Count == 0)
        {
            return;
        }

        var width = rows.Skip(Math.Min(2, rows.Count - 1)).Max(Filled);
        var head = 0;
        while (head < rows.Count - 1 && head < MostTitleRows && Filled(rows[head]) <= 1 && width > 1)
        {
            builder.Paragraph(TableRows.Text(rows[head], null));
            head++;
        }

        rows = rows.Skip(head).ToList();
        // What is all words over anything is names; a sheet of one column has none.
        var named = width > 1 && rows.Count > 1 && rows[0].Where(cell => cell.Trim().Length > 0).All(cell => TableRows.OneLine(cell) is { Length: <= 80 } name && name.Any(char.IsLetter) && !double.TryParse(name, out _))
            && Filled(rows[0]) >= 0.5 * width;
        if (named && TableRows.Pair(rows[0]) is { } pair)
        {
            foreach (var row in rows.Skip(1))
            {
                builder.Pair(Cell(row, pair.Question), Cell(row, pair.Answer));
            }

            return;
        }

        builder.Table(rows, named ? 1 : 0);
    }

    private static string Cell(IReadOnlyList<string> row, int column) => column < row.Count ? row[column] : "";

    private static int Filled(IReadOnlyList<string> row) => row.Count(cell => cell.Trim().Length > 0);
}

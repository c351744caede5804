using System.Globalization;
using CcgBot.Articles;
using CcgBot.Documents.Tables;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using Part = DocumentFormat.OpenXml.Spreadsheet.Sheet;
using Words = DocumentFormat.OpenXml.Spreadsheet.Text;

namespace CcgBot.Documents.Office;

/// <summary>An Excel file → one paragraph a row, sheet by sheet; hidden sheets are left out.</summary>
internal static class ExcelReader
{
    private const int MostColumns = 2_000;
    private const int MostMerged = 20_000;
    private const int MostRowsOfMerged = 10_000;

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        limits.CheckZip(bytes);
        using var excel = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
        var book = excel.WorkbookPart ?? throw new UnreadableException("holds no workbook; open it in Excel and save it again");
        var strings = (book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>() ?? []).Select(TextOf).ToList();
        var numbers = new ExcelNumbers(book);
        var builder = new BlockBuilder();
        foreach (var sheet in book.Workbook?.Descendants<Part>() ?? [])
        {
            if (sheet.State is { InnerText: not "visible" } || sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
            {
                continue;
            }

            builder.Outer = sheet.Name?.Value;
            var rows = new List<List<string>>();
            var places = new Dictionary<uint, int>();
            var last = 0u;
            foreach (var row in part.Worksheet?.Descendants<Row>() ?? [])
            {
                limits.Check();
                var number = row.RowIndex?.Value ?? last + 1;
                if (number > last + 1 && rows.Count > 0)
                {
                    // Empty rows are not written; what they part are tables of their own.
                    rows.Add([]);
                }

                (last, places[number]) = (number, rows.Count);
                rows.Add(Cells(row, strings, numbers));
            }

            var spread = Merge(rows, places, part.Worksheet?.Descendants<MergeCell>() ?? []);
            Tables.Sheet.Add(builder, rows, spread);
        }

        return builder.Count == 0
            ? throw new UnreadableException("no cell with text in it")
            : new ReadDocument("") { Blocks = builder.Blocks, Title = excel.PackageProperties.Title is { Length: > 0 } title ? BlockBuilder.Clean(title) : null };
    }

    /// <summary>A merged cell's words stand in each of its rows, and a name over several columns in each of them, as whoever looks at it reads it.</summary>
    /// <returns>The rows in which a cell reaches over some columns, and not over all.</returns>
    private static HashSet<int> Merge(List<List<string>> rows, Dictionary<uint, int> places, IEnumerable<MergeCell> merged)
    {
        var spread = new HashSet<int>();
        var width = rows.Count == 0 ? 0 : rows.Max(row => row.FindLastIndex(cell => cell.Length > 0) + 1);
        foreach (var ends in merged.Take(MostMerged).Select(merge => merge.Reference?.Value?.Split(':')).Where(ends => ends?.Length == 2))
        {
            var ((left, top), (right, bottom)) = ((ColumnOf(ends![0]), RowOf(ends[0])), (ColumnOf(ends[1]), RowOf(ends[1])));
            if (!places.TryGetValue(top, out var first) || left >= rows[first].Count || rows[first][left] is not { Length: > 0 } words)
            {
                continue;
            }

            // A title over the whole table is no name of its columns.
            var across = right > left && right - left + 1 < width - 1;
            if (across)
            {
                spread.Add(first);
            }

            for (var row = top; row <= bottom && row - top < MostRowsOfMerged; row++)
            {
                if (places.TryGetValue(row, out var at))
                {
                    for (var column = left; column <= (across && at == first ? Math.Min(right, MostColumns - 1) : left); column++)
                    {
                        Set(rows[at], column, words);
                    }
                }
            }
        }

        return spread;
    }

    private static void Set(List<string> cells, int column, string words)
    {
        while (cells.Count <= column)
        {
            cells.Add("");
        }

        cells[column] = words;
    }

    private static List<string> Cells(Row row, List<string> strings, ExcelNumbers numbers)
    {
        var cells = new List<string>();
        foreach (var cell in row.Elements<Cell>())
        {
            // A sheet writes no empty cells: each says where it stands.
            var column = cell.CellReference?.Value is { } reference ? ColumnOf(reference) : cells.Count;
            if (column >= MostColumns)
            {
                break;
            }

            Set(cells, column, TextOf(cell, strings, numbers));
        }

        return cells;
    }

    private static int ColumnOf(string reference) => reference.TakeWhile(char.IsAsciiLetter).Take(4).Aggregate(0, (sum, letter) => 26 * sum + char.ToUpperInvariant(letter) - 'A' + 1) - 1 is >= 0 and var column ? column : 0;

    private static uint RowOf(string reference) => uint.TryParse(reference.AsSpan().TrimStart("ABCDEFGHIJKLMNOPQRSTUVWXYZ$"), NumberStyles.None, CultureInfo.InvariantCulture, out var row) ? row : 0;

    private static string TextOf(Cell cell, List<string> strings, ExcelNumbers numbers)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.InnerText;
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < strings.Count ? strings[place] : "",
            "inlineStr" => cell.InlineString?.InnerText ?? "",
            "b" => value == "1" ? "yes" : "no",
            "str" or "d" => value,
            // "#N/A": nothing that anybody wrote.
            "e" => "",
            _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? numbers.Shown(number, cell.StyleIndex?.Value) : value,
        };
    }

    private static string TextOf(SharedStringItem item) => string.Concat(item.ChildElements.Where(child => child is Words or Run).Select(child => child is Run run ? run.Text?.Text : child.InnerText));
}

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
    private const int FirstDateFormat = 14;
    private const int LastDateFormat = 22;

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        limits.CheckZip(bytes);
        using var excel = SpreadsheetDocument.Open(new MemoryStream(bytes, writable: false), isEditable: false);
        var book = excel.WorkbookPart ?? throw new UnreadableException("holds no workbook; open it in Excel and save it again");
        var strings = (book.SharedStringTablePart?.SharedStringTable?.Elements<SharedStringItem>() ?? []).Select(TextOf).ToList();
        var dates = DateStyles(book);
        var builder = new BlockBuilder();
        foreach (var sheet in book.Workbook?.Descendants<Part>() ?? [])
        {
            if (sheet.State is { } state && state.Value != SheetStateValues.Visible || sheet.Id?.Value is not { } id || book.GetPartById(id) is not WorksheetPart part)
            {
                continue;
            }

            builder.Outer = sheet.Name?.Value;
            var rows = new List<IReadOnlyList<string>>();
            foreach (var row in part.Worksheet?.Descendants<Row>() ?? [])
            {
                limits.Check();
                rows.Add(Cells(row, strings, dates));
            }

            Tables.Sheet.Add(builder, rows);
        }

        return builder.Count == 0
            ? throw new UnreadableException("no cell with text in it")
            : new ReadDocument("") { Blocks = builder.Blocks, Title = excel.PackageProperties.Title is { Length: > 0 } title ? BlockBuilder.Clean(title) : null };
    }

    private static List<string> Cells(Row row, List<string> strings, HashSet<uint> dates)
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

            while (cells.Count <= column)
            {
                cells.Add("");
            }

            cells[column] = TextOf(cell, strings, dates);
        }

        return cells;
    }

    private static int ColumnOf(string reference) => reference.TakeWhile(char.IsAsciiLetter).Take(4).Aggregate(0, (sum, letter) => 26 * sum + char.ToUpperInvariant(letter) - 'A' + 1) - 1 is >= 0 and var column ? column : 0;

    private static string TextOf(Cell cell, List<string> strings, HashSet<uint> dates)
    {
        var value = cell.CellValue?.Text ?? "";
        var type = cell.DataType?.InnerText;
        return type switch
        {
            "s" => int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var place) && place < strings.Count ? strings[place] : "",
            "inlineStr" => cell.InlineString?.InnerText ?? "",
            "b" => value == "1" ? "yes" : "no",
            "str" or "d" or "e" => value,
            _ => double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? Shown(number, cell.StyleIndex?.Value is { } style && dates.Contains(style)) : value,
        };
    }

    private static string Shown(double number, bool isDate) =>
        !isDate || number is <= 0 or >= 2_958_466 ? number.ToString("0.###############", CultureInfo.InvariantCulture)
        : DateTime.FromOADate(number) is var date && date.TimeOfDay == TimeSpan.Zero ? date.ToString("d MMMM yyyy", CultureInfo.InvariantCulture)
        : date.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture);

    private static string TextOf(SharedStringItem item) => string.Concat(item.ChildElements.Where(child => child is Words or Run).Select(child => child is Run run ? run.Text?.Text : child.InnerText));

    /// <summary>The cell styles that show a number as a date.</summary>
    private static HashSet<uint> DateStyles(WorkbookPart book)
    {
        var sheet = book.WorkbookStylesPart?.Stylesheet;
        var own = (sheet?.NumberingFormats?.Elements<NumberingFormat>() ?? []).Where(format => format.NumberFormatId is not null)
            .GroupBy(format => format.NumberFormatId!.Value).ToDictionary(same => same.Key, same => same.First().FormatCode?.Value ?? "");
        return (sheet?.CellFormats?.Elements<CellFormat>() ?? []).Select((format, place) => (Place: (uint)place, Id: format.NumberFormatId?.Value ?? 0))
            .Where(style => style.Id is >= FirstDateFormat and <= LastDateFormat || own.TryGetValue(style.Id, out var code) && IsDate(code)).Select(style => style.Place).ToHashSet();
    }

    private static bool IsDate(string code) => code.Contains('y', StringComparison.OrdinalIgnoreCase) && code.ContainsAny('d', 'D', 'm', 'M') && !code.Contains("Red", StringComparison.Ordinal);

    private static bool ContainsAny(this string text, params ReadOnlySpan<char> any) => text.AsSpan().IndexOfAny(any) >= 0;
}

using CcgBot.Articles;
using CsvHelper;

namespace CcgBot.Documents.Tables;

/// <summary>A CSV or TSV file → one paragraph a row, each cell with its column's name; a question and its answer as a pair.</summary>
internal static class CsvReader
{
    private const int MostColumns = 2_000;
    private const int LongestRow = 1 << 20;
    private const int HeadLength = 1 << 16;

    public static ReadDocument Read(DocumentFile file, ReadingLimits limits)
    {
        var text = DocumentText.Decode(file.Bytes, out var notice).TrimStart('\uFEFF');
        // Excel's own first line names the sign, and is no row.
        var told = text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) && text.Length > 4 && text.AsSpan(5).TrimStart('\r').StartsWith("\n") ? text[4] : (char?)null;
        text = told is null ? text : text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
        var rows = new List<IReadOnlyList<string>>();
        try
        {
            using var csv = CsvHelper.CsvReader.FromText(text, new CsvReaderOptions
            {
                HasHeader = false,
                Separator = told ?? Delimiter(text),
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                // Empty lines part tables.
                SkipEmptyLines = false,
                MaxRecordSize = LongestRow,
                OnMalformedRecord = record =>
                {
                    if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                    {
                        throw new UnreadableException($"the quotation mark in row {rows.Count + 1} is never closed; close it and ingest again");
                    }
                },
            });
            while (csv.Read())
            {
                limits.Check();
                if (csv.FieldCount > MostColumns || rows.Count > ArticleStore.MaxBlocks)
                {
                    throw new UnreadableException($"more than {MostColumns} columns or {ArticleStore.MaxBlocks} rows; split it");
                }

                rows.Add([.. Enumerable.Range(0, csv.FieldCount).Select(column => csv.GetString(column))]);
            }
        }
        catch (CsvFormatException error)
        {
            throw new UnreadableException($"not readable as CSV in row {rows.Count + 1}: {error.Message}");
        }

        var builder = new BlockBuilder();
        Sheet.Add(builder, rows);
        return new ReadDocument("") { Blocks = builder.Blocks, Notice = notice };
    }

    /// <summary>The sign that parts the most of the first lines into as many columns each; a title above them has none.</summary>
    private static char Delimiter(string text)
    {
        var lines = Unquoted(text.Length > HeadLength ? text[..HeadLength] : text).Split('\n', 40).Take(30).Where(line => line.Trim().Length > 0).ToList();
        return ((char[])[',', ';', '\t', '|']).MaxBy(sign => lines.Select(line => line.Split(sign).Length).Where(columns => columns > 1).GroupBy(columns => columns)
            .Select(same => (Lines: same.Count(), Columns: same.Key)).DefaultIfEmpty().Max());
    }

    /// <summary>What stands between quotation marks parts nothing, line ends included.</summary>
    private static string Unquoted(string text)
    {
        var inside = false;
        return string.Concat(text.Select(c =>
        {
            inside ^= c == '"';
            return inside ? 'x' : c;
        }));
    }
}

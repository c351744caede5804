using CcgBot.Articles;
using CsvHelper;

namespace CcgBot.Documents.Tables;

/// <summary>A CSV or TSV file → one paragraph a row, each cell with its column's name; a question and its answer as a pair.</summary>
internal static class CsvReader
{
    private const int MostColumns = 2_000;
    private const int LongestRow = 1 << 20;

    public static ReadDocument Read(DocumentFile file, ReadingLimits limits)
    {
        var text = DocumentText.Decode(file.Bytes, out var notice);
        var rows = new List<IReadOnlyList<string>>();
        try
        {
            using var csv = CsvHelper.CsvReader.FromText(text.TrimStart('\uFEFF'), new CsvReaderOptions
            {
                HasHeader = false,
                Separator = Delimiter(text),
                TrimWhitespace = true,
                TrimInsideQuotes = true,
                SkipEmptyLines = true,
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

    /// <summary>The sign that parts the first lines into the most columns, the same in each.</summary>
    private static char Delimiter(string text)
    {
        var lines = text.Split('\n', 20).Take(10).Where(line => line.Trim().Length > 0).ToList();
        return ((char[])[',', ';', '\t', '|']).MaxBy(sign => lines.Count == 0 ? 0 : lines.Min(line => Unquoted(line).Split(sign).Length) * 100 + Unquoted(lines[0]).Split(sign).Length);
    }

    private static string Unquoted(string line)
    {
        var inside = false;
        return string.Concat(line.Select(c =>
        {
            inside ^= c == '"';
            return inside ? 'x' : c;
        }));
    }
}

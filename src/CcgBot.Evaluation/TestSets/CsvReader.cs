using System.Globalization;
using System.Text;
using CcgBot.Evaluation.Ranking;
using CsvHelper;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads CSV and TSV (comma, semicolon or tab, found by itself) with a heading: <c>question</c> and <c>answer</c> (or <c>expected</c>,
/// <c>answers</c>; several separated by <c>|</c>), optionally <c>id</c>, <c>answerable</c> (true/false) and <c>scenario</c>.
/// </summary>
internal static class CsvReader
{
    private const int LongestRowShown = 200;
    private const int LongestRow = 1 << 20;

    private static readonly string[] QuestionColumns = ["question", "query", "text"];
    private static readonly string[] AnswerColumns = ["answer", "expected", "expectedanswer", "answers"];

    /// <exception cref="InvalidDataException">There is no column "question", or a quotation mark is never closed.</exception>
    public static TestSet Read(string name, string path)
    {
        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var text = InputFile.Text(path);
        var quote = text.StartsWith('\'') ? '\'' : '"';
        using var reader = CsvHelper.CsvReader.FromText(text, new CsvReaderOptions
        {
            HasHeader = false,
            Separator = Separator(text),
            Quote = quote,
            TrimWhitespace = true,
            TrimInsideQuotes = true,
            TrackLineNumbers = true,
            MaxRecordSize = LongestRow,
            OnMalformedRecord = record =>
            {
                if (record.Reason == CsvMalformedReason.UnterminatedQuote)
                {
                    throw new InvalidDataException($"{path}: the quotation mark of the record on line {record.LineNumber} is never closed: {Shortened(record.RawRecord)}");
                }
            },
        });
        Dictionary<string, int>? columns = null;
        while (Next(reader, path))
        {
            var line = (int)reader.LineNumber;
            var fields = Enumerable.Range(0, reader.FieldCount).Select(reader.GetString).ToArray();
            if (columns is null)
            {
                columns = Columns(path, fields);
            }
            else if (fields.Length > columns.Values.Max() + 1 && fields.Skip(columns.Values.Max() + 1).Any(field => field.Length > 0))
            {
                problems.Add(new BadLine(path, line, $"{fields.Length} fields where the heading has {columns.Values.Max() + 1} (put quotation marks round a field that holds the separator): {Shortened(reader.RawRecord)}"));
            }
            else if (Question(name => columns.TryGetValue(name, out var i) && i < fields.Length ? fields[i] : "", line) is not { } question)
            {
                problems.Add(new BadLine(path, line, $"no question, or \"answerable\" is neither true nor false: {Shortened(reader.RawRecord)}"));
            }
            else if (!ids.Add(question.Id))
            {
                problems.Add(new BadLine(path, line, $"the id \"{question.Id}\" is on an earlier line too"));
            }
            else
            {
                questions.Add(question);
            }
        }

        return columns is null
            ? throw new InvalidDataException($"{path} is empty: its first line has to name the columns, one of them \"question\".")
            : new TestSet(name, path, null, questions, Qrels.None, problems);
    }

    /// <summary>Whether a file's first line is a heading with a question column.</summary>
    public static bool HasHeading(string path) =>
        InputFile.Lines(path).FirstOrDefault().Line is { } line && line.Split('\t', ',', ';').Any(field => QuestionColumns.Contains(Key(field)));

    private static bool Next(CsvHelper.CsvReader reader, string path)
    {
        try
        {
            return reader.Read();
        }
        catch (CsvFormatException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    // By the heading alone: answers hold commas, and a file of few rows would mislead a count over all.
    private static char Separator(string text)
    {
        var heading = text.AsSpan().TrimStart("\r\n");
        heading = heading.IndexOfAny('\r', '\n') is >= 0 and var end ? heading[..end] : heading;
        var (best, most) = (',', 0);
        foreach (var candidate in ",;\t")
        {
            var count = heading.Count(candidate);
            (best, most) = count > most ? (candidate, count) : (best, most);
        }

        return best;
    }

    private static Dictionary<string, int> Columns(string path, string[] heading)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < heading.Length; i++)
        {
            // A column without a known name still takes its place: its fields are not too many.
            columns[columns.ContainsKey(Key(heading[i])) ? $"{Key(heading[i])} {i}" : Key(heading[i])] = i;
        }

        return QuestionColumns.Any(columns.ContainsKey)
            ? columns
            : throw new InvalidDataException($"{path} has no column \"question\" in its first line; it has {string.Join(", ", heading.Select(name => $"\"{name}\""))}.");
    }

    private static string Key(string name) => new([.. name.Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]);

    private static TestQuestion? Question(Func<string, string> field, int line)
    {
        var answerable = field("answerable").ToLowerInvariant();
        if (QuestionColumns.Select(field).FirstOrDefault(value => value.Length > 0) is not { } text || answerable is not ("" or "true" or "false"))
        {
            return null;
        }

        return new TestQuestion(field("id") is { Length: > 0 } id ? id : line.ToString(CultureInfo.InvariantCulture), text)
        {
            Answers = AnswerColumns.Select(field).FirstOrDefault(value => value.Length > 0)?
                .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Answerable = answerable.Length == 0 ? null : answerable == "true",
            Scenario = field("scenario") is { Length: > 0 } scenario ? scenario : null,
            Line = line,
        };
    }

    private static string Shortened(ReadOnlySpan<byte> row) => Shortened(Encoding.UTF8.GetString(row));

    private static string Shortened(string row) => row.Trim() is var text && text.Length > LongestRowShown ? text[..LongestRowShown] + "…" : text;
}

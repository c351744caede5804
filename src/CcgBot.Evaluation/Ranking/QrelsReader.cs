using System.Globalization;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Ranking;

/// <summary>Reads, plain or gzipped, BEIR qrels (<c>query-id TAB corpus-id TAB score</c>, with a heading) and TREC qrels (<c>topic 0 docno grade</c>).</summary>
public static class QrelsReader
{
    public static Qrels Read(string path, ICollection<BadLine> problems)
    {
        var judged = new Dictionary<string, Dictionary<string, int>>(StringComparer.Ordinal);
        var lines = new Dictionary<(string, string), int>();
        foreach (var (number, line) in InputFile.Lines(path))
        {
            if (line.Trim().Length == 0 || number == 1 && line.StartsWith("query-id", StringComparison.Ordinal))
            {
                continue;
            }

            if (Fields(line) is not { } fields)
            {
                problems.Add(new BadLine(path, number, "neither \"query-id, corpus-id, score\" separated by tabs nor \"topic, 0, document, grade\""));
                continue;
            }

            if (!judged.TryGetValue(fields.Question, out var documents))
            {
                judged[fields.Question] = documents = new Dictionary<string, int>(StringComparer.Ordinal);
            }

            if (!documents.TryAdd(fields.Document, fields.Grade))
            {
                problems.Add(new BadLine(path, number, $"{fields.Document} is judged for {fields.Question} on an earlier line too"));
            }
            else
            {
                lines[(fields.Question, fields.Document)] = number;
            }
        }

        return new Qrels(judged.ToDictionary(pair => pair.Key, pair => (IReadOnlyDictionary<string, int>)pair.Value, StringComparer.Ordinal)) { Lines = lines, File = path };
    }

    private static (string Question, string Document, int Grade)? Fields(string line)
    {
        // Tabs first: an id in BEIR's layout may have spaces in it.
        var parts = line.Split('\t');
        if (parts.Length is not (3 or 4))
        {
            parts = line.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries);
        }

        return parts.Length is 3 or 4 && int.TryParse(parts[^1], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var grade)
            ? (parts[0], parts[^2], grade)
            : null;
    }
}

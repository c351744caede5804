using System.Globalization;
using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>
/// Reads CSV (comma, semicolon or tab) with a heading: <c>question</c> and <c>answer</c> (or <c>expected</c>, <c>answers</c>; several
/// separated by <c>|</c>), optionally <c>id</c>, <c>answerable</c> (true/false) and <c>scenario</c>.
/// </summary>
internal static class CsvReader
{
    private static readonly string[] AnswerColumns = ["answer", "expected", "expectedanswer", "answers"];

    /// <exception cref="InvalidDataException">There is no column "question", or a quotation mark is never closed.</exception>
    public static TestSet Read(string name, string path)
    {
        var problems = new List<BadLine>();
        var questions = new List<TestQuestion>();
        var ids = new HashSet<string>(StringComparer.Ordinal);
        var heading = File.ReadLines(path).FirstOrDefault() ?? "";
        var separator = ((char[])[',', ';', '\t']).MaxBy(candidate => heading.Count(c => c == candidate));
        using var text = new StreamReader(path);
        Dictionary<string, int>? columns = null;
        foreach (var (line, fields) in CsvRecords.Read(text, separator))
        {
            if (columns is null)
            {
                columns = Columns(path, fields);
            }
            else if (Question(name => columns.TryGetValue(name, out var i) && i < fields.Count ? fields[i].Trim() : "", line) is not { } question)
            {
                problems.Add(new BadLine(path, line, "no question, or \"answerable\" is neither true nor false"));
            }
            else if (!ids.Add(question.Id))
            {
                problems.Add(new BadLine(path, line, $"the id \"{question.Id}\" stands on an earlier line too"));
            }
            else
            {
                questions.Add(question);
            }
        }

        return new TestSet(name, path, null, questions, Qrels.None, problems);
    }

    private static Dictionary<string, int> Columns(string path, IReadOnlyList<string> heading)
    {
        var columns = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < heading.Count; i++)
        {
            columns.TryAdd(new string([.. heading[i].Where(char.IsLetterOrDigit).Select(char.ToLowerInvariant)]), i);
        }

        return columns.ContainsKey("question") ? columns : throw new InvalidDataException($"{path} has no column \"question\" in its first line.");
    }

    private static TestQuestion? Question(Func<string, string> field, int line)
    {
        var answerable = field("answerable").ToLowerInvariant();
        if (field("question") is not { Length: > 0 } text || answerable is not ("" or "true" or "false"))
        {
            return null;
        }

        return new TestQuestion(field("id") is { Length: > 0 } id ? id : line.ToString(CultureInfo.InvariantCulture), text)
        {
            Answers = AnswerColumns.Select(field).FirstOrDefault(value => value.Length > 0)?
                .Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [],
            Answerable = answerable.Length == 0 ? null : answerable == "true",
            Scenario = field("scenario") is { Length: > 0 } scenario ? scenario : null,
        };
    }
}

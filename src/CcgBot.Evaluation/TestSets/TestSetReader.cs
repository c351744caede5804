using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Reads a test set in any of the layouts known, going by what the path is.</summary>
public static class TestSetReader
{
    private static readonly string[] QuestionFiles = ["queries.jsonl", "questions.jsonl"];

    /// <summary>The sets a path stands for: itself, or, of a folder that is none, every folder in it that is one, by name.</summary>
    public static IReadOnlyList<string> Find(string path)
    {
        var sets = Directory.Exists(path) && QuestionsIn(path) is null
            ? Directory.GetDirectories(path).Where(folder => QuestionsIn(folder) is not null).Order(StringComparer.Ordinal).ToList()
            : [];
        return sets.Count > 0 ? sets : [path];
    }

    /// <summary>
    /// A folder with <c>queries.jsonl</c> (with <c>corpus.jsonl</c>, <c>qrels.tsv</c>) or <c>questions.jsonl</c>; such a
    /// <c>.jsonl</c> file by itself; SQuAD 2.0 <c>.json</c>; <c>.csv</c>.
    /// </summary>
    /// <exception cref="InvalidDataException">It is none of these; the message says what was looked for.</exception>
    public static TestSet Read(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            var questions = QuestionsIn(full)
                ?? throw new InvalidDataException($"{path} is no test set: neither it nor a folder in it has queries.jsonl or questions.jsonl.");
            return ReadLines(Path.GetFileName(full), full, questions);
        }

        if (!File.Exists(full))
        {
            throw new InvalidDataException($"There is no test set {path}.");
        }

        var name = Path.GetFileNameWithoutExtension(full);
        return Path.GetExtension(full).ToLowerInvariant() switch
        {
            ".jsonl" => ReadLines(name, full, full),
            ".json" => SquadReader.Read(name, full),
            ".csv" => CsvReader.Read(name, full),
            _ => throw new InvalidDataException(
                $"{path} is no test set: give a folder with queries.jsonl or questions.jsonl, or a .jsonl, .json (SQuAD 2.0) or .csv file."),
        };
    }

    private static string? QuestionsIn(string folder) => QuestionFiles.Select(name => Path.Combine(folder, name)).FirstOrDefault(File.Exists);

    private static TestSet ReadLines(string name, string path, string questionsFile)
    {
        var problems = new List<BadLine>();
        var questions = QuestionLines.Read(questionsFile, problems);
        var folder = Path.GetDirectoryName(questionsFile)!;
        var corpus = Path.Combine(folder, "corpus.jsonl");
        var qrels = Path.Combine(folder, "qrels.tsv");
        return new TestSet(
            name,
            path,
            File.Exists(corpus) ? new TestCorpus(corpus) : null,
            questions,
            File.Exists(qrels) ? QrelsReader.Read(qrels, problems) : Qrels.None,
            problems);
    }
}

using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Reads a test set in any of the layouts known, going by what the path is.</summary>
public static class TestSetReader
{
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
            var questions = ((string[])["queries.jsonl", "questions.jsonl"]).Select(name => Path.Combine(full, name)).FirstOrDefault(File.Exists)
                ?? throw new InvalidDataException($"{path} is no test set: it has neither queries.jsonl nor questions.jsonl.");
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

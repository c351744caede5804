using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.TestSets;

/// <summary>Reads a test set in any of the layouts known, going by what the path is. Every file may be gzipped (<c>.gz</c>).</summary>
public static class TestSetReader
{
    private const string Layouts =
        "a folder with queries.jsonl, questions.jsonl, questions.csv or .tsv, or topics, or such a file by itself: .jsonl, .json (SQuAD, BioASQ), .csv, .tsv, .xml or .txt (TREC topics)";

    private static readonly string[] QuestionFiles = ["queries.jsonl", "questions.jsonl", "questions.csv", "questions.tsv", "topics.xml", "topics.txt", "topics.tsv"];

    private static readonly string[] JudgementFiles = ["qrels.tsv", "qrels.txt", "qrels.trec", "qrels"];

    /// <summary>The sets a path stands for: itself, or, of a folder that is none, every folder in it that is one, by name.</summary>
    public static IReadOnlyList<string> Find(string path)
    {
        var sets = Directory.Exists(path) && QuestionsIn(path) is null
            ? Directory.GetDirectories(path).Where(folder => QuestionsIn(folder) is not null).Order(StringComparer.Ordinal).ToList()
            : [];
        return sets.Count > 0 ? sets : [path];
    }

    /// <summary>Reads questions and judgements; judgements of questions that the set does not have are among its problems.</summary>
    /// <exception cref="InvalidDataException">It is no test set, or can't be read at all; the message says what was looked for.</exception>
    public static TestSet Read(string path, TestSetOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(path);
        options ??= new TestSetOptions();
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        if (Directory.Exists(full))
        {
            var file = QuestionsIn(full)
                ?? throw new InvalidDataException($"{path} is no test set: neither it nor a folder in it has queries.jsonl or questions.jsonl (or questions.csv, questions.tsv, topics.xml, topics.txt).");
            return WithFolder(ReadFile(Path.GetFileName(full), file, options) with { Path = full, QuestionFile = file }, full, options);
        }

        if (!File.Exists(full))
        {
            throw new InvalidDataException($"There is no test set {path}.");
        }

        var set = ReadFile(InputFile.Name(full), full, options);
        return InputFile.Ending(full) == ".jsonl" ? WithFolder(set, Path.GetDirectoryName(full)!, options)
            : options.Qrels is { } qrels ? Judged(set, qrels)
            : set;
    }

    private static TestSet ReadFile(string name, string path, TestSetOptions options)
    {
        switch (InputFile.Ending(path))
        {
            case ".jsonl":
                var problems = new List<BadLine>();
                var judged = new Dictionary<string, IReadOnlyDictionary<string, int>>(StringComparer.Ordinal);
                return new TestSet(name, path, null, QuestionLines.Read(path, problems, judged), new Qrels(judged), problems);
            case ".json":
                return SquadReader.Read(name, path);
            case ".tsv" when !CsvReader.HasHeading(path):
                return TopicsReader.Read(name, path, options.TopicField);
            case ".csv" or ".tsv":
                return CsvReader.Read(name, path);
            case ".xml" or ".txt" or ".topics" or ".sgml":
                return Topics(name, path, options);
            default:
                throw new InvalidDataException($"{path} is no test set: give {Layouts}.");
        }
    }

    private static TestSet Topics(string name, string path, TestSetOptions options) => TopicsReader.Read(name, path, options.TopicField) is { Questions.Count: > 0 } set
        ? set
        : throw new InvalidDataException($"{path} is no test set: it has no TREC topic (<top>, <topic>, or lines of id, tab, text). Give {Layouts}.");

    private static string? QuestionsIn(string folder) => QuestionFiles.Select(name => InputFile.Find(folder, name)).FirstOrDefault(file => file is not null);

    private static TestSet WithFolder(TestSet set, string folder, TestSetOptions options)
    {
        if (InputFile.Find(folder, "corpus.jsonl") is { } corpus)
        {
            set = set with { Corpus = InputFile.IsGzip(corpus) ? new TestCorpus(corpus, writer => Unpack(corpus, writer)) : new TestCorpus(corpus) };
        }

        return JudgementsIn(folder, set, options) is { } qrels ? Judged(set, qrels) : set;
    }

    private static void Unpack(string path, TextWriter writer)
    {
        using var reader = new StreamReader(InputFile.Open(path));
        while (reader.ReadLine() is { } line)
        {
            writer.WriteLine(line);
        }
    }

    /// <summary>The file asked for; else BEIR's <c>qrels/SPLIT.tsv</c>; else <c>qrels.tsv</c> and the like beside the questions.</summary>
    private static string? JudgementsIn(string folder, TestSet set, TestSetOptions options)
    {
        if (options.Qrels is { } named)
        {
            return named;
        }

        var splits = Path.Combine(folder, "qrels");
        if (!Directory.Exists(splits))
        {
            return options.Split is { } wanted
                ? throw new InvalidDataException($"{set.Name} has no split \"{wanted}\": there is no folder {splits}.")
                : JudgementFiles.Select(name => InputFile.Find(folder, name)).FirstOrDefault(file => file is not null);
        }

        var found = Directory.GetFiles(splits).Where(file => InputFile.Ending(file) is ".tsv" or ".txt").ToDictionary(InputFile.Name, StringComparer.Ordinal);
        var split = options.Split ?? (found.ContainsKey("test") || found.Count != 1 ? "test" : found.Keys.Single());
        return found.TryGetValue(split, out var qrels)
            ? qrels
            : throw new InvalidDataException($"{splits} has no split \"{split}\": {(found.Count > 0 ? $"name one with --split: {string.Join(", ", found.Keys.Order(StringComparer.Ordinal))}" : "it has no .tsv file")}.");
    }

    /// <summary>BEIR keeps the questions of all splits in one file: those of a split are the ones that it judges.</summary>
    private static TestSet Judged(TestSet set, string file)
    {
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"There are no judgements {file}.");
        }

        var problems = set.Problems.ToList();
        var qrels = QrelsReader.Read(file, problems);
        var ids = set.Questions.Select(question => question.Id).ToHashSet(StringComparer.Ordinal);
        foreach (var ((question, document), line) in qrels.Lines.Where(pair => !ids.Contains(pair.Key.Question)))
        {
            problems.Add(new BadLine(file, line, $"{document} is judged for the question \"{question}\", which {Path.GetFileName(set.QuestionFile)} does not have"));
        }

        var isSplit = Path.GetFileName(Path.GetDirectoryName(Path.GetFullPath(file))) == "qrels";
        return set with
        {
            Qrels = qrels with { ByQuestion = qrels.ByQuestion.Where(pair => ids.Contains(pair.Key)).ToDictionary(StringComparer.Ordinal) },
            Questions = isSplit ? [.. set.Questions.Where(question => qrels.Of(question.Id) is not null)] : set.Questions,
            Problems = problems,
        };
    }
}

/// <summary>How a test set is read, where its layout leaves a choice.</summary>
public sealed record TestSetOptions
{
    /// <summary>Of BEIR's <c>qrels/</c>: <c>test</c>, <c>dev</c> or <c>train</c>; null = test, or the only one there is.</summary>
    public string? Split { get; init; }

    /// <summary>A file of judgements in the place of the set's own.</summary>
    public string? Qrels { get; init; }

    /// <summary>The part of TREC topics that is asked; null = the title.</summary>
    public TopicField? TopicField { get; init; }
}

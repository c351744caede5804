using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evaluation.Probes;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using CcgBot.Retrieval;
using CcgBot.Storage;

namespace CcgBot.Evaluation.Running;

/// <summary>Test set → scores: reads the set, opens its index, asks every question, scores the answers.</summary>
public sealed class Evaluator(BotSettings settings, EvaluationOptions options, TimeProvider time, EngineParts? parts = null)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Reads a test set; one without a question is none.</summary>
    /// <exception cref="InvalidDataException">It can't be read or has no question.</exception>
    public TestSet Read(string path) => TestSetReader.Read(path, options.Reading) is var set && set.Questions.Count > 0
        ? set
        : throw new InvalidDataException($"{path} has no question to ask.{string.Concat(set.Problems.Take(1).Select(problem => $" {problem}"))}");

    /// <summary>Reads and runs one test set.</summary>
    public Task<SetReport> RunAsync(string path, Action<string, int, int>? progress = null, CancellationToken cancellationToken = default) =>
        RunAsync(Read(path), progress, cancellationToken);

    /// <summary>Runs one test set. Its results and ranking are written under <see cref="EvaluationOptions.Out"/>, in a folder of the set's name.</summary>
    /// <param name="progress">Told what is being counted, how many are done, and of how many (0: not known).</param>
    /// <exception cref="InvalidDataException">The set can't be read, or a line of it when <see cref="EvaluationOptions.Strict"/>.</exception>
    public async Task<SetReport> RunAsync(TestSet set, Action<string, int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        set = Prepare(set);
        var (folder, problems) = Index(set, progress, cancellationToken);
        var byParagraph = set.Questions.Any(question => question.Evidence.Count > 0);
        set = JudgedParagraphs.Locate(set with { Problems = [.. set.Problems, .. problems] }, new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), time));
        if (options.Strict && set.Problems.Count > 0)
        {
            throw new InvalidDataException($"{set.Problems[0]} ({set.Problems.Count} such problems; without --strict they are left out).");
        }

        if (set.Questions.Count == 0)
        {
            throw new InvalidDataException($"{set.Path}: no question is left to ask. {set.Problems[^1]}");
        }

        set = Named(Probed(set));
        var names = byParagraph ? DocumentNames.ByParagraph : (Func<string, int, string>)DocumentNames.ByArticle;
        var output = Path.Combine(options.Out, set.Name);
        settings.Evidence.Enabled = false; // a test question is nothing that was asked and answered
        settings.Storage = new StorageOptions(); // a test corpus has a store of its own, and never the one that people ask
        settings.Answering.Suggestions = 0; // nobody reads them, and finding them takes time
        var preparing = new DirectProgress<IndexProgress>(done => progress?.Invoke(done.What, done.Done, done.Total));
        using var engine = options.Endpoint is null ? BotEngine.Open(folder, settings, time, cancellationToken, parts: parts, progress: preparing) : null;
        if (engine is not null)
        {
            await engine.EncodeAsync(preparing, cancellationToken);
        }

        using var client = options.Endpoint is null ? null : new HttpClient { BaseAddress = options.Endpoint };
        IAnswerSource source = engine is not null ? new EngineAnswers(engine, names, time, options.RetrievalOnly, options.Access) : new EndpointAnswers(client!, names, time);
        if (options.Judge && parts?.Judge is { } judge)
        {
            source = new JudgedAnswers(source, judge(engine?.Database ?? new Database(Path.Combine(folder, "ccgbot.db"))));
        }

        // What is loaded and compiled at the first question is no time that a question takes.
        if (engine is not null)
        {
            await engine.WarmUpAsync(cancellationToken);
        }
        else
        {
            await ReachAsync(client!, cancellationToken);
        }

        IReadOnlyList<QuestionResult> results;
        using (var file = ResultsFile.Open(Path.Combine(output, "results.jsonl"), Fingerprint(set, folder), set.Questions.Count))
        {
            results = await Runner.RunAsync(
                set.Questions, source, file, options.Threads, done => progress?.Invoke($"questions of {set.Name}", done, set.Questions.Count), cancellationToken);
        }

        if (engine is not null)
        {
            // A question that failed found nothing: leaving it out would flatter the ranking.
            results = [.. results.Select(result => result.Failure is null ? result : result with { Ranking = [] })];
        }

        WriteRun(Path.Combine(output, "run.trec"), results);
        return SetReport.Of(set, Path.GetFileName(folder), results) with
        {
            Hashes = new SetHashes(CorpusHash(folder), Hash(JsonSerializer.Serialize(set.Questions) + JsonSerializer.Serialize(set.Qrels.ByQuestion)), engine?.Dense.EncoderIdentity),
            Notice = engine is not null
                ? engine.Dense.Notice
                : $"Asked over HTTP at {options.Endpoint}: a host tells what it cites, not its ranking, so that nDCG, recall, MRR and MAP are not measured.",
        };
    }

    /// <summary>Wakes a running host up; whether it answers at all is each question's own finding.</summary>
    private static async Task ReachAsync(HttpClient client, CancellationToken cancellationToken)
    {
        try
        {
            using var response = await client.GetAsync(new Uri("healthz", UriKind.Relative), cancellationToken);
        }
        catch (HttpRequestException)
        {
            // Each question says so.
        }
    }

    /// <summary>Of a test set's own corpus its content's; of an index that people feed, what it has been fed.</summary>
    private string CorpusHash(string folder) => folder.StartsWith(options.Cache, StringComparison.Ordinal)
        ? folder[(folder.LastIndexOf('-') + 1)..]
        : $"store at change {new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), time).LastChange()}";

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 8));

    private static void WriteRun(string path, IReadOnlyList<QuestionResult> results)
    {
        using var writer = new StreamWriter(path);
        TrecRun.Write(writer, results.Where(result => result.Ranking is not null).Select(result => (result.Id, result.Ranking!)), "ccgbot");
    }

    private TestSet Prepare(TestSet set)
    {
        var questions = options.Limit is { } limit && limit < set.Questions.Count
            ? Enumerable.Range(0, limit).Select(i => set.Questions[(int)((long)i * set.Questions.Count / limit)])
            : set.Questions;
        return set with
        {
            Questions = [.. questions.Select(question => question with
            {
                History = options.History ? question.History : [],
                Scenario = options.Scenario ? question.Scenario : null,
            })],
        };
    }

    private (string Folder, IReadOnlyList<BadLine> Problems) Index(TestSet set, Action<string, int, int>? progress, CancellationToken cancellationToken)
    {
        var corpus = options.Corpus is { } other ? new TestCorpus(other) : set.Corpus;
        if (corpus is null && HoldsArticles(options.DefaultIndex))
        {
            return (options.DefaultIndex, []);
        }

        corpus ??= new TestCorpus(options.Seeds);
        var problems = new List<BadLine>();
        var name = corpus == set.Corpus ? set.Name : Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(corpus.Path));
        return (CorpusIndex.Build(
            options.Cache, name, corpus, time, problems, stored => progress?.Invoke($"articles of {name} read", stored, 0), cancellationToken), problems);
    }

    private bool HoldsArticles(string index) =>
        File.Exists(Path.Combine(index, "ccgbot.db")) && new ArticleStore(new Database(Path.Combine(index, "ccgbot.db")), time).CountArticles() > 0;

    private TestSet Probed(TestSet set)
    {
        set = options.GoldRemoved ? Probe.GoldRemoved(set) : set;
        return options.Foreign is { } foreign ? Probe.Foreign(set, Prepare(TestSetReader.Read(foreign, new TestSetOptions()))) : set;
    }

    /// <summary>Two sets of one name in a run would write over each other.</summary>
    private TestSet Named(TestSet set)
    {
        var name = set.Name;
        for (var i = 2; !_names.Add(name); i++)
        {
            name = $"{set.Name}-{i}";
        }

        return set with { Name = name };
    }

    /// <summary>Everything that an answer depends on: an interrupted run goes on only where all of it is the same.</summary>
    private string Fingerprint(TestSet set, string index)
    {
        var text = new StringBuilder()
            .AppendLine(typeof(BotEngine).Module.ModuleVersionId.ToString())
            .AppendLine(JsonSerializer.Serialize(settings))
            .AppendLine(JsonSerializer.Serialize(set.Questions))
            .AppendLine(index)
            .AppendLine($"{options.Endpoint} {options.RetrievalOnly} {options.Judge}")
            .AppendLine(parts?.Identity);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}

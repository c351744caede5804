using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Evaluation.Probes;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using CcgBot.Retrieval.Dense;
using CcgBot.Storage;

namespace CcgBot.Evaluation.Running;

/// <summary>Test set → scores: reads the set, opens its index, asks every question, scores the answers.</summary>
public sealed class Evaluator(BotSettings settings, EvaluationOptions options, TimeProvider time, EngineParts? parts = null)
{
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Runs one test set. Its results and ranking are written under <see cref="EvaluationOptions.Out"/>, in a folder of the set's name.</summary>
    /// <param name="progress">Told what is being counted, how many are done, and of how many (0: not known).</param>
    /// <exception cref="InvalidDataException">The set can't be read, or a line of it when <see cref="EvaluationOptions.Strict"/>.</exception>
    public async Task<SetReport> RunAsync(string path, Action<string, int, int>? progress = null, CancellationToken cancellationToken = default)
    {
        var set = Prepare(TestSetReader.Read(path));
        var (folder, problems) = Index(set, progress, cancellationToken);
        set = set with { Problems = [.. set.Problems, .. problems] };
        if (options.Strict && set.Problems.Count > 0)
        {
            throw new InvalidDataException($"{set.Problems[0]} ({set.Problems.Count} such problems; without --strict they are left out).");
        }

        var byParagraph = set.Questions.Any(question => question.Evidence.Count > 0);
        set = byParagraph ? EvidenceQuotes.Locate(set, new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), time)) : set;
        set = Named(Probed(set));
        var names = byParagraph ? DocumentNames.ByParagraph : (Func<string, int, string>)DocumentNames.ByArticle;
        var output = Path.Combine(options.Out, set.Name);
        settings.Evidence.Enabled = false; // a test question is nothing that was asked and answered
        settings.Answering.Suggestions = 0; // nobody reads them, and finding them takes time
        using var engine = options.Endpoint is null ? BotEngine.Open(folder, settings, time, cancellationToken, parts: parts) : null;
        if (engine is not null)
        {
            await engine.EncodeAsync(new Counter<VectorProgress>(vectors => progress?.Invoke($"{vectors.What} of {set.Name} encoded", vectors.Done, vectors.Total)), cancellationToken);
        }

        using var client = options.Endpoint is null ? null : new HttpClient { BaseAddress = options.Endpoint };
        IAnswerSource source = engine is not null ? new EngineAnswers(engine, names, time, options.RetrievalOnly) : new EndpointAnswers(client!, names, time);
        if (options.Judge && parts?.Judge is { } judge)
        {
            source = new JudgedAnswers(source, judge(engine?.Database ?? new Database(Path.Combine(folder, "ccgbot.db"))));
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
            Notice = engine is not null
                ? engine.Dense.Notice
                : $"Asked over HTTP at {options.Endpoint}: a host tells what it cites, not its ranking, so that nDCG, recall, MRR and MAP are not measured.",
        };
    }

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
            options.Cache, name, corpus, time, problems, stored => progress?.Invoke($"articles of {name}", stored, 0), cancellationToken), problems);
    }

    private bool HoldsArticles(string index) =>
        File.Exists(Path.Combine(index, "ccgbot.db")) && new ArticleStore(new Database(Path.Combine(index, "ccgbot.db")), time).CountArticles() > 0;

    private TestSet Probed(TestSet set)
    {
        set = options.GoldRemoved ? Probe.GoldRemoved(set) : set;
        return options.Foreign is { } foreign ? Probe.Foreign(set, Prepare(TestSetReader.Read(foreign))) : set;
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

    /// <summary>Reports at once and in order, where Progress would hand reports to the thread pool.</summary>
    private sealed class Counter<T>(Action<T> report) : IProgress<T>
    {
        public void Report(T value) => report(value);
    }
}

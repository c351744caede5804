using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Reading;
using CcgBot.Storage;

namespace CcgBot.Evaluation.Training;

/// <summary>Test sets → training questions: searches each once and keeps what was found in a file, so that a stopped run goes on and a second is quick.</summary>
public sealed class TrainingCollector(BotSettings settings, string cache, TimeProvider time, EngineParts parts)
{
    private const int Folds = 5;

    /// <summary>Collects a set's questions, its gold-removed probe, and another set's questions asked of its corpus.</summary>
    /// <param name="limit">At most this many questions of each kind, evenly spread.</param>
    /// <param name="titles">The same is done with the paragraphs of single titles alone, at most so many: <see cref="TitleCorpora"/>.</param>
    /// <param name="progress">Told what is done and how many.</param>
    public async Task<IReadOnlyList<TrainingQuestion>> CollectAsync(
        string path, string? foreignPath, int limit, int titles, Action<string, int, int>? progress, CancellationToken cancellationToken)
    {
        var set = TestSetReader.Read(path);
        if (set.Corpus is null)
        {
            throw new InvalidDataException($"{path} has no corpus of its own to learn from.");
        }

        IReadOnlyList<TestQuestion> foreign = foreignPath is null ? [] : TestSetReader.Read(foreignPath).Questions;
        List<TrainingQuestion> collected = [.. await CollectAsync(set, foreign, limit, progress, cancellationToken)];
        var small = TitleCorpora.Of(set, Path.Combine(cache, "titles"), titles);
        for (var i = 0; i < small.Count; i++)
        {
            // Other strangers for each title, so that all together are as many as the whole set's.
            var strangers = foreign.Where((_, n) => n % small.Count == i).ToList();
            collected.AddRange(await CollectAsync(small[i], strangers, limit / small.Count, progress, cancellationToken));
        }

        return collected;
    }

    private async Task<IReadOnlyList<TrainingQuestion>> CollectAsync(
        TestSet set, IReadOnlyList<TestQuestion> foreign, int limit, Action<string, int, int>? progress, CancellationToken cancellationToken)
    {
        var folder = CorpusIndex.Build(cache, set.Name, set.Corpus!, time, [], count => progress?.Invoke($"articles of {set.Name} read", count, 0), cancellationToken);
        // Nobody asks: no record to keep.
        settings.Evidence.Enabled = false;
        settings.Storage = new StorageOptions();
        var preparing = new DirectProgress<IndexProgress>(done => progress?.Invoke(done.What, done.Done, done.Total));
        using var engine = BotEngine.Open(folder, settings, time, cancellationToken, parts, progress: preparing);
        await engine.EncodeAsync(preparing, cancellationToken);
        var asked = Questions(set, limit);
        asked.AddRange(Spread([.. foreign], limit / 2).Select(question => (TrainingKind.Foreign, question)));
        using var file = new FoundFile(Path.Combine(folder, $"training-{ContentHash.Of($"{typeof(BotEngine).Module.ModuleVersionId} {JsonSerializer.Serialize(settings.Retrieval)} {JsonSerializer.Serialize(settings.Reading)}")}.jsonl"));
        var collected = new TrainingQuestion?[asked.Count];
        var done = 0;
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Count), new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount, CancellationToken = cancellationToken }, async (i, token) =>
        {
            collected[i] = await Task.Run(() => OfAsync(engine, set, asked[i].Kind, asked[i].Question, file, token), token);
            progress?.Invoke($"searches of {set.Name}", Interlocked.Increment(ref done), asked.Count);
        });
        return [.. collected.OfType<TrainingQuestion>()];
    }

    private static List<(TrainingKind Kind, TestQuestion Question)> Questions(TestSet set, int limit)
    {
        var relevant = set.Questions.Where(question => question.Answerable != false && set.Qrels.Relevant(question.Id).Count > 0).ToList();
        var questions = Spread(relevant, limit).Select(question => (TrainingKind.Whole, question)).ToList();
        questions.AddRange(Spread(relevant, limit).Select(question => (TrainingKind.Removed, question with { Removed = set.Qrels.Relevant(question.Id) })));
        questions.AddRange(Spread([.. set.Questions.Where(question => question.Answerable == false)], limit).Select(question => (TrainingKind.Unanswerable, question)));
        return questions;
    }

    private static IEnumerable<TestQuestion> Spread(List<TestQuestion> questions, int limit) => questions.Count <= limit
        ? questions
        : Enumerable.Range(0, limit).Select(i => questions[(int)((long)i * questions.Count / limit)]);

    private static async Task<TrainingQuestion?> OfAsync(
        BotEngine engine, TestSet set, TrainingKind kind, TestQuestion question, FoundFile file, CancellationToken cancellationToken)
    {
        var asked = new Question(question.Text, question.History, question.Scenario) { Excluded = question.Removed };
        var found = file.Find(kind, question.Id, engine.Articles);
        if (found is null)
        {
            found = await engine.Retriever.RetrieveAsync(asked, cancellationToken: cancellationToken);
            file.Add(kind, question.Id, found);
        }

        if (found.Paragraphs.Count == 0)
        {
            return null;
        }

        var relevant = set.Qrels.Relevant(question.Id);
        var article = relevant.Count > 0 && kind != TrainingKind.Foreign ? relevant.Order(StringComparer.Ordinal).First() : found.Paragraphs[0].Paragraph.Id.ArticleId;
        var title = engine.Articles.Find(article)?.Article.Title ?? article;
        var fold = (int)(uint.Parse(ContentHash.Of(title).AsSpan(0, 8), NumberStyles.HexNumber, CultureInfo.InvariantCulture) % Folds);
        return new TrainingQuestion(set.Name, kind, fold, question, relevant, asked, found);
    }

    /// <summary>What was found, a line a question.</summary>
    private sealed class FoundFile : IDisposable
    {
        private readonly Dictionary<string, Line> _known = new(StringComparer.Ordinal);
        private readonly StreamWriter _writer;
        private readonly Lock _lock = new();

        public FoundFile(string path)
        {
            foreach (var text in File.Exists(path) ? File.ReadLines(path) : [])
            {
                try
                {
                    var line = JsonSerializer.Deserialize<Line>(text)!;
                    _known[line.Id] = line;
                }
                catch (JsonException)
                {
                    // The last line of a run that was stopped: asked again.
                }
            }

            _writer = new StreamWriter(path, append: true);
        }

        public RetrievalResult? Find(TrainingKind kind, string id, ArticleStore articles)
        {
            if (!_known.TryGetValue($"{kind}:{id}", out var line))
            {
                return null;
            }

            var paragraphs = articles.Get([.. line.Hits.Select(hit => hit.Key)]).ToDictionary(paragraph => paragraph.Key);
            return new RetrievalResult(
                line.Standalone,
                [.. line.Hits.Select((hit, i) => new ScoredParagraph(paragraphs[hit.Key], i + 1, hit.Score, hit.Lexical, hit.Cosine) { SentenceCosines = hit.Sentences, Reading = hit.Reading })],
                line.Terms);
        }

        public void Add(TrainingKind kind, string id, RetrievalResult found)
        {
            var line = new Line($"{kind}:{id}", found.Standalone, [.. found.Paragraphs.Select(p => new Hit(p.Paragraph.Key, p.Score, p.Lexical, p.Cosine, p.SentenceCosines, p.Reading))], found.Terms);
            lock (_lock)
            {
                _writer.WriteLine(JsonSerializer.Serialize(line));
            }
        }

        public void Dispose() => _writer.Dispose();

        private sealed record Line(string Id, string Standalone, IReadOnlyList<Hit> Hits, IReadOnlyList<QuestionTerm> Terms);

        private sealed record Hit(long Key, double Score, double Lexical, double? Cosine, IReadOnlyList<float> Sentences, PassageReading? Reading);
    }
}

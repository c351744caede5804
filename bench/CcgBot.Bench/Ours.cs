using System.Diagnostics;
using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CcgBot.Bench;

/// <summary>The measurements of CcgBot itself. Each prints one line of key=value pairs.</summary>
internal static class Ours
{
    public static void Ingest(string corpus, string folder)
    {
        System.IO.Directory.CreateDirectory(folder);
        var clock = Stopwatch.StartNew();
        var store = new ArticleStore(new Database(Path.Combine(folder, "ccgbot.db")), TimeProvider.System);
        var passages = new Ingestor(store, new IngestOptions()).Ingest([corpus]).Count(outcome => outcome.Result == IngestResult.Added);
        var (stored, storedCpu) = (clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
        new ParagraphIndexWriter(Path.Combine(folder, "lucene"), store).Synchronise();
        var seconds = clock.Elapsed.TotalSeconds;
        using (new ParagraphIndex(Path.Combine(folder, "lucene"), new RetrievalOptions()))
        {
            // Makes the block tables, which belong to the index.
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"passages={passages} rate={passages / seconds:F0} store_s={stored:F1} store_cpu_s={storedCpu:F1} total_s={seconds:F1} total_cpu_s={Environment.CpuUsage.TotalTime.TotalSeconds:F1} index_mb={Measure.Megabytes(Path.Combine(folder, "lucene")):F0} store_mb={Measure.Megabytes(Path.Combine(folder, "ccgbot.db")):F0} peak_mb={Measure.Memory("VmHWM"):F0}"));
    }

    public static async Task QueryAsync(string folder, string questionFile)
    {
        var questions = File.ReadAllLines(questionFile);
        var lucene = Path.Combine(folder, "lucene");
        var open = Stopwatch.StartNew();
        using var index = new ParagraphIndex(lucene, new RetrievalOptions());
        var opened = open.Elapsed.TotalMilliseconds;
        var analyzer = new EnglishTextAnalyzer();
        var queries = questions.Select(text => analyzer.Terms(text).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count())).ToList()).ToList();
        var search = Last(4, () => Measure.Times(queries, query => index.Search(query, 10)));
        var anonymous = Measure.Memory("RssAnon");
        var readers = Throughput(index, queries, 8) / Throughput(index, queries, 1);
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"passages={index.Count} open_ms={opened:F0} query={search} anonymous_mb={anonymous:F0} readers8={readers:F2}"));

        using (var reader = DirectoryReader.Open(new MMapDirectory(lucene)))
        {
            var plain = new IndexSearcher(reader) { Similarity = new BM25Similarity(0.9f, 0.4f) };
            Console.WriteLine($"plain={Last(2, () => Measure.Times(queries, query => plain.Search(Plain(query), 10)))}");
        }

        open.Restart();
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Evidence.KeyFile = Path.Combine(folder, "evidence.key");
        using var engine = BotEngine.Open(folder, settings, TimeProvider.System);
        opened = open.Elapsed.TotalMilliseconds;
        var answers = new double[questions.Length];
        for (var round = 0; round < 2; round++)
        {
            for (var i = 0; i < questions.Length; i++)
            {
                var start = Stopwatch.GetTimestamp();
                await engine.Answerer.AnswerAsync(new Question(questions[i]));
                answers[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"engine_open_ms={opened:F0} answer={Measure.Percentiles(answers)}"));
        While(engine, queries);
    }

    /// <summary>How long a new article takes to be found, and what a bulk ingest in the same process does to queries. The added articles are withdrawn again.</summary>
    private static void While(BotEngine engine, List<List<WeightedTerm>> queries)
    {
        var idle = Measure.Times(queries, query => engine.Index.Search(query, 10));
        var clock = Stopwatch.StartNew();
        engine.Articles.Put(New("bench:new", $"zyzzyva{Environment.ProcessId} stands here alone."));
        engine.Refresh();
        var found = engine.Index.Search([new WeightedTerm($"zyzzyva{Environment.ProcessId}", 1)], 1).Hits.Count;
        var visible = clock.Elapsed.TotalMilliseconds;
        using var stop = new CancellationTokenSource();
        var ingest = Task.Run(() =>
        {
            for (var batch = 0; !stop.IsCancellationRequested; batch++)
            {
                engine.Articles.Put(Enumerable.Range(0, 1_000).Select(i => (New($"bench:{batch}:{i}", $"Passage {i} of batch {batch} tells of {queries[i % queries.Count][0].Term}."), (string?)null)));
                engine.Refresh();
            }
        });
        var busy = Measure.Times(queries, query => engine.Index.Search(query, 10));
        stop.Cancel();
        ingest.Wait();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"visible_ms={visible:F0} found={found} idle={idle} ingesting={busy}"));
        foreach (var article in engine.Articles.List(titleContains: "bench:"))
        {
            engine.Articles.Withdraw(article.Id);
        }
    }

    private static Article New(string id, string text) => TextArticleReader.Create(id, id, null, null, null, [new Block(BlockKind.Paragraph, text, 1)]);

    private static BooleanQuery Plain(List<WeightedTerm> terms)
    {
        var query = new BooleanQuery();
        foreach (var (term, weight) in terms)
        {
            query.Add(new TermQuery(new Term("text", term)) { Boost = weight }, Occur.SHOULD);
        }

        return query;
    }

    private static double Throughput(ParagraphIndex index, List<List<WeightedTerm>> queries, int threads)
    {
        const double Seconds = 5;
        var count = 0L;
        var clock = Stopwatch.StartNew();
        Task.WaitAll([.. Enumerable.Range(0, threads).Select(thread => Task.Factory.StartNew(() =>
        {
            for (var i = thread * 50; clock.Elapsed.TotalSeconds < Seconds; i++)
            {
                index.Search(queries[i % queries.Count], 10);
                Interlocked.Increment(ref count);
            }
        }, TaskCreationOptions.LongRunning))]);
        return count / Seconds;
    }

    private static string Last(int rounds, Func<string> measure) => Enumerable.Range(0, rounds).Select(_ => measure()).ToList()[^1];
}

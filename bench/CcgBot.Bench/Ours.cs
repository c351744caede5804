using System.Diagnostics;
using System.Globalization;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CcgBot.Bench;

/// <summary>Ingest and search. Each measurement prints one line of key=value pairs.</summary>
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
        var (seconds, cpu) = (clock.Elapsed.TotalSeconds, Environment.CpuUsage.TotalTime.TotalSeconds);
        var tables = Stopwatch.StartNew();
        using (new ParagraphIndex(Path.Combine(folder, "lucene"), new RetrievalOptions()))
        {
            // Makes the block tables, which belong to the index.
        }

        Print($"passages={passages} rate={passages / seconds:F0} store_s={stored:F1} store_cpu_s={storedCpu:F1} total_s={seconds:F1} total_cpu_s={cpu:F1} tables_s={tables.Elapsed.TotalSeconds:F1} index_mb={Measure.Megabytes(Path.Combine(folder, "lucene")):F0} store_mb={Measure.Megabytes(Path.Combine(folder, "ccgbot.db")):F0} peak_mb={Measure.Memory("VmHWM"):F0}");
    }

    /// <summary>Opening, the ten best of each question, memory, many readers, and plain Lucene.Net over the same index.</summary>
    public static void Query(string folder, string questionFile)
    {
        var lucene = Path.Combine(folder, "lucene");
        var (cold, _) = Open(lucene);
        IndexIntegrity.Forget();
        var (warm, index) = Open(lucene);
        using (index)
        {
            Print($"passages={index.Count} open_ms={warm:F0} open_new_process_ms={cold:F0}");
            var queries = Queries(questionFile);
            Print($"query={Last(4, () => Measure.Times(queries, query => index.Search(query, 10)))} anonymous_mb={Measure.Memory("RssAnon"):F0} query_kb={Kilobytes(queries, query => index.Search(query, 10)):F0}");
            var one = Throughput(index, queries, 1);
            Print($"readers1_per_s={one:F0} readers8={Throughput(index, queries, 8) / one:F2}");

            using var reader = DirectoryReader.Open(new MMapDirectory(lucene));
            var plain = new IndexSearcher(reader) { Similarity = new BM25Similarity(0.9f, 0.4f) };
            var same = queries.Count(query => SameScores(index.Search(query, 10).Hits, plain.Search(Plain(query), 10).ScoreDocs));
            Print($"plain={Last(2, () => Measure.Times(queries, query => plain.Search(Plain(query), 10)))} same_top10={same}");
        }
    }

    public static List<List<WeightedTerm>> Queries(string questionFile)
    {
        var analyzer = new EnglishTextAnalyzer();
        return [.. File.ReadAllLines(questionFile).Select(text => analyzer.Terms(text).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count())).ToList())];
    }

    public static void Print(FormattableString line) => Console.WriteLine(line.ToString(CultureInfo.InvariantCulture));

    private static (double Milliseconds, ParagraphIndex Index) Open(string lucene)
    {
        var clock = Stopwatch.StartNew();
        var index = new ParagraphIndex(lucene, new RetrievalOptions());
        return (clock.Elapsed.TotalMilliseconds, index);
    }

    /// <summary>Equal scores may stand in another order, and Lucene.Net adds floats.</summary>
    private static bool SameScores(IReadOnlyList<LexicalHit> ours, ScoreDoc[] plain) =>
        ours.Count == plain.Length && ours.Zip(plain).All(pair => Math.Abs(pair.First.Score - pair.Second.Score) <= 1e-5 * pair.Second.Score);

    private static BooleanQuery Plain(List<WeightedTerm> terms)
    {
        var query = new BooleanQuery();
        foreach (var (term, weight) in terms)
        {
            query.Add(new TermQuery(new Term("text", term)) { Boost = weight }, Occur.SHOULD);
        }

        return query;
    }

    private static double Kilobytes<T>(List<T> items, Action<T> action)
    {
        var before = GC.GetAllocatedBytesForCurrentThread();
        items.ForEach(action);
        return (GC.GetAllocatedBytesForCurrentThread() - before) / 1024.0 / items.Count;
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
        return count / clock.Elapsed.TotalSeconds;
    }

    private static string Last(int rounds, Func<string> measure) => Enumerable.Range(0, rounds).Select(_ => measure()).ToList()[^1];
}

using System.Diagnostics;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CcgBot.Bench;

internal static class Tune
{
    public static void Run(string corpus, string questions, string folder)
    {
        var clock = Stopwatch.StartNew();
        if (!System.IO.Directory.Exists(folder))
        {
            using var writer = new IndexWriter(new MMapDirectory(folder), IndexSettings.Writer(OpenMode.CREATE));
            var document = new IndexedParagraph();
            var key = 0L;
            foreach (var passage in Corpus.Read(corpus))
            {
                document.Set("1", key++, passage.title, passage.text);
                writer.AddDocument(document.Document);
            }

            writer.Commit();
            Console.WriteLine($"indexed {key} in {clock.Elapsed.TotalSeconds:F1} s = {key / clock.Elapsed.TotalSeconds:F0}/s");
        }

        clock.Restart();
        using var index = new ParagraphIndex(folder, new RetrievalOptions());
        Console.WriteLine($"open {clock.Elapsed.TotalMilliseconds:F0} ms; {index.Count} paragraphs");
        var analyzer = new EnglishTextAnalyzer();
        var queries = File.ReadAllLines(questions)
            .Select(text => analyzer.Terms(text).GroupBy(t => t).Select(g => new WeightedTerm(g.Key, g.Count())).ToList()).ToList();
        using var reader = DirectoryReader.Open(new MMapDirectory(folder));
        Console.WriteLine($"{reader.Leaves.Count} segments; {queries.Average(q => q.Count):F1} terms; df sum median {queries.Select(q => q.Sum(t => reader.DocFreq(new Term("text", t.Term)))).Order().ElementAt(200)}");
        var plain = new IndexSearcher(reader) { Similarity = new BM25Similarity(0.9f, 0.4f) };
        foreach (var top in new[] { 10, 100 })
        {
            for (var round = 0; round < 4; round++)
            {
                Report($"ours top {top}", queries.Select(q => Time(() => index.Search(q, top))));
            }
        }

        for (var round = 0; round < 2; round++)
        {
            Report("BooleanQuery", queries.Select(q => Time(() =>
            {
                var query = new BooleanQuery();
                foreach (var (term, weight) in q)
                {
                    query.Add(new TermQuery(new Term("text", term)) { Boost = weight }, Occur.SHOULD);
                }

                plain.Search(query, 10);
            })));
        }
    }

    private static double Time(Action action)
    {
        var start = Cpu();
        action();
        return Cpu() - start;
    }

    private static double Cpu()
    {
        ClockGetTime(3, out var time);
        return time.Seconds * 1e3 + time.Nanoseconds / 1e6;
    }

    [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    private record struct TimeSpec(long Seconds, long Nanoseconds);

    private static void Report(string name, IEnumerable<double> times)
    {
        var sorted = times.Order().ToList();
        Console.WriteLine($"{name}: p50 {sorted[sorted.Count / 2]:F3} p99 {sorted[sorted.Count * 99 / 100]:F3} mean {sorted.Average():F3}");
    }
}

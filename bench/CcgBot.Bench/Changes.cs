using System.Diagnostics;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Bench;

/// <summary>How long a new article takes to be found, and what a bulk ingest in the same process does to queries. The added articles stay.</summary>
internal static class Changes
{
    private const int Articles = 20;
    private const int ArticlesPerBatch = 1_000;
    private const double Seconds = 15;

    public static void Measure(string folder, string questionFile)
    {
        var (questions, queries) = (File.ReadAllLines(questionFile), Ours.Queries(questionFile));
        var settings = new BotSettings { Evidence = { KeyFile = Path.Combine(folder, "evidence.key") } };
        settings.Retrieval.Dense.Enabled = false;
        using var engine = BotEngine.Open(folder, settings, TimeProvider.System);
        // Ids and words that no earlier run has used.
        var run = $"r{Environment.ProcessId}x{engine.Articles.LastChange()}";
        Times(engine, queries, 2);
        var idle = Bench.Measure.Summary(Times(engine, queries, Seconds));

        var visible = Enumerable.Range(0, Articles).Select(i => Visible(engine, $"zyzzyva{run}x{i}")).ToList();
        Ours.Print($"visible_ms={visible.Max():F0} visible_first_ms={visible[0]:F0} visible_p50_ms={visible.Order().ElementAt(Articles / 2):F0}");

        using var stop = new CancellationTokenSource();
        var ingested = 0;
        var ingest = Task.Factory.StartNew(
            () =>
            {
                for (var batch = 0; !stop.IsCancellationRequested; batch++, ingested += ArticlesPerBatch)
                {
                    engine.Articles.Put(Enumerable.Range(0, ArticlesPerBatch).Select(i => (Passage(run, batch, i, questions), (string?)null)));
                    engine.Refresh();
                }
            },
            TaskCreationOptions.LongRunning);
        var (pauses, collections) = (GC.GetTotalPauseDuration(), GC.CollectionCount(0));
        var busy = Bench.Measure.Summary(Times(engine, queries, Seconds));
        (pauses, collections) = (GC.GetTotalPauseDuration() - pauses, GC.CollectionCount(0) - collections);
        stop.Cancel();
        ingest.Wait();
        Ours.Print($"idle={idle} ingesting={busy} ingested_per_s={ingested / Seconds:F0} gc_pauses_ms={pauses.TotalMilliseconds:F0} gcs={collections}");
        var after = Bench.Measure.Summary(Times(engine, queries, 2));
        Ours.Print($"after_ingesting={after}");
    }

    private static double Visible(BotEngine engine, string word)
    {
        var clock = Stopwatch.StartNew();
        engine.Articles.Put(New(word, $"{word} stands here alone."));
        engine.Refresh();
        var found = engine.Index.Search([new WeightedTerm(word, 1)], 1).Hits.Count;
        return found == 1 ? clock.Elapsed.TotalMilliseconds : throw new InvalidOperationException($"'{word}' is not found.");
    }

    private static (List<double> Clock, List<double> Processor) Times(BotEngine engine, List<List<WeightedTerm>> queries, double seconds)
    {
        var (clock, processor) = (new List<double>(), new List<double>());
        for (var all = Stopwatch.StartNew(); all.Elapsed.TotalSeconds < seconds;)
        {
            Bench.Measure.Each(queries, query => engine.Index.Search(query, 10), clock, processor);
        }

        return (clock, processor);
    }

    /// <summary>Some sixty words, as long as the corpus's passages.</summary>
    private static Article Passage(string run, int batch, int i, string[] questions) => New(
        $"{run}:{batch}:{i}", string.Join(". ", Enumerable.Range(0, 7).Select(k => questions[(batch * 31 + i * 7 + k * 53) % questions.Length])));

    private static Article New(string id, string text) => TextArticleReader.Create(id, id, null, null, null, [new Block(BlockKind.Paragraph, text, 1)]);
}

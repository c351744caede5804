using System.Text.Json.Nodes;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;
using CcgBot.Retrieval;

namespace CcgBot.Bench;

/// <summary>What permissions cost a search by words: the same passages without groups, and spread over 50 groups and the public.</summary>
internal static class GroupsBench
{
    private const int Groups = 50;

    /// <summary>Of ten passages so many are for one group only.</summary>
    private const int RestrictedOfTen = 5;

    private const int Rounds = 5;

    public static void Measure(string corpus, string folder, string questionFile)
    {
        var spread = Path.Combine(folder, "spread.jsonl");
        Directory.CreateDirectory(folder);
        File.WriteAllLines(spread, File.ReadLines(corpus).Select((line, i) =>
        {
            var passage = JsonNode.Parse(line)!;
            if (i % 10 < RestrictedOfTen)
            {
                passage["groups"] = new JsonArray($"group-{i / 10 % Groups}");
            }

            return passage.ToJsonString();
        }));
        var questions = File.ReadAllLines(questionFile);
        using var plain = Open(Path.Combine(folder, "without"), corpus);
        using var grouped = Open(Path.Combine(folder, "with"), spread);
        var askers = new (string Name, BotEngine Engine, Access Access)[]
        {
            ("no_groups", plain, Access.Public),
            ("outsider", grouped, Access.Public),
            ("in_1_group", grouped, In(1)),
            ("in_5_groups", grouped, In(5)),
            ("in_50_groups", grouped, In(Groups)),
        };
        // In turns, so that what else the machine does hits all alike; of each asker the round that was least disturbed counts.
        var rounds = askers.ToDictionary(asker => asker.Name, _ => new List<(double[] Clock, double[] Processor)>());
        for (var round = 0; round < Rounds; round++)
        {
            foreach (var (name, engine, access) in askers)
            {
                var view = engine.View(access);
                // Another retriever each round: the last one remembers its rankings.
                var retriever = new Retriever(view.Index, view.Dense, view.Articles, engine.Settings.Retrieval);
                var (clock, processor) = (new List<double>(), new List<double>());
                Bench.Measure.Each(questions, question => retriever.RetrieveAsync(new Question(question)).GetAwaiter().GetResult(), clock, processor);
                rounds[name].Add(([.. clock.Order()], [.. processor.Order()]));
            }
        }

        var without = Least(rounds["no_groups"]);
        foreach (var (name, engine, access) in askers)
        {
            var (clock, processor) = Least(rounds[name]);
            var (times, passages) = ($"{Bench.Measure.Percentiles(clock)}/{Bench.Measure.Percentiles(processor)}", engine.View(access).Index.Count);
            var (byClock, byProcessor) = (Middle(clock) / Middle(without.Clock), Middle(processor) / Middle(without.Processor));
            Ours.Print($"asker={name} passages={passages} search={times} p50_against_no_groups={byClock:F2}/{byProcessor:F2}");
        }
    }

    private static (double[] Clock, double[] Processor) Least(List<(double[] Clock, double[] Processor)> rounds) => rounds.MinBy(round => Middle(round.Processor));

    private static double Middle(double[] ordered) => ordered[ordered.Length / 2];

    private static Access In(int groups) => Access.Of(GroupSet.Of(Enumerable.Range(0, groups).Select(i => $"group-{i}")));

    private static BotEngine Open(string folder, string corpus)
    {
        var settings = new BotSettings { Evidence = { KeyFile = Path.Combine(folder, "evidence.key") } };
        settings.Retrieval.Dense.Enabled = false;
        var engine = BotEngine.Open(folder, settings, TimeProvider.System);
        if (engine.Articles.LastChange() == 0)
        {
            _ = engine.Ingestor.Ingest([corpus]).Count();
        }

        engine.Synchronise();
        return engine;
    }
}

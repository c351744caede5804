using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Evaluation.Training;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class TrainCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var sets = new Argument<string[]>("TESTSET")
        {
            Description = "Test sets with a corpus and qrels; each is also asked the questions of the next, as ones that it does not answer.",
            Arity = ArgumentArity.OneOrMore,
        };
        var output = new Option<FileInfo>("--out") { Description = "Where the weights are written.", Required = true };
        var limit = new Option<int>("--limit") { Description = "At most this many questions of each kind a set.", DefaultValueFactory = _ => 2000 };
        var titles = new Option<int>("--titles") { Description = "Also learns from this many single titles' paragraphs a set, each as a small corpus of its own; 0 = from whole corpora only.", DefaultValueFactory = _ => 16 };
        var misses = new Option<FileInfo?>("--misses") { Description = "Also writes each question whose answer was missed, with the sentence that was chosen and the one that was not." };
        var alone = new Option<bool>("--alone") { Description = "Also prints how well each feature does alone." };
        var command = new Command("train", "Learns the weights of the extractive composer from test sets, with 5-fold scores.") { sets, output, limit, titles, misses, alone };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = common.Settings(parsed);
            var collector = new TrainingCollector(settings, Path.Combine(Home.Locate().Index, "testsets"), TimeProvider.System, CommonOptions.Parts(common.Configuration(parsed)));
            var paths = parsed.GetValue(sets)!;
            var questions = new List<TrainingQuestion>();
            for (var i = 0; i < paths.Length; i++)
            {
                using var progress = new ProgressLine($"questions and articles of {Path.GetFileName(paths[i].TrimEnd('/'))}");
                questions.AddRange(await collector.CollectAsync(
                    paths[i], paths.Length > 1 ? paths[(i + 1) % paths.Length] : null, parsed.GetValue(limit), parsed.GetValue(titles), (_, done, _) => progress.Report(done), cancellationToken));
            }

            var outcome = new AnsweringTrainer(settings.Answering).Train(questions);
            foreach (var (set, scores) in outcome.Scores)
            {
                Console.WriteLine($"{set}: {scores.Questions} answerable, right {scores.Right}, contained {scores.Contained}, words {scores.MedianWords}, AUROC removed {scores.RemovedAuroc} foreign {scores.ForeignAuroc} unanswerable {scores.UnanswerableAuroc}");
                foreach (var (threshold, shares) in scores.AtThresholds)
                {
                    Console.WriteLine($"  threshold {threshold}: answers {string.Join(", ", shares)} of answerable, foreign, unanswerable");
                }
            }

            if (parsed.GetValue(alone))
            {
                foreach (var group in AnsweringTrainer.Alone(outcome.Judged).GroupBy(row => (row.Set, row.Kind)))
                {
                    var best = group.OrderByDescending(row => Math.Abs(row.Auroc - 0.5)).Take(12).Select(row => $"{row.Feature} {row.Auroc:0.000}");
                    Console.WriteLine($"{group.Key.Set} {group.Key.Kind}: {string.Join(", ", best)}");
                }
            }

            await File.WriteAllTextAsync(
                parsed.GetValue(output)!.FullName,
                JsonSerializer.Serialize(outcome.Weights, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n",
                cancellationToken);
            if (parsed.GetValue(misses) is { } file)
            {
                await File.WriteAllLinesAsync(file.FullName, new AnsweringTrainer(settings.Answering).Misses(questions, outcome.Weights).Select(miss => Line(miss, outcome.Weights)), cancellationToken);
            }

            return 0;
        });
        return command;
    }

    private static string Line((TrainingQuestion Question, IReadOnlyList<ScoredSentence> Chosen, ScoredSentence? Right) miss, AnsweringWeights weights)
    {
        var chosen = string.Join(" / ", miss.Chosen.Select(candidate => $"{candidate.Logit:0.0} {candidate.Sentence.Text}"));
        var right = miss.Right is null ? "(in no paragraph found)" : $"{miss.Right.Logit:0.0} {miss.Right.Sentence.Text}";
        var difference = miss.Right is null || miss.Chosen.Count == 0
            ? ""
            : string.Join(", ", SentenceFeatures.Names
                .Select((name, i) => (name, gap: (miss.Chosen[0].Features[i] - miss.Right.Features[i]) * weights.Sentence.Weights.GetValueOrDefault(name)))
                .Where(pair => Math.Abs(pair.gap) > 0.3).OrderByDescending(pair => Math.Abs(pair.gap)).Select(pair => $"{pair.name} {pair.gap:+0.0;-0.0}"));
        return $"{QuestionAnalysis.Of(miss.Question.Asked.Text)}\n  Q {miss.Question.Asked.Text}\n  = {miss.Question.Expected.Expected}\n  CHOSEN {chosen}\n  RIGHT  {right}\n  {difference}\n";
    }
}

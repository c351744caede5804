using System.CommandLine;
using System.Text.Encodings.Web;
using System.Text.Json;
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
        var command = new Command("train", "Learns the weights of the extractive composer from test sets, with 5-fold scores.") { sets, output, limit };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var settings = common.Settings(parsed);
            var collector = new TrainingCollector(settings, Path.Combine(Home.Locate().Index, "testsets"), TimeProvider.System);
            var paths = parsed.GetValue(sets)!;
            var questions = new List<TrainingQuestion>();
            for (var i = 0; i < paths.Length; i++)
            {
                using var progress = new ProgressLine($"questions and articles of {Path.GetFileName(paths[i].TrimEnd('/'))}");
                questions.AddRange(await collector.CollectAsync(
                    paths[i], paths.Length > 1 ? paths[(i + 1) % paths.Length] : null, parsed.GetValue(limit), (_, done, _) => progress.Report(done), cancellationToken));
            }

            var outcome = new AnsweringTrainer(settings.Answering).Train(questions);
            foreach (var (set, scores) in outcome.Scores)
            {
                Console.WriteLine($"{set}: {scores.Questions} answerable, contained {scores.Contained}, words {scores.MedianWords}, AUROC removed {scores.RemovedAuroc} foreign {scores.ForeignAuroc} unanswerable {scores.UnanswerableAuroc}");
                foreach (var (threshold, shares) in scores.AtThresholds)
                {
                    Console.WriteLine($"  threshold {threshold}: answers {string.Join(", ", shares)} of answerable, foreign, unanswerable");
                }
            }

            await File.WriteAllTextAsync(
                parsed.GetValue(output)!.FullName,
                JsonSerializer.Serialize(outcome.Weights, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping }) + "\n",
                cancellationToken);
            return 0;
        });
        return command;
    }
}

using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CcgBot.Evaluation.Abstention;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class CalibrateCommand
{
    /// <summary>With fewer answers behind it a share of 5 % could as well be 10 %.</summary>
    private const int FewAnswers = 150;

    public static Command Create()
    {
        var common = new CommonOptions();
        var sets = new Argument<string[]>("TESTSET") { Description = "Test sets that tell which answers are right; their questions are taken together.", Arity = ArgumentArity.OneOrMore };
        var mostWrong = new Option<double>("--max-wrong") { Description = "The share of answers that may be wrong, as in 5% or 0.05.", Required = true, CustomParser = Share };
        var corpus = new Option<string?>("--corpus") { Description = "A corpus (.jsonl) or folder of articles in the place of the set's own." };
        var foreign = new Option<string?>("--foreign") { Description = "Another test set, whose questions are added as ones that the articles don't answer." };
        var limit = new Option<int?>("--limit") { Description = "At most this many questions a set, evenly spread over it." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only says the threshold, and writes no setting." };
        var settingsFile = new Option<FileInfo?>("--write-to") { Description = "The settings file that the threshold is written to; default: appsettings.json of the project." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where the report is written; default: index/eval/calibrate/." };
        var command = new Command("calibrate", "Finds the threshold at which at most a given share of answers is wrong, for this corpus, and sets it.") { sets, mostWrong, corpus, foreign, limit, dryRun, settingsFile, output };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var home = Home.Locate();
            var settings = common.Settings(parsed);
            var (now, most) = (settings.Answering.Threshold, parsed.GetValue(mostWrong));
            // Every answer is looked at, however unsure: which to withhold is the question.
            settings.Answering.Threshold = 0;
            var options = new EvaluationOptions
            {
                Out = parsed.GetValue(output)?.FullName ?? Path.Combine(home.Index, "eval", "calibrate"),
                Cache = Path.Combine(common.IndexFolder(parsed), "testsets"),
                DefaultIndex = common.IndexFolder(parsed),
                Seeds = home.Seeds,
                Corpus = parsed.GetValue(corpus) is { } path ? Path.GetFullPath(path) : null,
                Foreign = parsed.GetValue(foreign),
                Limit = parsed.GetValue(limit),
            };
            var started = TimeProvider.System.GetUtcNow();
            var parts = CommonOptions.Parts(common.Configuration(parsed));
            var evaluator = new Evaluator(settings, options, TimeProvider.System, parts);
            var reports = new List<SetReport>();
            foreach (var set in parsed.GetValue(sets)!.SelectMany(TestSetReader.Find).Select(evaluator.Read).ToList())
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{set.Name}: {set.Questions.Count:N0} questions"));
                using var progress = new CountingLine();
                reports.Add(await evaluator.RunAsync(set, progress.Report, cancellationToken));
            }

            foreach (var problem in reports.SelectMany(report => report.Problems))
            {
                Console.Error.WriteLine(problem);
            }

            var rows = reports.SelectMany(report => report.Questions).Select(question => question.Scored).ToList();
            var judged = rows.Where(Measure.IsJudged).ToList();
            if (ThresholdChoice.Of(Measure.Correctness(judged), judged.Count, most) is not { } choice)
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"There is no threshold at which at most {most * 100:0.##} % of the answers are wrong, of {judged.Count:N0} questions that can be judged. Nothing is written."));
                return CommandRunner.SomeFailed;
            }

            Say(choice, now, most, rows, judged);
            settings.Answering.Threshold = choice.Threshold;
            var run = RunRecord.Of(
                started, TimeProvider.System.GetUtcNow(), [.. parsed.GetValue(sets)!.Select(Path.GetFullPath)], new Dictionary<string, IReadOnlyList<string>>(),
                EffectiveSettings.Of(typeof(BotSettings).GetProperties().Select(section => (section.Name, section.GetValue(settings)!))), parts.Identity);
            var report = new EvaluationReport(run.Ended, new Dictionary<string, string> { ["calibrate --max-wrong"] = most.ToString(CultureInfo.InvariantCulture) }, reports) { Run = run };
            Directory.CreateDirectory(options.Out);
            report.Save(Path.Combine(options.Out, EvaluationReport.FileName));
            HtmlReport.Save(report, Path.Combine(options.Out, "report.html"));
            Console.Error.WriteLine($"Report: {Path.Combine(options.Out, "report.html")}");
            if (!parsed.GetValue(dryRun))
            {
                Write(parsed.GetValue(settingsFile)?.FullName ?? home.Settings, choice.Threshold);
            }

            return reports.Any(set => set.Problems.Count > 0) ? CommandRunner.SomeFailed : 0;
        });
        return command;
    }

    private static void Say(ThresholdChoice choice, double now, double most, IReadOnlyList<ScoredQuestion> rows, IReadOnlyList<ScoredQuestion> judged)
    {
        string Percent(double share) => string.Create(CultureInfo.InvariantCulture, $"{share * 100:0.#} %");
        string Interval(Evaluation.Statistics.Estimate estimate) => $"{Percent(estimate.Value)} (95 %: {Percent(estimate.Low)} to {Percent(estimate.High)})";
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"Threshold {choice.Threshold:0.####} (now {now:0.####}): of these {choice.Asked:N0} questions it answers {choice.Answered:N0}, {Percent((double)choice.Answered / choice.Asked)}, and {choice.Wrong:N0} of the answers, {Percent(choice.Answered == 0 ? 0 : (double)choice.Wrong / choice.Answered)}, are wrong."));
        Console.WriteLine($"Expected of other questions like these: answered {Interval(choice.ExpectedCoverage)}, wrong {(choice.ExpectedWrong is { } wrong ? Interval(wrong) : "unknown, for none of them would be answered")}. Each fifth was judged by the threshold that the other four give.");
        if (choice.Answered < FewAnswers)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"Only {choice.Answered:N0} answers stand behind this: the interval is wide, and the next {choice.Answered:N0} may come out anywhere in it. More questions make it narrower."));
        }

        if (choice.ExpectedWrong is { } expected && expected.High > most * 2)
        {
            Console.WriteLine($"The share of wrong answers may be as high as {Percent(expected.High)}, though {Percent(most)} was asked for. Where that matters, ask for less.");
        }

        if (judged.All(row => row.Answerable != false))
        {
            Console.WriteLine("No question among them is one that the articles don't answer, so that wrong answers to such are not in these figures: add some with --foreign SET.");
        }

        if (rows.Count > judged.Count)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{rows.Count - judged.Count:N0} more questions were asked back, or the set does not tell whether their answers are right."));
        }
    }

    /// <summary>Sets it in <c>appsettings.json</c>, where every host reads it.</summary>
    private static void Write(string path, double threshold)
    {
        var text = string.Create(CultureInfo.InvariantCulture, $"\"Answering\": {{ \"Threshold\": {threshold:0.####} }}");
        try
        {
            var root = File.Exists(path) ? JsonNode.Parse(File.ReadAllText(path))!.AsObject() : [];
            var section = root["Answering"] as JsonObject ?? [];
            section["Threshold"] = Math.Round(threshold, 4);
            root["Answering"] = section;
            var fresh = path + ".new";
            File.WriteAllText(fresh, root.ToJsonString(new JsonSerializerOptions { WriteIndented = true }) + "\n");
            File.Move(fresh, path, overwrite: true);
            Console.WriteLine($"Written to {path}: {text}");
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new InvalidDataException($"{path} has comments or is not plain JSON, and is left as it is. Write into it: {text}", error);
        }
    }

    private static double Share(System.CommandLine.Parsing.ArgumentResult result)
    {
        var text = result.Tokens[0].Value.Trim();
        var percent = text.EndsWith('%');
        if (double.TryParse(text.TrimEnd('%').Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && (percent ? number / 100 : number) is >= 0 and < 1 and var share)
        {
            return share;
        }

        result.AddError($"--max-wrong {text}: give a share below 1, as in 5% or 0.05.");
        return 0;
    }
}

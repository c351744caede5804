using System.CommandLine;
using CcgBot.Cli.Rendering;
using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Scoring;
using CcgBot.Hosting;

namespace CcgBot.Cli.Commands;

internal static class CompareCommand
{
    public static Command Create()
    {
        var first = new Argument<string>("A") { Description = "The earlier run: the folder of 'eval --out', or its report.json." };
        var second = new Argument<string>("B") { Description = "The later run." };
        var output = new Option<DirectoryInfo?>("--out") { Description = "Where compare.html and compare.json are written; default: index/eval/compare/." };
        var json = new Option<bool>("--json") { Description = "The comparison as JSON instead of a table." };
        var failIf = new Option<string[]>("--fail-if")
        {
            Description = "Exit 1 when a difference (B less A) meets a condition, as in \"ndcg@10 < -0.01\", \"scifact:map < 0\" or \"right may be worse by 0.01\" (unless the 95 % interval rules that out). Measures by their name or as the page says them. May be given more than once.",
            DefaultValueFactory = _ => [],
        };
        var command = new Command("compare", "Paired differences of two runs of 'eval', with significance.") { first, second, output, json, failIf };
        command.SetAction(parsed =>
        {
            var gates = parsed.GetValue(failIf)!.Select(Gate.Parse).ToList();
            var (a, b) = (parsed.GetValue(first)!, parsed.GetValue(second)!);
            var comparison = Comparison.Of(Name(a), EvaluationReport.Load(a), Name(b), EvaluationReport.Load(b));
            var failures = gates.SelectMany(gate => gate.Failures(comparison)).ToList();
            var folder = Directory.CreateDirectory(parsed.GetValue(output)?.FullName ?? Path.Combine(Home.Locate().Index, "eval", "compare")).FullName;
            File.WriteAllText(Path.Combine(folder, "compare.json"), comparison.ToJson());
            ComparisonPage.Save(comparison, Path.Combine(folder, "compare.html"));
            Console.WriteLine(parsed.GetValue(json) ? comparison.ToJson() : ComparisonText.Of(comparison));
            foreach (var line in comparison.Unpaired.Concat(failures))
            {
                Console.Error.WriteLine(line);
            }

            Console.Error.WriteLine($"Report: {Path.Combine(folder, "compare.html")}");
            return failures.Count > 0 ? CommandRunner.SomeFailed : 0;
        });
        return command;
    }

    private static string Name(string path) => Path.GetFileName(Path.TrimEndingDirectorySeparator(
        Path.GetFileName(path) == EvaluationReport.FileName ? Path.GetDirectoryName(Path.GetFullPath(path))! : Path.GetFullPath(path)));
}

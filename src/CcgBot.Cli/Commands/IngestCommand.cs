using System.CommandLine;
using CcgBot.Articles;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Cli.Commands;

internal static class IngestCommand
{
    /// <summary>Above this, unchanged and added articles of a corpus are counted, not listed.</summary>
    private const int MostListed = 50;

    public static Command Create()
    {
        var common = new CommonOptions();
        var paths = new Argument<string[]>("PATH") { Description = "Files and folders of articles (.txt, .jsonl).", Arity = ArgumentArity.OneOrMore };
        var prune = new Option<bool>("--prune") { Description = "Withdraw articles that came from these folders and are no longer there." };
        var command = new Command("ingest", "Reads articles into the store and brings the index up to date.") { paths, prune };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(common, parsed, parsed.GetValue(paths)!, parsed.GetValue(prune), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string[] paths, bool prune, CancellationToken cancellationToken)
    {
        using var engine = common.Open(parsed, cancellationToken);
        var counts = new Dictionary<IngestResult, int>();
        using (var progress = new ProgressLine("articles read"))
        {
            foreach (var outcome in engine.Ingestor.Ingest(paths, prune, cancellationToken))
            {
                var count = counts[outcome.Result] = counts.GetValueOrDefault(outcome.Result) + 1;
                progress.Report(counts.Values.Sum());
                if (outcome.Result is IngestResult.Failed or IngestResult.Skipped)
                {
                    progress.Clear();
                    Console.Error.WriteLine($"{outcome.Item}: {(outcome.Result == IngestResult.Failed ? "failed: " : "skipped: ")}{outcome.Reason}");
                }
                else if (count <= MostListed)
                {
                    progress.Clear();
                    Console.WriteLine($"{outcome.ArticleId}: {outcome.Result.ToString().ToLowerInvariant()}");
                }
            }
        }

        using (var progress = new ProgressLine("changes indexed"))
        {
            engine.Synchronise(new Progress<long>(progress.Report), cancellationToken);
        }

        using (var progress = new ProgressLine("paragraphs encoded", engine.Index.Count))
        {
            await engine.EncodeAsync(new Progress<VectorProgress>(done => progress.Report(done.Done)), cancellationToken);
        }

        if (engine.Dense.Notice is { } notice)
        {
            Console.Error.WriteLine(notice);
        }

        Console.WriteLine(string.Join(", ", Enum.GetValues<IngestResult>()
            .Where(result => counts.GetValueOrDefault(result) > 0 || result is IngestResult.Added or IngestResult.Updated or IngestResult.Unchanged or IngestResult.Failed)
            .Select(result => $"{counts.GetValueOrDefault(result)} {result.ToString().ToLowerInvariant()}")));
        return counts.GetValueOrDefault(IngestResult.Failed) > 0 ? CommandRunner.SomeFailed : 0;
    }
}

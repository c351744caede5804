using System.CommandLine;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Articles.Sources;
using CcgBot.Documents.Web;
using CcgBot.Hosting;
using Lucene.Net.Store;

namespace CcgBot.Cli.Commands;

internal static class IngestCommand
{
    /// <summary>Above this, unchanged and added articles of a corpus are counted, not listed.</summary>
    private const int MostListed = 50;

    /// <summary>How often the index is asked for, a second or more apart, while another program writes it.</summary>
    private const int MostTries = 200;

    public static Command Create()
    {
        var common = new CommonOptions();
        var paths = new Argument<string[]>("PATH") { Description = "Files, folders and addresses of articles: text, corpora (.jsonl), PDF, Word, HTML, Markdown and more; https addresses of pages, documents, sitemaps and feeds.", Arity = ArgumentArity.ZeroOrMore };
        var prune = new Option<bool>("--prune") { Description = "Withdraw articles that came from these folders or addresses and are no longer there." };
        var allowPrivate = new Option<bool>("--allow-private") { Description = "Addresses may lie in a private network: this machine, the office's network." };
        var restore = new Option<string[]>("--restore") { Description = "The id of an article that 'remove' took out: it is in answers again. May be given more than once.", DefaultValueFactory = _ => [] };
        var groups = new Option<string?>("--groups") { Description = "Who may read articles that don't say it themselves, as in cardiology,pharmacy; '' = everyone, also what was for some before. Without it known articles keep their groups." };
        var command = new Command("ingest", "Reads articles into the store and brings the index up to date.") { paths, prune, restore, allowPrivate, groups };
        common.AddTo(command);
        command.Validators.Add(result =>
        {
            if (result.GetValue(paths) is not { Length: > 0 } && result.GetValue(restore) is not { Length: > 0 })
            {
                result.AddError("Required argument missing for command: 'ingest'. Give a PATH, or --restore with an article's id.");
            }
        });
        command.SetAction((parsed, cancellationToken) =>
            RunAsync(common, parsed, parsed.GetValue(paths)!, parsed.GetValue(restore)!, parsed.GetValue(prune), parsed.GetValue(allowPrivate), GroupOptions.Read(parsed.GetValue(groups)), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(
        CommonOptions common, ParseResult parsed, string[] paths, string[] restored, bool prune, bool allowPrivate, GroupSet? groups, CancellationToken cancellationToken)
    {
        using var opening = new CountingLine();
        using var engine = common.Open(parsed, cancellationToken, makesStore: paths.Length > 0, progress: opening);
        opening.Clear();
        var counts = new Dictionary<IngestResult, int>();
        var unknown = 0;
        foreach (var id in restored)
        {
            var back = engine.Editor.Restore(id, CommandLineEdit.Of(why: null)).Result == EditResult.Done;
            unknown += back ? 0 : 1;
            (back ? Console.Out : Console.Error).WriteLine(back ? $"{id}: restored" : $"{id}: no such article, or it is not removed.");
        }

        using (var progress = new ProgressLine("articles read"))
        {
            string[] addresses = [.. paths.Where(SourceOptions.IsAddress)];
            if (addresses.Length > 0 && groups is not null)
            {
                throw new ArgumentException("--groups goes with files and folders: what is fetched from addresses is for everyone until 'ccgbot groups' says otherwise.");
            }

            string[] files = [.. paths.Except(addresses)];
            var fetched = addresses.Length == 0 ? AsyncEnumerable.Empty<IngestOutcome>()
                : new SourceSync(engine, CommonOptions.Documents!.Read, TimeProvider.System).IngestAsync(addresses, new SourceOptions { AllowPrivateAddresses = allowPrivate }, prune, cancellationToken);
            await foreach (var outcome in (files.Length == 0 ? [] : engine.Ingestor.Ingest(files, prune, cancellationToken, groups)).ToAsyncEnumerable().Concat(fetched))
            {
                var count = counts[outcome.Result] = counts.GetValueOrDefault(outcome.Result) + 1;
                progress.Report(counts.Values.Sum());
                if (outcome.Result is IngestResult.Failed or IngestResult.Skipped or IngestResult.Removed)
                {
                    progress.Clear();
                    Console.Error.WriteLine($"{outcome.Item}: {outcome.Result switch { IngestResult.Failed => "failed: ", IngestResult.Removed => "stays removed: ", _ => "skipped: " }}{outcome.Reason}");
                }
                else if (count <= MostListed)
                {
                    progress.Clear();
                    Console.WriteLine($"{outcome.ArticleId}: {outcome.Result.ToString().ToLowerInvariant()}");
                    if (outcome.Reason is { } remark)
                    {
                        Console.Error.WriteLine($"{outcome.Item}: {remark}");
                    }
                }
            }
        }

        using (var progress = new CountingLine())
        {
            await SynchroniseAsync(engine, progress, cancellationToken);
            await engine.EncodeAsync(progress, cancellationToken);
        }

        if (engine.Dense.Notice is { } notice)
        {
            Console.Error.WriteLine(notice);
        }

        Console.WriteLine(string.Join(", ", Enum.GetValues<IngestResult>()
            .Where(result => counts.GetValueOrDefault(result) > 0 || result is IngestResult.Added or IngestResult.Updated or IngestResult.Unchanged or IngestResult.Failed)
            .Select(result => $"{counts.GetValueOrDefault(result)} {result.ToString().ToLowerInvariant()}")));
        return counts.GetValueOrDefault(IngestResult.Failed) + unknown > 0 ? CommandRunner.SomeFailed : 0;
    }

    /// <summary>Two ingests at once take turns with the index.</summary>
    private static async Task SynchroniseAsync(BotEngine engine, CountingLine progress, CancellationToken cancellationToken)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                engine.Synchronise(progress, cancellationToken);
                return;
            }
            catch (LockObtainFailedException) when (tries < MostTries)
            {
                if (tries == 1)
                {
                    progress.Clear();
                    await Console.Error.WriteLineAsync("Another program is writing the index: waiting for it.");
                }

                await Task.Delay(TimeSpan.FromSeconds(1), cancellationToken);
            }
        }
    }
}

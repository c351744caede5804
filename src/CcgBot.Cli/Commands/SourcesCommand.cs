using System.CommandLine;
using System.Globalization;
using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Cli.Rendering;
using CcgBot.Documents.Web;

namespace CcgBot.Cli.Commands;

internal static class SourcesCommand
{
    private const int Shown = 3;

    public static Command Create()
    {
        var common = new CommonOptions();
        var names = new Argument<string[]>("NAME") { Description = "Sources of the settings; default: all.", Arity = ArgumentArity.ZeroOrMore };
        var sync = new Option<bool>("--sync") { Description = "Bring them up to date now; a running host does that by itself." };
        var command = new Command("sources", "Where articles live (section Sources of the settings), and what their last syncs did.") { names, sync };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(common, parsed, parsed.GetValue(names)!, parsed.GetValue(sync), cancellationToken));
        return command;
    }

    private static async Task<int> RunAsync(CommonOptions common, ParseResult parsed, string[] names, bool sync, CancellationToken cancellationToken)
    {
        var settings = common.Settings(parsed).Sources;
        if (names.FirstOrDefault(name => !settings.ContainsKey(name)) is { } unknown)
        {
            throw new InvalidDataException($"There is no source '{unknown}' in the settings; there {(settings.Count == 0 ? "are none: write section Sources" : $"are: {string.Join(", ", settings.Keys.Order())}")}.");
        }

        var chosen = settings.Where(source => names.Length == 0 || names.Contains(source.Key, StringComparer.OrdinalIgnoreCase)).OrderBy(source => source.Key, StringComparer.Ordinal).ToList();
        if (chosen.Count == 0)
        {
            Console.WriteLine("There is no source in the settings.");
            return 0;
        }

        var failed = false;
        if (sync)
        {
            using var engine = common.Open(parsed, cancellationToken, makesStore: true);
            var syncing = new SourceSync(engine, CommonOptions.Documents!.Read, TimeProvider.System);
            foreach (var (name, options) in chosen)
            {
                var record = await syncing.SyncAsync(name, options, cancellationToken);
                Print(name, [record]);
                failed |= record.Failed > 0;
            }

            await engine.EncodeAsync(cancellationToken: cancellationToken);
            return failed ? CommandRunner.SomeFailed : 0;
        }

        var sources = new SourceStore(common.OpenStore(parsed));
        foreach (var (name, _) in chosen)
        {
            Print(name, sources.Syncs(name, Shown));
        }

        return 0;
    }

    private static void Print(string name, IReadOnlyList<SyncRecord> syncs)
    {
        Console.WriteLine(name);
        if (syncs.Count == 0)
        {
            Console.WriteLine("  not synced yet");
        }

        foreach (var sync in syncs)
        {
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"  {sync.Ended.UtcDateTime:yyyy-MM-dd HH:mm:ss}Z: {sync.Added} added, {sync.Updated} updated, {sync.Unchanged} unchanged, {sync.Withdrawn} withdrawn, {sync.Skipped} skipped, {sync.Failed} failed"));
            foreach (var problem in sync.Problems)
            {
                Console.Error.WriteLine($"    {ConsoleText.Printable(problem.Item)}: {(problem.Result == IngestResult.Failed ? "failed" : "skipped")}: {ConsoleText.Printable(problem.Reason)}");
            }
        }
    }
}

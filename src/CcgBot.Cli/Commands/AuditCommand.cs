using System.CommandLine;
using System.Globalization;
using CcgBot.Articles;
using CcgBot.Cli.Rendering;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

internal static class AuditCommand
{
    public static Command Create() =>
        new("audit", "Checks the evidence log; answers again from a record; lists what people changed.") { Verify(), Replay(), Head(), Changes() };

    private static Command Verify()
    {
        var common = new CommonOptions();
        var head = new Option<string?>("--head") { Description = "A head's hash kept elsewhere: it must be in the log." };
        var heads = new Option<FileInfo?>("--heads") { Description = "A file of exported heads; default: that of the settings." };
        var without = new Option<bool>("--without-heads") { Description = "Verifies although no head was exported: a log that was cut short or written anew with its key is then not noticed." };
        var command = new Command("verify", "Finds any record altered, removed, put in, moved or cut off, and any article that is not as it was stored.") { head, heads, without };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            using var log = common.OpenEvidence(parsed);
            var file = new HeadFile(parsed.GetValue(heads)?.FullName ?? log.HeadsFile);
            if (parsed.GetValue(heads) is { Exists: false } missing)
            {
                throw new FileNotFoundException($"There is no file {missing.FullName}.");
            }

            using var progress = new ProgressLine("records");
            var exported = file.Read(log.Database.StoreId);
            var report = new EvidenceVerifier(log).Verify(exported, parsed.GetValue(head), new Reporter(progress), cancellationToken);
            progress.Clear();
            foreach (var problem in report.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            var unproven = exported.Count == 0 && parsed.GetValue(head) is null && report.Records > 0 && !parsed.GetValue(without);
            if (unproven)
            {
                Console.Error.WriteLine(
                    $"No head of this log was exported to {file.Path}: whether its end was cut can't be told. Name the file with --heads, a hash with --head, or say --without-heads.");
            }

            if (report.ProblemCount > report.Problems.Count)
            {
                Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"… and {report.ProblemCount - report.Problems.Count} more."));
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{(!report.Whole ? "NOT WHOLE" : unproven ? "NOT PROVEN" : "whole")}: {report.Records} records, {report.Erased} of them erased, {exported.Count} exported heads checked"));
            if (report.Head.Seq > 0)
            {
                Console.WriteLine($"head {report.Head.Hash}");
            }

            var damaged = StoreIntegrity.Check(log.Database, cancellationToken).ToList();
            damaged.ForEach(Console.Error.WriteLine);
            Console.WriteLine(damaged.Count == 0 ? "articles: as stored" : $"articles: DAMAGED, {damaged.Count} found");
            return Task.FromResult(report.Whole && !unproven && damaged.Count == 0 ? 0 : CommandRunner.SomeFailed);
        });
        return command;
    }

    private static Command Replay()
    {
        var common = new CommonOptions();
        var id = new Argument<string>("EVIDENCE-ID") { Description = "The answer's evidence id, 32 hex digits." };
        var command = new Command("replay", "Answers again from the recorded paragraphs, versions and model replies, and shows any difference.") { id };
        common.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            using var engine = common.Open(parsed, cancellationToken);
            if (engine.Evidence.Find(parsed.GetValue(id)!) is not { } evidence)
            {
                await Console.Error.WriteLineAsync($"{parsed.GetValue(id)}: no such record.");
                return CommandRunner.SomeFailed;
            }

            var report = await engine.Replay().ReplayAsync(evidence, cancellationToken);
            if (report.NotReplayable is { } why)
            {
                await Console.Error.WriteLineAsync(why);
                return CommandRunner.SomeFailed;
            }

            foreach (var note in report.Notes)
            {
                Console.WriteLine($"note: {note}");
            }

            foreach (var difference in report.Differences)
            {
                Console.WriteLine(difference);
            }

            Console.WriteLine(report.Same ? "same answer:" : "the answer now:");
            Console.WriteLine(ConsoleText.Of(report.Replayed!));
            return report.Same ? 0 : CommandRunner.SomeFailed;
        });
        return command;
    }

    private static Command Head()
    {
        var common = new CommonOptions();
        var command = new Command("head", "Prints the log's head and adds it to the file of exported heads.");
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            using var log = common.OpenEvidence(parsed);
            var head = log.Head();
            new HeadFile(log.HeadsFile).Export(log.Database.StoreId, head, TimeProvider.System.GetUtcNow());
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{head.Seq} {head.Hash}"));
            return 0;
        });
        return command;
    }

    private static Command Changes()
    {
        var common = new CommonOptions();
        var subject = new Option<string?>("--subject") { Description = "Only of this article, key or account, by its id." };
        var who = new Option<string?>("--who") { Description = "Only by those whose name has this in it." };
        var what = new Option<string?>("--what") { Description = "Only this action (article.withdraw), or all that begin with a word (article)." };
        var text = new Option<string?>("--text") { Description = "Only with these words in the reason, or in what was there before or after." };
        var from = new Option<string?>("--from") { Description = "From this day on (UTC), as in 2027-03-01." };
        var to = new Option<string?>("--to") { Description = "Up to this day, it included." };
        var count = new Option<int>("--count") { Description = "How many at most.", DefaultValueFactory = _ => 100 };
        var csv = new Option<bool>("--csv") { Description = "All of them as CSV, with the states before and after." };
        var command = new Command("changes", "Lists what people changed, newest first: who, what, why.") { subject, who, what, text, from, to, count, csv };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var filter = ChangeFilter.Of(
                parsed.GetValue(subject), parsed.GetValue(who), parsed.GetValue(what), parsed.GetValue(text), parsed.GetValue(from), parsed.GetValue(to));
            using var log = common.OpenEvidence(parsed);
            if (parsed.GetValue(csv))
            {
                Console.Write(ChangesCsv.Head);
                foreach (var change in log.Changes(filter))
                {
                    cancellationToken.ThrowIfCancellationRequested();
                    Console.Write(ChangesCsv.Line(change));
                }

                return Task.FromResult(0);
            }

            foreach (var (_, _, at, change) in log.Changes(filter).Take(parsed.GetValue(count)))
            {
                var why = change.Why is { } said ? $"  ({ConsoleText.Printable(said)})" : "";
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{at.UtcDateTime:yyyy-MM-dd HH:mm}Z  {ConsoleText.Printable(change.Who)}  {change.What}  {ConsoleText.Printable(change.Subject)}{why}"));
            }

            return Task.FromResult(0);
        });
        return command;
    }

    private sealed class Reporter(ProgressLine line) : IProgress<long>
    {
        public void Report(long value) => line.Report(value);
    }
}

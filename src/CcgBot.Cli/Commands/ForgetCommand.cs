using System.CommandLine;
using System.Globalization;
using CcgBot.Evidence;

namespace CcgBot.Cli.Commands;

internal static class ForgetCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var user = new Option<string>("--user") { Description = "The person's id as the channel has it.", Required = true };
        var command = new Command("forget", "Deletes everything stored of one person, and shows that the evidence log still verifies.") { user };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            if (string.IsNullOrWhiteSpace(parsed.GetValue(user)))
            {
                throw new ArgumentException("--user is empty: give the person's id as the channel has it.");
            }

            using var log = common.OpenEvidence(parsed);
            var erased = new EvidenceEraser(log, TimeProvider.System).Forget(parsed.GetValue(user)!);
            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"deleted: {erased.Records} evidence payloads, {erased.Feedback} feedback entries, {erased.Conversations} remembered questions"));
            var report = new EvidenceVerifier(log).Verify(new HeadFile(log.HeadsFile).Read(log.Database.StoreId), cancellationToken: cancellationToken);
            foreach (var problem in report.Problems)
            {
                Console.Error.WriteLine(problem);
            }

            Console.WriteLine(string.Create(
                CultureInfo.InvariantCulture, $"evidence log {(report.Whole ? "whole" : "NOT WHOLE")}: {report.Records} records, {report.Erased} of them erased"));
            return Task.FromResult(report.Whole ? 0 : CommandRunner.SomeFailed);
        });
        return command;
    }
}

using System.CommandLine;
using CcgBot.Storage;

namespace CcgBot.Cli.Commands;

internal static class BackupCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<FileInfo>("FILE") { Description = "The new file; it must not exist." };
        var command = new Command("backup", "A copy of the store while the host runs, with the PDFs that pages are shown from; the evidence key is not in it.") { file };
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var database = common.OpenStore(parsed);
            using var line = new ProgressLine("per cent copied", 100);
            var originals = Backup.Write(database, parsed.GetValue(file)!.FullName, new Share(line), cancellationToken);
            line.Clear();
            Console.WriteLine($"{parsed.GetValue(file)!.FullName}: written{(originals == 0 ? "" : $", with {originals} of the articles' own files")}");
            return Task.FromResult(0);
        });
        return command;
    }

    private sealed class Share(ProgressLine line) : IProgress<double>
    {
        public void Report(double value) => line.Report((long)(100 * value));
    }
}

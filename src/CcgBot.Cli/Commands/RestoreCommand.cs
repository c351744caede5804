using System.CommandLine;
using CcgBot.Storage;

namespace CcgBot.Cli.Commands;

internal static class RestoreCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var file = new Argument<FileInfo>("FILE") { Description = "A file that 'backup' wrote." };
        var command = new Command("restore", "Puts a backup's articles back, also while the host runs. Evidence, feedback and conversations stay as they are.") { file };
        common.AddTo(command);
        command.SetAction(parsed =>
        {
            if (common.Settings(parsed).Storage.InPostgres)
            {
                throw new InvalidDataException("The store is in PostgreSQL (Storage:Postgres): restore a pg_dump of its database with pg_restore.");
            }

            var store = common.StorePath(parsed);
            Console.WriteLine(Restore.Run(parsed.GetValue(file)!.FullName, store) switch
            {
                RestoreOutcome.Placed => $"{store}: made from the backup",
                RestoreOutcome.ArticlesRestored => $"{store}: articles restored; evidence, feedback and conversations kept. A running host indexes them again by itself.",
                RestoreOutcome.DamagedReplaced => $"{store}: was damaged, lies beside as .damaged and is made anew from the backup. Restart the host; evidence written since the backup is not in it.",
                var outcome => outcome.ToString(),
            });
            return 0;
        });
        return command;
    }
}

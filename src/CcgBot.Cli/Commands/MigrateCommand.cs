using System.CommandLine;
using System.Globalization;
using CcgBot.Postgres;

namespace CcgBot.Cli.Commands;

internal static class MigrateCommand
{
    public static Command Create()
    {
        var common = new CommonOptions();
        var command = new Command(
            "migrate",
            "Copies the SQLite store of the index folder into the empty PostgreSQL database that Storage:Postgres names, and compares both by hash. Stop the host first. Goes on where it was stopped.");
        common.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var storage = common.Settings(parsed).Storage;
            if (!storage.InPostgres)
            {
                throw new InvalidDataException("Name the database to copy to: set Storage:Postgres (environment variable Storage__Postgres) to Host=…;Database=…;Username=…;Password=….");
            }

            common.RequireStore(parsed);
            var source = new CcgBot.Storage.Database(common.StorePath(parsed));
            var target = new PostgresEngine(storage.Postgres, source.Path);
            using var line = new ProgressLine("rows copied and compared");
            var tables = new StoreMigration(source, target, new Count(line)).Run(cancellationToken);
            line.Clear();
            foreach (var table in tables.Where(table => table.Rows > 0))
            {
                Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{table.Name}: {table.Rows:N0} rows, SHA-256 {table.Hash}"));
            }

            Console.WriteLine($"{target.Name}: has all of {source.Name}, the same by hash. Keep the index folder: the index and the articles' own files go on from there.");
            return Task.FromResult(0);
        });
        return command;
    }

    private sealed class Count(ProgressLine line) : IProgress<(string Table, long Rows)>
    {
        private long _rows;

        public void Report((string Table, long Rows) value) => line.Report(_rows += value.Rows);
    }
}

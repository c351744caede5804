using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CcgBot.Storage;

/// <summary>
/// A consistent copy of the store in one file, made while hosts read and write it, with the files that its articles' pages are shown from. The key and the
/// derived indexes are not in it.
/// </summary>
public static class Backup
{
    private const int PagesPerStep = 4_096;

    /// <summary>Copies the store as it stands at the start; what is written meanwhile is in the next backup.</summary>
    /// <param name="file">Must not exist; it appears whole or not at all.</param>
    /// <param name="progress">Told the share done, 0..1.</param>
    /// <returns>How many files of articles are in it.</returns>
    /// <exception cref="IOException">The file exists, or can't be written.</exception>
    public static int Write(Database database, string file, IProgress<double>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(database);
        if (File.Exists(file))
        {
            throw new IOException($"{file} exists: name a new file, or remove it first.");
        }

        var folder = Path.GetDirectoryName(Path.GetFullPath(file))!;
        Directory.CreateDirectory(folder);
        var unfinished = Path.Combine(folder, $"{Path.GetFileName(file)}.unfinished");
        try
        {
            File.Delete(unfinished);
            OwnerOnly.CreateFile(unfinished);
            var originals = Copy(database, unfinished, progress, cancellationToken);
            File.Move(unfinished, file, overwrite: false);
            return originals;
        }
        finally
        {
            File.Delete(unfinished);
        }
    }

    private static int Copy(Database database, string file, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        using var source = database.Open() as SqliteConnection
            ?? throw new InvalidDataException($"{database.Name} is not a SQLite file: back it up with pg_dump, and the folder {Originals.FolderOf(database.Path)} with it.");
        using var copy = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        copy.Open();
        // A read transaction pins what is copied: without it every write of a host would start the copy over.
        using var snapshot = source.BeginTransaction(deferred: true);
        source.Scalar<long>("SELECT count(*) FROM meta");
        var backup = raw.sqlite3_backup_init(copy.Handle, "main", source.Handle, "main");
        if (backup.IsInvalid)
        {
            throw new IOException($"The backup can't begin: {raw.sqlite3_errmsg(copy.Handle).utf8_to_string()}.");
        }

        int result;
        var folder = Originals.Bytes(source, database.Path);
        var store = new FileInfo(database.Path).Length;
        var share = (double)store / (store + folder);
        using (backup)
        {
            do
            {
                cancellationToken.ThrowIfCancellationRequested();
                result = raw.sqlite3_backup_step(backup, PagesPerStep);
                var total = raw.sqlite3_backup_pagecount(backup);
                progress?.Report(share * (total == 0 ? 1 : 1 - ((double)raw.sqlite3_backup_remaining(backup) / total)));
            }
            while (result is raw.SQLITE_OK or raw.SQLITE_BUSY or raw.SQLITE_LOCKED);
        }

        if (result != raw.SQLITE_DONE)
        {
            throw new IOException($"The backup failed: {raw.sqlite3_errstr(result).utf8_to_string()}.");
        }

        // One file that needs no companion, and is known to be good.
        copy.Run("PRAGMA journal_mode = DELETE");
        if (copy.Scalar<string>("PRAGMA quick_check") is not "ok" and var problem)
        {
            throw new IOException($"The store is damaged: {problem}");
        }

        var read = 0L;
        return Originals.Pack(copy, database.Path, bytes => progress?.Report(Math.Min(1, share + ((1 - share) * (read += bytes) / folder))), cancellationToken);
    }
}

using Microsoft.Data.Sqlite;

namespace CcgBot.Storage;

/// <summary>
/// Puts a backup's articles back, also under a running host. What people asked, were answered and said, and what was erased since, is
/// taken from the store as it is: a restore must neither shorten the evidence log nor bring back what someone had forgotten. So are keys, accounts and who may
/// read an article: a restore opens nothing that was shut since.
/// </summary>
public static class Restore
{
    /// <summary>What belongs to people or to the store itself, and stays. Every other table is the articles' and comes from the backup.</summary>
    private static readonly HashSet<string> Kept =
    [
        "meta", "evidence", "evidence_payload", "evidence_head", "feedback", "shown", "exchange", "delivery", "greeted",
        "directline_conversation", "directline_activity", "directline_groups", "api_key", "account", "sign_in_link", "passkey", "gap", "model_spending",
    ];

    /// <exception cref="InvalidDataException">The file is no good backup, or belongs to another store; nothing was changed.</exception>
    public static RestoreOutcome Run(string backupFile, string storePath)
    {
        if (!File.Exists(backupFile))
        {
            throw new FileNotFoundException($"There is no file {backupFile}.", backupFile);
        }

        OwnerOnly.CreateFolder(Path.GetDirectoryName(Path.GetFullPath(storePath))!);
        var copy = storePath + ".restoring";
        DeleteStore(copy);
        try
        {
            // A copy, so that bringing an older backup's schema up to date leaves the backup alone.
            File.Copy(backupFile, copy);
            OwnerOnly.Restrict(copy);
            var storeId = Prepare(copy, backupFile);
            if (!File.Exists(storePath))
            {
                Place(copy, storePath);
                return RestoreOutcome.Placed;
            }

            Database live;
            try
            {
                live = new Database(storePath);
            }
            catch (InvalidDataException)
            {
                MoveAside(storePath);
                Place(copy, storePath);
                return RestoreOutcome.DamagedReplaced;
            }

            if (live.StoreId != storeId)
            {
                throw new InvalidDataException(
                    $"{backupFile} is a backup of another store. To start over with it, stop the host, move {storePath} away and restore again.");
            }

            Swap(live, copy, backupFile);
            using var backup = Opened(copy);
            Originals.Unpack(backup, storePath);
            return RestoreOutcome.ArticlesRestored;
        }
        finally
        {
            DeleteStore(copy);
        }
    }

    /// <summary>Checks the copy and brings its schema up to date.</summary>
    /// <returns>Its store id.</returns>
    private static string Prepare(string copy, string backupFile)
    {
        try
        {
            using (var read = Opened(copy))
            {
                if (read.Scalar<string>("PRAGMA quick_check") is not "ok"
                    || read.Scalar<long>("SELECT count(*) FROM sqlite_master WHERE name IN ('meta', 'article')") != 2)
                {
                    throw new InvalidDataException($"{backupFile} is damaged or no backup of a store.");
                }

                if (Originals.Damaged(read) is { } hash)
                {
                    throw new InvalidDataException($"{backupFile} is damaged: the file {hash} in it is not what it was.");
                }
            }

            var database = new Database(copy);
            using (var connection = database.Open())
            {
                connection.Run("PRAGMA journal_mode = DELETE");
                SqliteConnection.ClearPool((SqliteConnection)connection);
            }

            return database.StoreId;
        }
        catch (SqliteException error)
        {
            throw new InvalidDataException($"{backupFile} is damaged or no backup of a store ({error.Message}).", error);
        }
    }

    /// <summary>In one transaction: readers see the old articles, then the restored ones.</summary>
    private static void Swap(Database live, string copy, string backupFile)
    {
        using var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = live.Path, Pooling = false, DefaultTimeout = 60, ForeignKeys = false }.ToString());
        connection.Open();
        connection.Run("ATTACH DATABASE $1 AS backup", copy);
        using var transaction = connection.BeginTransaction(deferred: false);
        var tables = connection.Query(
            "SELECT name FROM main.sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' AND name IN (SELECT name FROM backup.sqlite_master)",
            reader => reader.GetString(0));
        if (connection.Scalar<long>(
            "SELECT count(*) FROM backup.evidence b LEFT JOIN main.evidence m ON m.seq = b.seq AND m.mac = b.mac WHERE m.seq IS NULL") > 0)
        {
            throw new InvalidDataException(
                $"The store's evidence log does not go on from that of {backupFile}: it was cut or replaced. Stop the host, move {live.Path} away as evidence of that, and restore again.");
        }

        var readers = ReadersNow(connection);
        var lastChange = connection.Scalar<long>("SELECT max(coalesce((SELECT max(number) FROM main.change), 0), coalesce((SELECT max(number) FROM backup.change), 0))");
        foreach (var table in tables.Where(table => !Kept.Contains(table)))
        {
            var columns = string.Join(", ", connection.Query($"SELECT name FROM pragma_table_info('{table}')", reader => $"\"{reader.GetString(0)}\""));
            connection.Run($"DELETE FROM main.\"{table}\"");
            connection.Run($"INSERT INTO main.\"{table}\"({columns}) SELECT {columns} FROM backup.\"{table}\"");
        }

        // New tokens and a new last number: indexes made from the store as it was are noticed and made anew.
        connection.Run("UPDATE main.change SET token = random()");
        connection.Run("INSERT INTO main.change(number, article) SELECT $1, key FROM main.article LIMIT 1", lastChange + 1);
        foreach (var (article, groups) in readers)
        {
            LetRead(connection, article, groups);
        }

        transaction.Commit();
    }

    /// <summary>The articles that others may read now than at the time of the backup, with the groups of now; null = everyone.</summary>
    private static List<(string Article, string? Groups)> ReadersNow(SqliteConnection connection) => connection.Query(
        """
        SELECT m.id, now.groups FROM main.article m JOIN backup.article b ON b.id = m.id
        LEFT JOIN main.audience now ON now.key = m.audience LEFT JOIN backup.audience old ON old.key = b.audience
        WHERE now.groups IS NOT old.groups
        """,
        reader => (reader.GetString(0), reader.StringOrNull(1)));

    private static void LetRead(SqliteConnection connection, string article, string? groups)
    {
        if (groups is not null)
        {
            connection.Run("INSERT INTO main.audience(groups) VALUES ($1) ON CONFLICT(groups) DO NOTHING", groups);
        }

        // A change for the index that it leaves, and one for the index that it comes to.
        connection.Run("INSERT INTO main.change(article, audience) SELECT key, audience FROM main.article WHERE id = $1", article);
        connection.Run("UPDATE main.article SET audience = coalesce((SELECT key FROM main.audience WHERE groups = $2), 0) WHERE id = $1", article, groups);
        connection.Run("INSERT INTO main.change(article, audience) SELECT key, audience FROM main.article WHERE id = $1", article);
    }

    private static SqliteConnection Opened(string file)
    {
        var connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = file, Pooling = false }.ToString());
        connection.Open();
        return connection;
    }

    /// <summary>The copy becomes the store, and the files in it lie beside it.</summary>
    private static void Place(string copy, string storePath)
    {
        using (var backup = Opened(copy))
        {
            Originals.Unpack(backup, storePath);
            Originals.Drop(backup);
        }

        File.Move(copy, storePath);
    }

    private static void MoveAside(string storePath)
    {
        foreach (var ending in (string[])["", "-wal", "-shm"])
        {
            if (File.Exists(storePath + ending))
            {
                File.Move(storePath + ending, $"{storePath}.damaged{ending}", overwrite: true);
            }
        }
    }

    private static void DeleteStore(string path)
    {
        foreach (var ending in (string[])["", "-wal", "-shm", "-journal"])
        {
            File.Delete(path + ending);
        }
    }
}

public enum RestoreOutcome
{
    /// <summary>There was no store: the backup is the store now.</summary>
    Placed,

    /// <summary>The articles are the backup's; evidence, feedback and conversations are as they were.</summary>
    ArticlesRestored,

    /// <summary>The store was damaged and lies beside as <c>.damaged</c>; the backup is the store now. Evidence written since the backup is not in it.</summary>
    DamagedReplaced,
}

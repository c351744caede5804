using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.Data.Sqlite;

namespace CcgBot.Storage;

/// <summary>
/// The SQLite file that is the truth, in WAL mode, with its schema brought up to date when opened. Migrations are the numbered
/// SQL files beside this class; <c>PRAGMA user_version</c> says how many have run.
/// </summary>
public sealed class Database
{
    private readonly string _connectionString;

    // A pooled connection keeps its settings: asked for once, not each time it is lent out.
    private readonly ConditionalWeakTable<SQLitePCL.sqlite3, object> _settled = new();

    /// <summary>Opens or makes the store.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, no SQLite store, or written by a newer version of the program.</exception>
    public Database(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateStore(Path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 60 }.ToString();
        try
        {
            Migrate();
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 8 or 14 or 23)
        {
            throw new InvalidDataException($"The store {Path} can't be opened for writing ({error.Message}): run as the user who owns it, or give that user its folder.", error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is 11 or 26)
        {
            throw new InvalidDataException(
                $"The store {Path} is damaged or not a store ({error.Message}). Restore a backup with 'ccgbot restore FILE', or move the file away and ingest again.",
                error);
        }
    }

    public string Path { get; }

    /// <summary>Random, given once when the store is made; a copy keeps it.</summary>
    public string StoreId { get; private set; } = "";

    /// <summary>A pooled connection, open, with this store's settings. Dispose it.</summary>
    public SqliteConnection Open()
    {
        var connection = new SqliteConnection(_connectionString);
        connection.Open();
        if (!_settled.TryGetValue(connection.Handle!, out _))
        {
            // What is deleted is overwritten: whoever asks to be forgotten must not be found in the file.
            // NORMAL in WAL mode loses no consistency, only the last commits on power loss; the index is tied to what is really there.
            connection.Run("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA temp_store = MEMORY; PRAGMA secure_delete = ON;");
            _settled.AddOrUpdate(connection.Handle!, this);
        }

        return connection;
    }

    /// <summary>
    /// Held while this process writes. SQLite has one writer at a time, and a writer that finds the store taken is put to sleep for 150 ms
    /// by the provider: under load turns would queue up behind sleepers.
    /// </summary>
    public Lock WriteLock { get; } = new();

    /// <summary>Runs one writing statement of its own.</summary>
    /// <returns>Rows changed.</returns>
    public int Write(string sql, params ReadOnlySpan<object?> parameters)
    {
        lock (WriteLock)
        {
            using var connection = Open();
            return connection.Run(sql, parameters);
        }
    }

    /// <summary>Runs several statements as one transaction: all or nothing, and one write to the disk.</summary>
    public T Write<T>(Func<SqliteConnection, T> statements)
    {
        ArgumentNullException.ThrowIfNull(statements);
        lock (WriteLock)
        {
            using var connection = Open();
            using var transaction = connection.BeginTransaction(deferred: false);
            var result = statements(connection);
            transaction.Commit();
            return result;
        }
    }

    private static IEnumerable<(int Number, string Sql)> Migrations()
    {
        var assembly = typeof(Database).Assembly;
        return assembly.GetManifestResourceNames()
            .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
            .Select(name =>
            {
                using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                var file = name.Split('.')[^2];
                return (int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), reader.ReadToEnd());
            })
            .OrderBy(migration => migration.Item1);
    }

    private void Migrate()
    {
        using var connection = Open();
        connection.Run("PRAGMA journal_mode = WAL;");
        var migrations = Migrations().ToList();
        if (Version(connection) is var found && found > migrations[^1].Number)
        {
            throw new InvalidDataException(
                $"The store {Path} has schema {found}, this program knows {migrations[^1].Number}: use the program version that wrote it, or a newer one.");
        }

        if (found < migrations[^1].Number)
        {
            // Immediate: two programs that start at once take turns, and the second finds nothing left to do.
            using var transaction = connection.BeginTransaction(deferred: false);
            var version = Version(connection);
            foreach (var (number, sql) in migrations.Where(migration => migration.Number > version))
            {
                connection.Run(sql);
                connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number};"));
            }

            connection.Run("INSERT OR IGNORE INTO meta(name, value) VALUES ('store_id', lower(hex(randomblob(16))));");
            transaction.Commit();
        }

        StoreId = connection.Scalar<string>("SELECT value FROM meta WHERE name = 'store_id'")!;
    }

    private static long Version(SqliteConnection connection) => connection.Scalar<long>("PRAGMA user_version");
}

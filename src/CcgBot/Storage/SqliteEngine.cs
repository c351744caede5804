using System.Data.Common;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace CcgBot.Storage;

/// <summary>One file in WAL mode; <c>PRAGMA user_version</c> says how many migrations have run. SQLite's one writer is everybody's turn.</summary>
internal sealed class SqliteEngine : StoreEngine
{
    private readonly string _connectionString;

    // A pooled connection keeps its settings: asked for once, not each time it is lent out.
    private readonly ConditionalWeakTable<sqlite3, object> _settled = new();

    public SqliteEngine(string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        OwnerOnly.CreateStore(Path);
        _connectionString = new SqliteConnectionStringBuilder { DataSource = Path, DefaultTimeout = 60 }.ToString();
    }

    public override string Path { get; }

    public override string Name => Path;

    public override bool HasOneWriter => true;

    public override bool ReadsManyAtOnce => true;

    public override DbConnection Open()
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

    public override string Prepare(IReadOnlyList<Migration> migrations)
    {
        try
        {
            return Migrate(migrations);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_READONLY or raw.SQLITE_CANTOPEN or raw.SQLITE_AUTH)
        {
            throw new InvalidDataException($"The store {Path} can't be opened for writing ({error.Message}): run as the user who owns it, or give that user its folder.", error);
        }
        catch (SqliteException error) when (error.SqliteErrorCode is raw.SQLITE_CORRUPT or raw.SQLITE_NOTADB)
        {
            throw new InvalidDataException(
                $"The store {Path} is damaged or not a store ({error.Message}). Restore a backup with 'ccgbot restore FILE', or move the file away and ingest again.",
                error);
        }
    }

    public override DbTransaction BeginWrite(DbConnection connection, string turn) => ((SqliteConnection)connection).BeginTransaction(deferred: false);

    public override DbTransaction BeginRead(DbConnection connection) => ((SqliteConnection)connection).BeginTransaction(deferred: true);

    public override void TakeTurn(DbConnection connection, string turn)
    {
        // A transaction that writes has SQLite's one turn already.
    }

    public override bool IsBusy(DbException error) => error is StoreBusyException or SqliteException { SqliteErrorCode: raw.SQLITE_BUSY };

    public override string Utf8(string column) => $"CAST({column} AS TEXT)";

    public override DbCommand EvidenceBegin(DbConnection connection)
    {
        // SQLite's own waiting polls every few milliseconds; the provider's sleeps 150 at a time.
        // Checkpoints are the log's own affair, off the path of an answer; the number here is a backstop (64 MB).
        connection.Run("PRAGMA busy_timeout = 250; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 16000;");
        var begin = connection.Command("BEGIN IMMEDIATE");
        begin.CommandTimeout = 1;
        return begin;
    }

    public override void Checkpoint(DbConnection connection) => connection.Run("PRAGMA wal_checkpoint(PASSIVE)");

    /// <summary>Out of the write-ahead log too, unless someone is still reading them.</summary>
    public override void Scrub(DbConnection connection) => connection.Run("PRAGMA wal_checkpoint(TRUNCATE)");

    public override IReadOnlyList<string> Check(DbConnection connection) =>
        connection.Query("PRAGMA integrity_check", reader => reader.GetString(0)).FindAll(line => line != "ok");

    private string Migrate(IReadOnlyList<Migration> migrations)
    {
        using var connection = Open();
        connection.Run("PRAGMA journal_mode = WAL;");
        if (Version(connection) is var found && found > migrations[^1].Number)
        {
            throw new InvalidDataException(
                $"The store {Path} has schema {found}, this program knows {migrations[^1].Number}: use the program version that wrote it, or a newer one.");
        }

        if (found < migrations[^1].Number)
        {
            // Immediate: two programs that start at once take turns, and the second finds nothing left to do.
            using var transaction = BeginWrite(connection, Turns.Other);
            var version = Version(connection);
            foreach (var (number, sql) in migrations.Where(migration => migration.Number > version))
            {
                connection.Run(sql);
                connection.Run(string.Create(CultureInfo.InvariantCulture, $"PRAGMA user_version = {number};"));
            }

            connection.Run(
                "INSERT INTO meta(name, value) VALUES ('store_id', $1) ON CONFLICT DO NOTHING", Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16)));
            transaction.Commit();
        }

        return connection.Scalar<string>("SELECT value FROM meta WHERE name = 'store_id'")!;
    }

    private static long Version(DbConnection connection) => connection.Scalar<long>("PRAGMA user_version");
}

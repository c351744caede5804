using System.Data;
using System.Data.Common;
using System.Globalization;
using System.IO.Hashing;
using System.Text;
using CcgBot.Storage;
using Npgsql;

namespace CcgBot.Postgres;

/// <summary>
/// A store in a PostgreSQL database of its own (or a schema of its own, named by <c>Search Path</c>), which many hosts may share. Turns are advisory
/// locks of the database: who has one keeps it until the transaction ends, on whichever host.
/// </summary>
public sealed class PostgresEngine : StoreEngine
{
    private const int OldestVersion = 13;

    /// <summary>Statements that a connection keeps ready; the stores have fewer.</summary>
    private const int PreparedStatements = 200;

    private readonly NpgsqlDataSource _source;

    /// <param name="connectionString">As Npgsql takes it: <c>Host=…;Database=…;Username=…;Password=…</c>.</param>
    /// <param name="path">Where the store's file would be: what lies beside the store lies beside it.</param>
    /// <exception cref="InvalidDataException">It is no connection string, or names no database.</exception>
    public PostgresEngine(string connectionString, string path)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        Path = System.IO.Path.GetFullPath(path);
        var settings = Read(connectionString);
        Name = string.Create(CultureInfo.InvariantCulture, $"PostgreSQL database {settings.Database} on {settings.Host}:{settings.Port}");
        _source = NpgsqlDataSource.Create(settings);
        Hosts = new PostgresHosts(settings, _source);
    }

    public override string Path { get; }

    public override string Name { get; }

    public override bool HasOneWriter => false;

    public override bool ReadsManyAtOnce => false;

    public override StoreHosts Hosts { get; }

    internal NpgsqlDataSource Source => _source;

    public override DbConnection Open() => _source.OpenConnection();

    public override string Prepare(IReadOnlyList<Migration> migrations)
    {
        ArgumentNullException.ThrowIfNull(migrations);
        try
        {
            using var connection = _source.OpenConnection();
            Require(connection);
            var id = PostgresSchema.Prepare(this, connection, migrations);
            return !connection.Any("SELECT 1 FROM meta WHERE name = $1", PostgresSchema.Copying)
                ? id
                : throw new InvalidDataException($"A store is being copied to {Name}, or was and the copying stopped: let 'ccgbot migrate' come to its end, or run it again.");
        }
        catch (NpgsqlException error)
        {
            throw Unusable(error);
        }
    }

    /// <summary>Makes the schema, and keeps programs out until the copy is whole.</summary>
    /// <exception cref="InvalidDataException">There is a store already.</exception>
    internal void PrepareForCopy(IReadOnlyList<Migration> migrations, string sourceId)
    {
        try
        {
            using var connection = _source.OpenConnection();
            Require(connection);
            var id = PostgresSchema.Prepare(this, connection, migrations);
            var copying = connection.Scalar<string>("SELECT value FROM meta WHERE name = $1", PostgresSchema.Copying);
            if (copying == sourceId)
            {
                return;
            }

            if (copying is not null || id == sourceId || connection.Any("SELECT 1 FROM change LIMIT 1") || connection.Any("SELECT 1 FROM evidence LIMIT 1"))
            {
                throw new InvalidDataException(id == sourceId && copying is null
                    ? $"{Name} holds this store already: nothing is left to do."
                    : $"{Name} holds another store: make an empty database for this one.");
            }

            using var transaction = BeginWrite(connection, "schema");
            connection.Run("DELETE FROM meta WHERE name = 'evidence_key'");
            connection.Run("UPDATE meta SET value = $1 WHERE name = 'store_id'", sourceId);
            connection.Run("INSERT INTO meta(name, value) VALUES ($1, $2)", PostgresSchema.Copying, sourceId);
            transaction.Commit();
        }
        catch (NpgsqlException error)
        {
            throw Unusable(error);
        }
    }

    public override DbTransaction BeginWrite(DbConnection connection, string turn)
    {
        ArgumentNullException.ThrowIfNull(connection);
        var transaction = connection.BeginTransaction();
        TakeTurn(connection, turn);
        return transaction;
    }

    public override DbTransaction BeginRead(DbConnection connection)
    {
        ArgumentNullException.ThrowIfNull(connection);
        return connection.BeginTransaction(IsolationLevel.RepeatableRead);
    }

    public override void TakeTurn(DbConnection connection, string turn)
    {
        ArgumentNullException.ThrowIfNull(connection);
        connection.Run("SELECT pg_advisory_xact_lock($1)", Key(turn));
    }

    public override bool IsBusy(DbException error) => error is StoreBusyException or NpgsqlException { IsTransient: true }
        // Whatever the server did not say itself is of the connection to it, cut off in one way or another.
        || error is NpgsqlException and not PostgresException
        // Its turn did not come within the second; the server is shut down, or starts.
        || error is PostgresException { SqlState: PostgresErrorCodes.LockNotAvailable or PostgresErrorCodes.AdminShutdown or PostgresErrorCodes.CrashShutdown };

    public override string Utf8(string column) => $"convert_from({column}, 'UTF8')";

    public override DbCommand EvidenceBegin(DbConnection connection) => connection.Command(string.Create(
        CultureInfo.InvariantCulture, $"BEGIN; SET LOCAL lock_timeout = '1s'; SELECT pg_advisory_xact_lock({Key(Turns.Evidence)})"));

    /// <summary>One number a name, the same in every program: the database knows a turn by it.</summary>
    internal static long Key(string turn) => unchecked((long)XxHash3.HashToUInt64(Encoding.UTF8.GetBytes($"ccgbot {turn}")));

    private static NpgsqlConnectionStringBuilder Read(string connectionString)
    {
        NpgsqlConnectionStringBuilder settings;
        try
        {
            settings = new NpgsqlConnectionStringBuilder(connectionString);
        }
        catch (Exception error) when (error is ArgumentException or FormatException)
        {
            throw new InvalidDataException($"Setting Storage:Postgres is no connection string ({error.Message}): write Host=…;Database=…;Username=…;Password=….", error);
        }

        if (string.IsNullOrEmpty(settings.Host) || string.IsNullOrEmpty(settings.Database))
        {
            throw new InvalidDataException("Setting Storage:Postgres names no host or no database: write Host=…;Database=…;Username=…;Password=….");
        }

        settings.ApplicationName ??= "ccgbot";
        if (settings.MaxAutoPrepare == 0)
        {
            settings.MaxAutoPrepare = PreparedStatements;
        }

        // Said by Npgsql itself where a message would tell values of rows.
        settings.IncludeErrorDetail = false;
        return settings;
    }

    private InvalidDataException Unusable(NpgsqlException error) =>
        new($"The store {Name} can't be opened ({error.Message}): see that the server runs, and what the setting Storage:Postgres says.", error);

    private void Require(NpgsqlConnection connection)
    {
        if (connection.PostgreSqlVersion.Major < OldestVersion)
        {
            throw new InvalidDataException($"{Name} is of version {connection.PostgreSqlVersion}: PostgreSQL {OldestVersion} or later is needed.");
        }

        if (connection.Scalar<string>("SELECT current_setting('server_encoding')") is not "UTF8" and var encoding)
        {
            throw new InvalidDataException($"{Name} is of encoding {encoding}: make a database with ENCODING 'UTF8' (and TEMPLATE template0).");
        }

        if (connection.Scalar<string>("SELECT current_schema()") is null)
        {
            throw new InvalidDataException($"{Name} has no schema to put tables in: make the one that Search Path names.");
        }
    }
}

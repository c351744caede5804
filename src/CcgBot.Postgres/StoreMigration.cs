using System.Buffers.Binary;
using System.Data.Common;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CcgBot.Storage;
using Npgsql;
using NpgsqlTypes;

namespace CcgBot.Postgres;

/// <summary>
/// Copies a SQLite store into an empty PostgreSQL database, table by table, and compares the two by hash. One that was stopped goes on where it was; until
/// it has come to its end, no program opens the copy.
/// </summary>
public sealed class StoreMigration
{
    /// <summary>Rows of one COPY: what a stopped migration has to do again of a large table.</summary>
    private const int RowsPerPart = 20_000;

    private readonly Database _source;
    private readonly PostgresEngine _target;
    private readonly IProgress<(string Table, long Rows)>? _progress;

    /// <param name="progress">Told of the rows copied, and then of those compared.</param>
    public StoreMigration(Database source, PostgresEngine target, IProgress<(string Table, long Rows)>? progress = null)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(target);
        (_source, _target, _progress) = (source, target, progress);
    }

    /// <summary>Copies all that is not there yet, and verifies. Nobody else can write the source meanwhile.</summary>
    /// <exception cref="InvalidDataException">The target holds something else, or came out otherwise; the message says what to do.</exception>
    public IReadOnlyList<MigratedTable> Run(CancellationToken cancellationToken = default)
    {
        _target.PrepareForCopy(Database.Migrations, _source.StoreId);
        using var source = _source.Open();
        using var held = _source.BeginWrite(source, Turns.Other);
        using var target = _target.Source.OpenConnection();
        var tables = Tables(source);
        foreach (var table in tables)
        {
            Copy(source, target, table, cancellationToken);
        }

        var compared = tables.ConvertAll(table => Compare(source, target, table, cancellationToken));
        Finish(target, tables);
        return compared;
    }

    /// <summary>In the order in which they were made: what refers to a table comes after it.</summary>
    private static List<Table> Tables(DbConnection source) =>
        [.. source.Query("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY rowid", reader => reader.GetString(0))
            .Select(name => new Table(name, source.Query(
                "SELECT name, type, pk FROM pragma_table_info($1) ORDER BY cid",
                reader => new Column(reader.GetString(0), reader.GetString(1), reader.GetInt32(2)),
                name)))];

    private void Copy(DbConnection source, NpgsqlConnection target, Table table, CancellationToken cancellationToken)
    {
        if (table.IntegerKey is not { } key)
        {
            // Of these a store has few rows.
            using var transaction = target.BeginTransaction();
            target.Run(table.Name == "meta" ? $"DELETE FROM meta WHERE name NOT IN ({PostgresSchema.OwnNames})" : $"DELETE FROM \"{table.Name}\"");
            Write(source, target, table, "", [], cancellationToken);
            transaction.Commit();
            return;
        }

        var copied = target.Scalar<long>($"SELECT max(\"{key}\") FROM \"{table.Name}\"");
        for (var rows = RowsPerPart; rows == RowsPerPart; copied = target.Scalar<long>($"SELECT max(\"{key}\") FROM \"{table.Name}\""))
        {
            cancellationToken.ThrowIfCancellationRequested();
            rows = Write(source, target, table, $"WHERE \"{key}\" > $1 ORDER BY \"{key}\" LIMIT {RowsPerPart}", [copied], cancellationToken);
        }
    }

    private int Write(DbConnection source, NpgsqlConnection target, Table table, string which, object?[] parameters, CancellationToken cancellationToken)
    {
        var rows = 0;
        using var command = source.Command($"SELECT {table.ColumnNames} FROM \"{table.Name}\" {which}", parameters);
        using var reader = command.ExecuteReader();
        using var writer = target.BeginBinaryImport($"COPY \"{table.Name}\" ({table.ColumnNames}) FROM STDIN (FORMAT BINARY)");
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            writer.StartRow();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                Write(writer, table.Columns[i].Read(reader, i));
            }

            rows++;
        }

        writer.Complete();
        _progress?.Report((table.Name, rows));
        return rows;
    }

    private static void Write(NpgsqlBinaryImporter writer, object? value)
    {
        switch (value)
        {
            case long number:
                writer.Write(number, NpgsqlDbType.Bigint);
                break;
            case string text:
                writer.Write(text, NpgsqlDbType.Text);
                break;
            case byte[] bytes:
                writer.Write(bytes, NpgsqlDbType.Bytea);
                break;
            default:
                writer.WriteNull();
                break;
        }
    }

    private MigratedTable Compare(DbConnection source, NpgsqlConnection target, Table table, CancellationToken cancellationToken)
    {
        var which = table.Name == "meta" ? $"WHERE name NOT IN ({PostgresSchema.OwnNames})" : "";
        var (before, after) = (Hash(source, table, which, cancellationToken), Hash(target, table, which, cancellationToken));
        return before == after
            ? new MigratedTable(table.Name, before.Rows, before.Hash)
            : throw new InvalidDataException(
                $"Table {table.Name} is not the same in {_target.Name} ({after.Rows} rows) as in {_source.Name} ({before.Rows}): the store was written since the copying began. "
                + "Stop every host, make an empty database and migrate again.");
    }

    private (long Rows, string Hash) Hash(DbConnection connection, Table table, string which, CancellationToken cancellationToken)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> head = stackalloc byte[9];
        var rows = 0L;
        using var command = connection.Command($"SELECT {table.ColumnNames} FROM \"{table.Name}\" {which} ORDER BY {table.KeyNames}");
        using var reader = command.ExecuteReader();
        while (reader.Read())
        {
            cancellationToken.ThrowIfCancellationRequested();
            for (var i = 0; i < table.Columns.Count; i++)
            {
                var value = table.Columns[i].Read(reader, i);
                var bytes = value as byte[] ?? (value is string text ? Encoding.UTF8.GetBytes(text) : []);
                head[0] = value switch { null => 0, long => 1, string => 2, _ => 3 };
                BinaryPrimitives.WriteInt64LittleEndian(head[1..], value is long number ? number : bytes.Length);
                hash.AppendData(head);
                hash.AppendData(bytes);
            }

            if (++rows % RowsPerPart == 0)
            {
                _progress?.Report((table.Name, RowsPerPart));
            }
        }

        return (rows, Convert.ToHexStringLower(hash.GetHashAndReset()));
    }

    /// <summary>What was copied with its keys gives none: the next keys come after them. From here on programs open the copy.</summary>
    private static void Finish(NpgsqlConnection target, List<Table> tables)
    {
        using var transaction = target.BeginTransaction();
        foreach (var table in tables)
        {
            if (table.IntegerKey is { } key)
            {
                target.Run($"SELECT setval(pg_get_serial_sequence($1, $2), greatest(1, (SELECT max(\"{key}\") FROM \"{table.Name}\")), EXISTS (SELECT 1 FROM \"{table.Name}\"))",
                    $"\"{table.Name}\"", key);
            }
        }

        target.Run("DELETE FROM meta WHERE name = $1", PostgresSchema.Copying);
        transaction.Commit();
        target.Run("ANALYZE");
    }

    private sealed record Table(string Name, List<Column> Columns)
    {
        public string ColumnNames => string.Join(", ", Columns.Select(column => $"\"{column.Name}\""));

        public string KeyNames => string.Join(", ", Columns.Where(column => column.Key > 0).OrderBy(column => column.Key).Select(column => $"\"{column.Name}\""));

        /// <summary>The one key, where it is a number.</summary>
        public string? IntegerKey => Columns.FindAll(column => column.Key > 0) is [{ Type: "INTEGER" } only] ? only.Name : null;
    }

    private sealed record Column(string Name, string Type, int Key)
    {
        /// <summary>A value as its column's type has it: SQLite keeps whatever it was given.</summary>
        public object? Read(DbDataReader reader, int column) => reader.IsDBNull(column) ? null : Type switch
        {
            "INTEGER" => Convert.ToInt64(reader.GetValue(column), CultureInfo.InvariantCulture),
            "BLOB" => reader.GetValue(column) is string text ? Encoding.UTF8.GetBytes(text) : (byte[])reader.GetValue(column),
            _ => ConnectionExtensions.Storable(Convert.ToString(reader.GetValue(column), CultureInfo.InvariantCulture)),
        };
    }
}

/// <param name="Hash">SHA-256 of its rows, the same in both stores.</param>
public sealed record MigratedTable(string Name, long Rows, string Hash);

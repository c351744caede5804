using System.Data.Common;
using System.Globalization;

namespace CcgBot.Storage;

/// <summary>
/// The store that is the truth, with its schema brought up to date when opened: a SQLite file, or what another <see cref="StoreEngine"/> keeps.
/// Migrations are the numbered SQL files beside this class.
/// </summary>
public sealed class Database
{
    /// <summary>Opens or makes a SQLite file.</summary>
    /// <exception cref="InvalidDataException">The file is damaged, no SQLite store, or written by a newer version of the program.</exception>
    public Database(string path)
        : this(new SqliteEngine(path))
    {
    }

    /// <summary>Opens or makes the store in an engine.</summary>
    /// <exception cref="InvalidDataException">It can't be used; the message says why and what to do.</exception>
    public Database(StoreEngine engine)
    {
        ArgumentNullException.ThrowIfNull(engine);
        Engine = engine;
        StoreId = engine.Prepare(Migrations);
    }

    /// <inheritdoc cref="StoreEngine.Path"/>
    public string Path => Engine.Path;

    /// <inheritdoc cref="StoreEngine.Name"/>
    public string Name => Engine.Name;

    /// <summary>Random, given once when the store is made; a copy keeps it.</summary>
    public string StoreId { get; }

    /// <inheritdoc cref="StoreEngine.Hosts"/>
    public StoreHosts Hosts => Engine.Hosts;

    internal StoreEngine Engine { get; }

    /// <summary>A pooled connection, open, with this store's settings. Dispose it.</summary>
    public DbConnection Open() => Engine.Open();

    /// <summary>A second connection to read by while the first is in the midst of reading; null where the first can do both.</summary>
    public DbConnection? OpenBeside() => Engine.ReadsManyAtOnce ? null : Engine.Open();

    /// <summary>
    /// Held while this process writes. SQLite has one writer at a time, and a writer that finds the store taken is put to sleep for 150 ms
    /// by the provider: under load turns would queue up behind sleepers.
    /// </summary>
    public Lock WriteLock { get; } = new();

    /// <summary>Runs one writing statement of its own.</summary>
    /// <returns>Rows changed.</returns>
    public int Write(string sql, params ReadOnlySpan<object?> parameters)
    {
        if (!Engine.HasOneWriter)
        {
            using var own = Open();
            return own.Run(sql, parameters);
        }

        lock (WriteLock)
        {
            using var connection = Open();
            return connection.Run(sql, parameters);
        }
    }

    /// <summary>Runs several statements as one transaction: all or nothing, and one write to the disk.</summary>
    /// <param name="turn">Of <see cref="Turns"/>.</param>
    public T Write<T>(Func<DbConnection, T> statements, string turn = Turns.Other)
    {
        ArgumentNullException.ThrowIfNull(statements);
        if (!Engine.HasOneWriter)
        {
            return Transact(statements, turn);
        }

        lock (WriteLock)
        {
            return Transact(statements, turn);
        }
    }

    /// <inheritdoc cref="StoreEngine.BeginWrite"/>
    public DbTransaction BeginWrite(DbConnection connection, string turn) => Engine.BeginWrite(connection, turn);

    /// <inheritdoc cref="StoreEngine.BeginRead"/>
    public DbTransaction BeginRead(DbConnection connection) => Engine.BeginRead(connection);

    /// <inheritdoc cref="StoreEngine.TakeTurn"/>
    public void TakeTurn(DbConnection connection, string turn) => Engine.TakeTurn(connection, turn);

    /// <inheritdoc cref="StoreEngine.IsBusy"/>
    public bool IsBusy(DbException error) => Engine.IsBusy(error);

    /// <summary>All, in their order.</summary>
    public static IReadOnlyList<Migration> Migrations { get; } = ReadMigrations();

    private static IReadOnlyList<Migration> ReadMigrations()
    {
        var assembly = typeof(Database).Assembly;
        return
        [
            .. assembly.GetManifestResourceNames()
                .Where(name => name.EndsWith(".sql", StringComparison.Ordinal))
                .Select(name =>
                {
                    using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
                    var file = name.Split('.')[^2];
                    return new Migration(int.Parse(file.AsSpan(0, 4), NumberStyles.None, CultureInfo.InvariantCulture), reader.ReadToEnd());
                })
                .OrderBy(migration => migration.Number),
        ];
    }

    private T Transact<T>(Func<DbConnection, T> statements, string turn)
    {
        using var connection = Open();
        using var transaction = BeginWrite(connection, turn);
        var result = statements(connection);
        transaction.Commit();
        return result;
    }
}

using CcgBot.Evidence;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Postgres.Tests.Infrastructure;

/// <summary>A store of its own for each test, on a clock that stands still: a SQLite file, or a schema of a real server.</summary>
public sealed class StoreUnderTest : IDisposable
{
    private readonly string? _server;
    private readonly List<IDisposable> _opened = [];

    /// <param name="server">Null = SQLite.</param>
    public StoreUnderTest(PostgresServer? server)
    {
        _server = server?.NewStore();
        Database = Open();
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("ccgbot-store-").FullName;

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 2, 9, 0, 0, TimeSpan.Zero));

    public Database Database { get; }

    public EvidenceLog Log => field ??= NewLog();

    /// <summary>The store as another host has it.</summary>
    public Database Open() => PostgresStore.Open(new StorageOptions { Postgres = _server ?? "" }, Path.Combine(Folder, "ccgbot.db"));

    /// <summary>The log as another host has it.</summary>
    public EvidenceLog NewLog()
    {
        var log = new EvidenceLog(Open(), new EvidenceOptions { KeyFile = Path.Combine(Folder, "keys", "evidence.key") }, Time);
        _opened.Add(log);
        return log;
    }

    public int Run(string sql, params object?[] parameters)
    {
        using var connection = Database.Open();
        return connection.Run(sql, parameters);
    }

    public T? Scalar<T>(string sql)
    {
        using var connection = Database.Open();
        return connection.Scalar<T>(sql);
    }

    public void Dispose()
    {
        _opened.ForEach(opened => opened.Dispose());
        SqliteConnection.ClearAllPools();
        Directory.Delete(Folder, recursive: true);
    }
}

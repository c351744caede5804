using System.Diagnostics;
using System.Globalization;
using Npgsql;

namespace CcgBot.Postgres.Tests.Infrastructure;

/// <summary>
/// A cluster of its own in a temporary folder, on a socket that nobody else can reach; never one that is there already. The server refuses to run as root:
/// then it runs as the user postgres, whom Debian's package makes.
/// </summary>
public sealed class PostgresServer : IDisposable
{
    private const string ServerUser = "postgres";
    private const int MostTries = 50;

    private readonly string _folder;
    private int _schemas;

    public PostgresServer()
    {
        _folder = Directory.CreateTempSubdirectory("ccgbot-pg-").FullName;
        if (Missing is not null)
        {
            return;
        }

        if (IsRoot)
        {
            Run("chown", ServerUser, _folder);
        }

        AsServer("initdb", "-D", Data, "-U", ServerUser, "-A", "trust", "-E", "UTF8", "--locale=C.UTF-8", "-N");
        Start();
    }

    /// <summary>Why there is no server to be had; null where there is one.</summary>
    public static string? Missing { get; } = Programs() is null
        ? "PostgreSQL is not installed: apt-get install postgresql, or name its bin folder with CCGBOT_POSTGRES_BIN."
        : null;

    private string Data => Path.Combine(_folder, "data");

    private static bool IsRoot => !OperatingSystem.IsWindows() && Environment.UserName == "root";

    /// <summary>The connection string of a new, empty schema.</summary>
    public string NewStore()
    {
        var schema = string.Create(CultureInfo.InvariantCulture, $"store{Interlocked.Increment(ref _schemas)}");
        using var source = NpgsqlDataSource.Create($"Host={_folder};Username={ServerUser};Database=postgres;Pooling=false");
        using var command = source.CreateCommand($"CREATE SCHEMA {schema}");
        command.ExecuteNonQuery();
        return $"Host={_folder};Username={ServerUser};Database=postgres;Search Path={schema};Connection Idle Lifetime=10;Connection Pruning Interval=5";
    }

    public void Start()
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                AsServer("pg_ctl", "-D", Data, "-w", "-s", "-l", Path.Combine(_folder, "log"), "-o", $"-F -k {_folder} -c listen_addresses= -c max_connections=300", "start");
                return;
            }
            catch (InvalidOperationException) when (tries < MostTries)
            {
                // The processes of the connections that a stop ended may still hold the memory that they shared.
                Thread.Sleep(TimeSpan.FromMilliseconds(200));
            }
        }
    }

    /// <summary>As a crash or a lost machine does: connections end at once.</summary>
    public void Stop() => AsServer("pg_ctl", "-D", Data, "-w", "-s", "-m", "immediate", "stop");

    public void Dispose()
    {
        if (Missing is null)
        {
            Stop();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private static string? Programs()
    {
        if (Environment.GetEnvironmentVariable("CCGBOT_POSTGRES_BIN") is { Length: > 0 } named)
        {
            return named;
        }

        const string Debian = "/usr/lib/postgresql";
        return Directory.Exists(Debian)
            ? Directory.EnumerateDirectories(Debian).Select(version => Path.Combine(version, "bin")).Where(bin => File.Exists(Path.Combine(bin, "initdb"))).Order(StringComparer.Ordinal).LastOrDefault()
            : null;
    }

    private static void AsServer(string program, params string[] arguments)
    {
        var path = Path.Combine(Programs()!, program);
        if (IsRoot)
        {
            Run("setpriv", ["--reuid", ServerUser, "--regid", ServerUser, "--clear-groups", "--", path, .. arguments]);
        }
        else
        {
            Run(path, arguments);
        }
    }

    private static void Run(string program, params string[] arguments)
    {
        // The server that is started inherits what it writes to: it is not to hold a pipe of ours.
        var start = new ProcessStartInfo("sh", ["-c", "exec \"$@\" </dev/null >/dev/null 2>&1", "sh", program, .. arguments]) { WorkingDirectory = "/" };
        using var process = Process.Start(start)!;
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }
}

[CollectionDefinition(Name)]
public sealed class PostgresCollection : ICollectionFixture<PostgresServer>
{
    public const string Name = "PostgreSQL";
}

using System.Diagnostics;
using CcgBot.Storage;
using Npgsql;

namespace CcgBot.Postgres;

/// <summary>
/// The hosts on one database. Each has one connection of its own beside the pool: while it lives, so does the host, by an advisory lock under its id; the
/// host that has the keeper's lock is the keeper; and on it come the signals (NOTIFY). A process that dies loses all of it with the connection, at once. A
/// machine that vanishes is found out by the server after <see cref="SilentSeconds"/>.
/// </summary>
/// <param name="settings">Of the engine's pool.</param>
internal sealed class PostgresHosts(NpgsqlConnectionStringBuilder settings, NpgsqlDataSource pool) : StoreHosts
{
    /// <summary>Seconds after which a machine that is silent is taken for gone: idle, and two probes.</summary>
    public const int SilentSeconds = IdleSeconds + (2 * ProbeSeconds);

    private const int IdleSeconds = 5;
    private const int ProbeSeconds = 5;

    /// <summary>NOTIFY takes less than 8,000 bytes.</summary>
    private const int MostBytes = 7_900;

    /// <summary>As the triggers have it: hosts of one schema hear each other.</summary>
    private const string Channel = "'ccgbot_' || md5(current_schema())";

    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstWait = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(5);

    private readonly string _own = new NpgsqlConnectionStringBuilder(settings.ConnectionString)
    {
        // Closed is closed: in a pool it would go on having its locks.
        Pooling = false,
        CommandTimeout = IdleSeconds,
        Timeout = IdleSeconds,
        MaxAutoPrepare = 0,
        ApplicationName = $"{settings.ApplicationName} host",
    }.ConnectionString;

    private NpgsqlConnection? _connection;
    private long _keepersLock;
    private volatile bool _isKeeper;

    public override bool AreMany => true;

    public override bool IsKeeper => _isKeeper;

    public override async Task JoinAsync(CancellationToken cancellationToken) => _connection ??= await ConnectAsync(cancellationToken);

    public override async Task RunAsync(Action<Exception?> lost, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(lost);
        var wait = TimeSpan.Zero;
        try
        {
            while (true)
            {
                try
                {
                    await JoinAsync(cancellationToken);
                    if (wait > TimeSpan.Zero)
                    {
                        wait = TimeSpan.Zero;
                        lost(null);
                    }

                    await ListenAsync(_connection!, cancellationToken);
                }
                catch (Exception error) when (!cancellationToken.IsCancellationRequested)
                {
                    if (wait == TimeSpan.Zero)
                    {
                        lost(error);
                    }
                }

                await LeaveAsync();
                wait = wait == TimeSpan.Zero ? FirstWait : TimeSpan.FromTicks(Math.Min(2 * wait.Ticks, LongestWait.Ticks));
                await Task.Delay(wait, cancellationToken);
            }
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The end.
        }
        finally
        {
            await LeaveAsync();
        }
    }

    public override bool Lives(string? host)
    {
        if (host is null || host == Id)
        {
            return host is not null;
        }

        // Shared: two hosts that look at once must not take each other's looking for a sign of life. Given back when the statement ends.
        using var connection = pool.OpenConnection();
        return !connection.Scalar<bool>("SELECT pg_try_advisory_xact_lock_shared($1)", LockOf(host));
    }

    public override void Tell(HostSignal signal)
    {
        var text = $"{signal.Subject} {signal.Text}";
        if (System.Text.Encoding.UTF8.GetByteCount(text) > MostBytes)
        {
            return;
        }

        try
        {
            using var connection = pool.OpenConnection();
            connection.Run($"SELECT pg_notify({Channel}, $1)", text);
        }
        catch (NpgsqlException)
        {
            // Nobody hears it: it is nothing that must not be lost.
        }
    }

    private static long LockOf(string host) => PostgresEngine.Key($"host {host}");

    private async Task<NpgsqlConnection> ConnectAsync(CancellationToken cancellationToken)
    {
        var connection = new NpgsqlConnection(_own);
        try
        {
            await connection.OpenAsync(cancellationToken);
            // What the server does to find out that we are gone; without meaning on a socket of the same machine, which says so by itself.
            connection.Run($"SET tcp_keepalives_idle = {IdleSeconds}; SET tcp_keepalives_interval = {ProbeSeconds}; SET tcp_keepalives_count = 2");
            // After a break the server may still have us by the old connection for a moment.
            if (!connection.Scalar<bool>("SELECT pg_try_advisory_lock($1)", LockOf(Id)))
            {
                throw new TimeoutException("The server has not noticed yet that the connection before is gone.");
            }

            _keepersLock = PostgresEngine.Key($"keeper {connection.Scalar<string>("SELECT value FROM meta WHERE name = 'store_id'")}");
            connection.Notification += (_, arrived) => Arrived(arrived.Payload);
            connection.Run($"LISTEN {connection.Scalar<string>($"SELECT {Channel}")}");
            _isKeeper = connection.Scalar<bool>("SELECT pg_try_advisory_lock($1)", _keepersLock);
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    private async Task ListenAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        Hear(new HostSignal(HostSignal.Missed, ""));
        while (true)
        {
            // Asked each second: the connection is there, and the keeper too.
            var looked = Stopwatch.GetTimestamp();
            _isKeeper = _isKeeper ? connection.Scalar<bool>("SELECT true") : connection.Scalar<bool>("SELECT pg_try_advisory_lock($1)", _keepersLock);
            while (Pace - Stopwatch.GetElapsedTime(looked) is { Ticks: > 0 } left)
            {
                await connection.WaitAsync(left, cancellationToken);
            }
        }
    }

    private void Arrived(string text)
    {
        var space = text.IndexOf(' ', StringComparison.Ordinal);
        Hear(space < 0 ? new HostSignal(text, "") : new HostSignal(text[..space], text[(space + 1)..]));
    }

    private async Task LeaveAsync()
    {
        _isKeeper = false;
        if (_connection is { } connection)
        {
            _connection = null;
            await connection.DisposeAsync();
        }
    }
}

using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// The way in for operators where no key is set: a link that the host prints on its own console and that works once. Being on this machine opens
/// nothing, for behind a proxy on the same machine every visitor is.
/// </summary>
public sealed class OperatorLink(
    IOptions<WebOptions> options, IServer server, IHostApplicationLifetime lifetime, TimeProvider time) : IHostedService, IDisposable
{
    /// <summary>The path before the token.</summary>
    public const string Path = "/operator/link";

    // Anybody may ask for another link; the console is not theirs to fill.
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private byte[]? _hash;
    private long? _printed;
    private CancellationTokenRegistration _started;

    /// <summary>True where operators come in by links.</summary>
    public bool IsWayIn => options.Value.OperatorKey is null;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        // The addresses are known once the server listens.
        _started = lifetime.ApplicationStarted.Register(Offer);
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Prints a new link where the last one is used up; at most one a minute.</summary>
    public void Offer()
    {
        lock (_lock)
        {
            if (!IsWayIn || _hash is not null || _printed is { } at && time.GetElapsedTime(at) < Pause)
            {
                return;
            }

            var token = OperatorSessions.NewToken();
            _hash = Hash(token);
            _printed = time.GetTimestamp();
            // On the console and not in the log: logs are copied to where more people read them.
            Console.WriteLine($"Operator pages: {Site()}{Path}/{token} (works once; set Web:OperatorKey for a permanent key)");
        }
    }

    /// <summary>Uses a link up.</summary>
    /// <returns>True when it was the last one printed, and not used before.</returns>
    public bool Use(string token)
    {
        lock (_lock)
        {
            if (_hash is null || !CryptographicOperations.FixedTimeEquals(_hash, Hash(token)))
            {
                return false;
            }

            _hash = null;
            return true;
        }
    }

    public void Dispose() => _started.Dispose();

    private static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    private string Site()
    {
        if (options.Value.PublicUrl is { } site)
        {
            return site.TrimEnd('/');
        }

        // The first is the site's own; one that listens everywhere has no name to go to.
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        return address.Replace("//[::]", "//localhost", StringComparison.Ordinal).Replace("//0.0.0.0", "//localhost", StringComparison.Ordinal).TrimEnd('/');
    }
}

using System.Collections.Concurrent;
using CcgBot.Storage;

namespace CcgBot.Web.Hosting;

/// <summary>Syncs that somebody asked for, and the one that is under way: between the console and the <see cref="SourceWatcher"/>.</summary>
public sealed class SourceTurns
{
    private StoreHosts? _hosts;
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.OrdinalIgnoreCase);
    private volatile string? _underWay;

    /// <summary>The source that is being synced; null = none is.</summary>
    public string? UnderWay
    {
        get => _underWay;
        internal set => _underWay = value;
    }

    /// <summary>Asks for a sync beside what the schedule says; where several hosts serve the store, the keeper, whichever that is.</summary>
    /// <returns>False when it is asked for already.</returns>
    public bool Ask(string name)
    {
        var first = _asked.TryAdd(name, true);
        if (first && _hosts is { AreMany: true, IsKeeper: false } hosts)
        {
            hosts.Tell(new HostSignal(HostSignal.Sync, name));
        }

        return first;
    }

    /// <summary>From here on takes up what other hosts are asked for.</summary>
    internal void Join(StoreHosts hosts)
    {
        _hosts = hosts;
        hosts.Heard += signal =>
        {
            if (signal.Subject == HostSignal.Sync && hosts.IsKeeper)
            {
                _asked.TryAdd(signal.Text, true);
            }
        };
    }

    public bool IsAsked(string name) => _asked.ContainsKey(name);

    /// <summary>Takes a wish up.</summary>
    /// <returns>False when nobody asked.</returns>
    internal bool Take(string name) => _asked.TryRemove(name, out _);
}

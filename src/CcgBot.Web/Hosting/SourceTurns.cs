using System.Collections.Concurrent;

namespace CcgBot.Web.Hosting;

/// <summary>Syncs that somebody asked for, and the one that is under way: between the console and the <see cref="SourceWatcher"/>.</summary>
public sealed class SourceTurns
{
    private readonly ConcurrentDictionary<string, bool> _asked = new(StringComparer.OrdinalIgnoreCase);
    private volatile string? _underWay;

    /// <summary>The source that is being synced; null = none is.</summary>
    public string? UnderWay
    {
        get => _underWay;
        internal set => _underWay = value;
    }

    /// <summary>Asks for a sync beside what the schedule says.</summary>
    /// <returns>False when it is asked for already.</returns>
    public bool Ask(string name) => _asked.TryAdd(name, true);

    public bool IsAsked(string name) => _asked.ContainsKey(name);

    /// <summary>Takes a wish up.</summary>
    /// <returns>False when nobody asked.</returns>
    internal bool Take(string name) => _asked.TryRemove(name, out _);
}

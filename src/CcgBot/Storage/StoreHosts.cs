using System.Security.Cryptography;

namespace CcgBot.Storage;

/// <summary>This process among the hosts that serve one store: which of them live, which does what one at a time does, and what they tell each other.</summary>
public abstract class StoreHosts
{
    /// <summary>What this process is known by: 32 hex digits, others at each start.</summary>
    public string Id { get; } = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>Whether other hosts may serve the store at the same time.</summary>
    public abstract bool AreMany { get; }

    /// <summary>Whether this host does what one host at a time does (retention, syncs of sources). To be asked before each round: it passes on.</summary>
    public abstract bool IsKeeper { get; }

    /// <summary>Told what hosts wrote, this one's own writing too, as it comes. Whoever hears it must be quick and not fail.</summary>
    public event Action<HostSignal>? Heard;

    /// <summary>From here on this host lives, for the others too. To be done before it takes up work; once.</summary>
    public abstract Task JoinAsync(CancellationToken cancellationToken);

    /// <summary>Lives and hears until cancelled, and comes back after the store was away.</summary>
    /// <param name="lost">Told why when the store can't be reached; null once it can again.</param>
    public abstract Task RunAsync(Action<Exception?> lost, CancellationToken cancellationToken);

    /// <summary>Whether a host still works on what it took; this process does.</summary>
    /// <param name="host">Its <see cref="Id"/>; null = one of an earlier version, which is gone.</param>
    public abstract bool Lives(string? host);

    /// <summary>Tells all hosts something that is nowhere in the store. While the store is away nobody hears it.</summary>
    public abstract void Tell(HostSignal signal);

    /// <summary>Passes on to whoever listens here.</summary>
    protected void Hear(HostSignal signal) => Heard?.Invoke(signal);
}

/// <param name="Subject">One of the constants here.</param>
/// <param name="Text">What of it.</param>
public readonly record struct HostSignal(string Subject, string Text)
{
    /// <summary>Articles changed.</summary>
    public const string Change = "change";

    /// <summary>A Direct Line conversation has a new activity: <c>CONVERSATION NUMBER</c>.</summary>
    public const string Activity = "activity";

    /// <summary>Something for the open streams of a conversation that is not stored: <c>HOST CONVERSATION JSON</c>.</summary>
    public const string Passing = "passing";

    /// <summary>Somebody asked for a sync of the source of this name.</summary>
    public const string Sync = "sync";

    /// <summary>Signals may have been missed: look in the store.</summary>
    public const string Missed = "missed";
}

/// <summary>The one host of a store that nobody shares.</summary>
internal sealed class SoleHost : StoreHosts
{
    public override bool AreMany => false;

    public override bool IsKeeper => true;

    public override Task JoinAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public override Task RunAsync(Action<Exception?> lost, CancellationToken cancellationToken) => Task.CompletedTask;

    public override bool Lives(string? host) => host == Id;

    public override void Tell(HostSignal signal)
    {
        // Nobody else is there.
    }
}

/// <summary>Another host took a turn over, because this one no longer lived for the others: what it was about to say is said there.</summary>
public sealed class TurnTakenOverException(string message) : OperationCanceledException(message);

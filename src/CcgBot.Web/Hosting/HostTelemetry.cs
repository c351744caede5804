using System.Diagnostics.Metrics;

namespace CcgBot.Web.Hosting;

/// <summary>Measures of the host, beside those of answering and of the model. No text of a question or article is in any.</summary>
public sealed class HostTelemetry
{
    /// <summary>The name of the meter.</summary>
    public const string Name = "CcgBot.Web";

    private readonly TimeProvider _time;
    private readonly Counter<long> _syncs;
    private readonly Counter<long> _failures;
    private long _inStep;

    public HostTelemetry(IMeterFactory meters, TimeProvider time)
    {
        ArgumentNullException.ThrowIfNull(meters);
        ArgumentNullException.ThrowIfNull(time);
        (_time, _inStep) = (time, time.GetTimestamp());
        var meter = meters.Create(Name);
        // Read when it is exported: a watcher that hangs, or an index that is being built anew, lets it grow.
        meter.CreateObservableGauge("ccgbot.index.lag", Lag, "s", "Time since the index was last seen to have all that the store has.");
        _syncs = meter.CreateCounter<long>("ccgbot.source.syncs", "{sync}", "Syncs of a source, by source.");
        _failures = meter.CreateCounter<long>("ccgbot.source.failures", "{item}", "What a sync could not bring up to date, by source.");
    }

    /// <summary>The index was just seen to have all that the store has.</summary>
    public void IndexIsInStep() => Interlocked.Exchange(ref _inStep, _time.GetTimestamp());

    /// <param name="failed">Files, pages or documents that failed; 0 counts too, so that the first failure is seen as a rise from there.</param>
    public void Synced(string source, int failed)
    {
        var tag = new KeyValuePair<string, object?>("source", source);
        _syncs.Add(1, tag);
        _failures.Add(failed, tag);
    }

    private double Lag() => _time.GetElapsedTime(Interlocked.Read(ref _inStep)).TotalSeconds;
}

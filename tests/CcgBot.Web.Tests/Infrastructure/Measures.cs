using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using CcgBot.Web.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>A host's measures with their values, apart from those of every other test.</summary>
internal sealed class Measures : IDisposable
{
    private readonly ServiceProvider _services = new ServiceCollection().AddMetrics().BuildServiceProvider();
    private readonly ConcurrentDictionary<string, double> _values = new();
    private readonly MeterListener _listener;

    public Measures(TimeProvider time)
    {
        var factory = _services.GetRequiredService<IMeterFactory>();
        Host = new HostTelemetry(factory, time);
        _listener = new MeterListener
        {
            InstrumentPublished = (instrument, listening) =>
            {
                if (instrument.Meter.Scope == factory)
                {
                    listening.EnableMeasurementEvents(instrument);
                }
            },
        };
        _listener.SetMeasurementEventCallback<long>((instrument, value, tags, _) => _values.AddOrUpdate(Named(instrument, tags), value, (_, before) => before + value));
        _listener.SetMeasurementEventCallback<double>((instrument, value, tags, _) => _values[Named(instrument, tags)] = value);
        _listener.Start();
    }

    public HostTelemetry Host { get; }

    /// <param name="name">For example <c>ccgbot.index.lag</c>, or <c>ccgbot.source.syncs leaflets</c>.</param>
    /// <returns>What a gauge shows now, or the sum of a counter; null before its first value.</returns>
    public double? this[string name]
    {
        get
        {
            _listener.RecordObservableInstruments();
            return _values.TryGetValue(name, out var value) ? value : null;
        }
    }

    public void Dispose()
    {
        _listener.Dispose();
        _services.Dispose();
    }

    private static string Named(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        string.Join(' ', [instrument.Name, .. tags.ToArray().Select(tag => Convert.ToString(tag.Value, CultureInfo.InvariantCulture))]);
}

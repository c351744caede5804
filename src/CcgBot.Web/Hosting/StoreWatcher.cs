using CcgBot.Hosting;
using CcgBot.Storage;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>
/// Takes up what another process ingested or withdrew, within a second. Where other hosts serve the store, whose indexes are their own, it indexes as soon as
/// it hears of a change, and looks each <see cref="Safe"/> whatever it hears.
/// </summary>
public sealed partial class StoreWatcher(
    BotEngine engine, IOptions<WebOptions> options, HostTelemetry telemetry, TimeProvider time, ILogger<StoreWatcher> logger) : BackgroundService
{
    // Whoever ingests also indexes: two writers at once would only get into each other's way. One that died in between leaves it to us.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    private static readonly TimeSpan Safe = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim _heard = new(0, 1);
    private Task<bool>? _tick;
    private Task? _change;

    public override void Dispose()
    {
        engine.Database.Hosts.Heard -= Hear;
        _heard.Dispose();
        base.Dispose();
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var shared = engine.Database.Hosts.AreMany;
        engine.Database.Hosts.Heard += Hear;
        using var timer = new PeriodicTimer(shared ? Safe : TimeSpan.FromMilliseconds(options.Value.RefreshMilliseconds), time);
        var inStep = time.GetTimestamp();
        string? problem = null;
        while (await NextAsync(timer, stoppingToken))
        {
            try
            {
                if (TryFollow(out var damage) && engine.IsInStep)
                {
                    inStep = time.GetTimestamp();
                    telemetry.IndexIsInStep();
                    await engine.EncodeFewAsync(cancellationToken: stoppingToken);
                }
                else if (shared || time.GetElapsedTime(inStep) > Grace)
                {
                    engine.Refresh();
                    damage = null;
                    if (shared && engine.IsInStep)
                    {
                        inStep = time.GetTimestamp();
                        telemetry.IndexIsInStep();
                    }
                }

                problem = Said(problem, damage);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                problem = Said(problem, error);
            }
        }
    }

    /// <summary>Waits for the next look: the timer's, or a change that was heard of.</summary>
    private async Task<bool> NextAsync(PeriodicTimer timer, CancellationToken stoppingToken)
    {
        _tick ??= timer.WaitForNextTickAsync(stoppingToken).AsTask();
        _change ??= _heard.WaitAsync(stoppingToken);
        if (await Task.WhenAny(_tick, _change) == _change)
        {
            await _change;
            _change = null;
            // Whoever made the change indexes it too: where that is this host, it is done by then.
            await Task.Delay(TimeSpan.FromMilliseconds(options.Value.RefreshMilliseconds), time, stoppingToken);
            return true;
        }

        var next = await _tick;
        _tick = null;
        return next;
    }

    private void Hear(HostSignal signal)
    {
        if (signal.Subject is HostSignal.Change or HostSignal.Missed && _heard.CurrentCount == 0)
        {
            try
            {
                _heard.Release();
            }
            catch (SemaphoreFullException)
            {
                // Heard twice at once: one look sees both.
            }
        }
    }

    /// <summary>Takes up the newest commit. One that can't be read is damaged, or half written by an ingest under way: time tells, and the first is rebuilt.</summary>
    private bool TryFollow(out Exception? damage)
    {
        damage = null;
        try
        {
            engine.Follow();
            return true;
        }
        catch (Exception error) when (error is not OperationCanceledException)
        {
            damage = error;
            return false;
        }
    }

    /// <summary>Said once, tried on: the index may be locked by the very ingest that is under way.</summary>
    private string? Said(string? before, Exception? problem)
    {
        if (problem is not null && problem.Message != before)
        {
            NotRefreshed(problem);
        }

        return problem?.Message;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index could not be brought up to date; answers come from the last good state.")]
    private partial void NotRefreshed(Exception error);
}

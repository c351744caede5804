using CcgBot.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>Takes up what another process ingested or withdrew, within a second.</summary>
public sealed partial class StoreWatcher(BotEngine engine, IOptions<WebOptions> options, TimeProvider time, ILogger<StoreWatcher> logger)
    : BackgroundService
{
    // Whoever ingests also indexes: two writers at once would only get into each other's way. One that died in between leaves it to us.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.RefreshMilliseconds), time);
        var inStep = time.GetTimestamp();
        string? problem = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                if (TryFollow(out var damage) && engine.IsInStep)
                {
                    inStep = time.GetTimestamp();
                    await engine.EncodeFewAsync(cancellationToken: stoppingToken);
                }
                else if (time.GetElapsedTime(inStep) > Grace)
                {
                    engine.Refresh();
                    damage = null;
                }

                problem = Said(problem, damage);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                problem = Said(problem, error);
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

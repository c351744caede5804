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
                engine.Index.Refresh();
                if (engine.Articles.LastChange() == engine.Index.LastChange)
                {
                    inStep = time.GetTimestamp();
                    await engine.Dense.SynchroniseAsync(engine.Settings.Retrieval.Dense.EncodeWhenOpening, null, stoppingToken);
                }
                else if (time.GetElapsedTime(inStep) > Grace)
                {
                    engine.Refresh();
                }

                problem = null;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Said once, tried on: the index may be locked by the very ingest that is under way.
                if (problem != error.Message)
                {
                    problem = error.Message;
                    NotRefreshed(error);
                }
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The index could not be brought up to date; answers come from the last good state.")]
    private partial void NotRefreshed(Exception error);
}

using CcgBot.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Web.Hosting;

/// <summary>Takes up what another process ingested or withdrew, within a second.</summary>
public sealed partial class StoreWatcher(BotEngine engine, IOptions<WebOptions> options, TimeProvider time, ILogger<StoreWatcher> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMilliseconds(options.Value.RefreshMilliseconds), time);
        string? problem = null;
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                engine.Refresh();
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

using CcgBot.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// Where other hosts serve the store too: takes up what one of them left undone, and looks for what they added, in case a signal was lost. What fails is
/// said once, and tried again.
/// </summary>
public sealed partial class DirectLineHosts(
    DirectLineTurns turns, DirectLineHub hub, Database database, TimeProvider time, ILogger<DirectLineHosts> logger) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        if (!database.Hosts.AreMany)
        {
            return;
        }

        string? problem = null;
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                turns.Resume();
                hub.Look();
                problem = null;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (error.Message != problem)
                {
                    Failed(error);
                }

                problem = error.Message;
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other hosts left or added can't be looked for; it is tried again each second.")]
    private partial void Failed(Exception error);
}

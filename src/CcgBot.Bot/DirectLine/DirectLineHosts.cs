using CcgBot.Storage;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot.DirectLine;

/// <summary>
/// Where other hosts serve the store too: takes up what one of them left undone, and looks for what they added, in case a signal was lost.
/// </summary>
public sealed partial class DirectLineHosts(
    DirectLineTurns turns, DirectLineHub hub, Database database, TimeProvider time, ILogger<DirectLineHosts> logger) : BackgroundService
{
    protected override Task ExecuteAsync(CancellationToken stoppingToken) => HostRounds.RunAsync(
        database.Hosts,
        time,
        () =>
        {
            turns.Resume();
            hub.Look();
        },
        Failed,
        stoppingToken);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What other hosts left or added can't be looked for; it is tried again each second.")]
    private partial void Failed(Exception error);
}

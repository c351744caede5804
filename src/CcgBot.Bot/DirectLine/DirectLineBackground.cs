using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>Takes up undone turns at start. Once an hour the keeper removes old conversations. What fails is logged and tried again.</summary>
public sealed partial class DirectLineBackground(
    DirectLineTurns turns, DirectLineStore store, IOptions<DirectLineOptions> options, TimeProvider time, ILogger<DirectLineBackground> logger)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        Try("take up what the last process left undone", turns.Resume);
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            if (store.Hosts.IsKeeper)
            {
                Try("remove old conversations", () => store.RemoveOlderThan(TimeSpan.FromDays(options.Value.RetentionDays)));
                Try("remove windows of limits that are over", () => store.RemoveOldWindows());
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private void Try(string what, Action work)
    {
        try
        {
            work();
        }
        catch (Exception error)
        {
            Failed(error, what);
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Direct Line could not {What}.")]
    private partial void Failed(Exception error, string what);
}

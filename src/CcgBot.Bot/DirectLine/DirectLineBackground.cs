using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot.DirectLine;

/// <summary>Takes up undone turns at start, and removes old conversations once an hour.</summary>
public sealed class DirectLineBackground(DirectLineTurns turns, DirectLineStore store, IOptions<DirectLineOptions> options, TimeProvider time)
    : BackgroundService
{
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await Task.Yield();
        turns.Resume();
        using var timer = new PeriodicTimer(TimeSpan.FromHours(1), time);
        do
        {
            store.RemoveOlderThan(TimeSpan.FromDays(options.Value.RetentionDays));
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}

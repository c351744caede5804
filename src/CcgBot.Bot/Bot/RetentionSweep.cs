using CcgBot.Conversations;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace CcgBot.Bot;

/// <summary>
/// Once a day (where several hosts serve the store, once an hour, by the keeper), removes what was said longer ago than the retention setting, and delivery
/// decisions no channel asks for again.
/// </summary>
public sealed partial class RetentionSweep(
    ConversationStore conversations, DeliveryLog deliveries, IOptions<ConversationOptions> options, TimeProvider time, ILogger<RetentionSweep> logger)
    : BackgroundService
{
    private static readonly TimeSpan Daily = TimeSpan.FromDays(1);

    /// <summary>Whoever becomes the keeper does not leave it for a day.</summary>
    private static readonly TimeSpan Hourly = TimeSpan.FromHours(1);

    private static readonly TimeSpan Redelivery = TimeSpan.FromDays(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // Off the path of starting up.
        await Task.Yield();
        using var timer = new PeriodicTimer(deliveries.Hosts.AreMany ? Hourly : Daily, time);
        do
        {
            if (!deliveries.Hosts.IsKeeper)
            {
                continue;
            }

            try
            {
                deliveries.RemoveOlderThan(Redelivery);
                if (options.Value.RetentionDays > 0)
                {
                    Removed(conversations.RemoveOlderThan(TimeSpan.FromDays(options.Value.RetentionDays)));
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Whatever it is, it must not stop the host.
                Failed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "{Count} exchanges past their retention were removed.")]
    private partial void Removed(int count);

    [LoggerMessage(Level = LogLevel.Warning, Message = "What is past its retention could not be removed; the next day's sweep tries again.")]
    private partial void Failed(Exception error);
}

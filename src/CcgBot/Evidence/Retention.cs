using CcgBot.Conversations;

namespace CcgBot.Evidence;

/// <summary>
/// The rounds of a host: each day what is past its retention days goes (of several hosts on a store, the keeper sees to that); at the start, each hour and at
/// the stop the evidence chain's head is exported.
/// </summary>
public sealed class Retention(EvidenceLog log, ConversationOptions conversations, TimeProvider time)
{
    private const int HoursBetweenSweeps = 24;

    private static readonly TimeSpan Pace = TimeSpan.FromHours(1);

    public ErasureReport RunOnce()
    {
        var erased = new EvidenceEraser(log, time).Sweep();
        var forgotten = conversations.RetentionDays == 0
            ? 0
            : new ConversationStore(log.Database, time).RemoveOlderThan(TimeSpan.FromDays(conversations.RetentionDays));
        log.ExportHead();
        return erased with { Conversations = forgotten };
    }

    /// <summary>Once at the start, then until cancelled. A failed round is reported and the next one tried.</summary>
    /// <param name="failed">Told of a round that failed.</param>
    public async Task RunDailyAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        var untilSweep = 0;
        do
        {
            try
            {
                if (--untilSweep < 0 && log.Database.Hosts.IsKeeper)
                {
                    untilSweep = HoursBetweenSweeps - 1;
                    RunOnce();
                }
                else
                {
                    log.ExportHead();
                }
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

using CcgBot.Conversations;

namespace CcgBot.Evidence;

/// <summary>The daily round of a host: what is past its retention days goes, then the evidence chain's head is exported.</summary>
public sealed class Retention(EvidenceLog log, ConversationOptions conversations, TimeProvider time)
{
    private static readonly TimeSpan Pace = TimeSpan.FromDays(1);

    private readonly HeadFile _heads = new(log.Options.HeadsFileFor(log.Database.Path));

    public ErasureReport RunOnce()
    {
        var erased = new EvidenceEraser(log, time).Sweep();
        var forgotten = conversations.RetentionDays == 0
            ? 0
            : new ConversationStore(log.Database, time).RemoveOlderThan(TimeSpan.FromDays(conversations.RetentionDays));
        _heads.Export(log.Database.StoreId, log.Head(), time.GetUtcNow());
        return erased with { Conversations = forgotten };
    }

    /// <summary>Once at the start, then each day until cancelled. A failed round is reported and the next one tried.</summary>
    /// <param name="failed">Told of a round that failed.</param>
    public async Task RunDailyAsync(Action<Exception> failed, CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(Pace, time);
        do
        {
            try
            {
                RunOnce();
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                failed(error);
            }
        }
        while (await timer.WaitForNextTickAsync(cancellationToken));
    }
}

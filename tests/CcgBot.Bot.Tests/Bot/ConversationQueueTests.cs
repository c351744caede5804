namespace CcgBot.Bot.Tests;

public sealed class ConversationQueueTests
{
    private readonly ConversationQueue _queue = new();

    [Fact]
    public async Task Work_of_one_conversation_runs_in_the_order_of_asking_and_never_at_once()
    {
        var (running, most, order) = (0, 0, new List<int>());
        await Task.WhenAll(Enumerable.Range(0, 50).Select(i => _queue.RunAsync("a", async () =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            await Task.Yield();
            order.Add(i);
            Interlocked.Decrement(ref running);
        })));
        most.ShouldBe(1);
        order.ShouldBe(Enumerable.Range(0, 50));
    }

    [Fact]
    public async Task Conversations_do_not_wait_for_each_other()
    {
        var held = new TaskCompletionSource();
        var first = _queue.RunAsync("a", () => held.Task);
        await _queue.RunAsync("b", () => Task.CompletedTask);
        first.IsCompleted.ShouldBeFalse();
        held.SetResult();
        await first;
    }

    [Fact]
    public async Task A_failure_holds_up_nobody()
    {
        var failing = _queue.RunAsync("a", () => throw new InvalidOperationException("broken"));
        var canceled = _queue.RunAsync("a", () => Task.FromCanceled(new CancellationToken(true)));
        (await _queue.RunAsync("a", () => Task.FromResult(7))).ShouldBe(7);
        await Should.ThrowAsync<InvalidOperationException>(() => failing);
        await Should.ThrowAsync<OperationCanceledException>(() => canceled);
    }
}

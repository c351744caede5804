namespace CcgBot.Bot;

/// <summary>
/// One piece of work at a time in each conversation, in the order of asking for it: a follow-up sees the answer before it, and Teams takes
/// one stream a chat. Conversations do not wait for each other, and a failure holds up nobody.
/// </summary>
public sealed class ConversationQueue
{
    private readonly Dictionary<string, Task> _last = new(StringComparer.Ordinal);
    private readonly Lock _lock = new();

    /// <summary>Runs the work after what was asked for before it; fails as the work fails.</summary>
    public Task<T> RunAsync<T>(string conversation, Func<Task<T>> work)
    {
        lock (_lock)
        {
            var run = AfterAsync(_last.GetValueOrDefault(conversation, Task.CompletedTask), work);
            _last[conversation] = run;
            _ = run.ContinueWith(
                ended => Leave(conversation, ended), CancellationToken.None, TaskContinuationOptions.ExecuteSynchronously, TaskScheduler.Default);
            return run;
        }
    }

    /// <inheritdoc cref="RunAsync{T}"/>
    public Task RunAsync(string conversation, Func<Task> work) => RunAsync(conversation, async () =>
    {
        await work();
        return true;
    });

    private static async Task<T> AfterAsync<T>(Task before, Func<Task<T>> work)
    {
        // Off the caller's thread in any case: it holds the lock.
        await Task.WhenAny(before).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        return await work();
    }

    private void Leave(string conversation, Task ended)
    {
        lock (_lock)
        {
            if (_last.GetValueOrDefault(conversation) == ended)
            {
                _last.Remove(conversation);
            }
        }
    }
}

using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CcgBot.Bot;

/// <summary>
/// Turns that outlive the HTTP request that began them. A host that stops waits for them as long as its shutdown time-out allows, then
/// cancels them.
/// </summary>
public sealed partial class RunningTurns(ILogger<RunningTurns> logger) : IHostedService, IDisposable
{
    private readonly ConcurrentDictionary<Task, byte> _running = new();
    private readonly CancellationTokenSource _stopping = new();

    /// <summary>Begins a turn. The task fails as the turn fails; a failure nobody waits for is logged.</summary>
    public Task<T> Start<T>(Func<CancellationToken, Task<T>> turn)
    {
        var task = Task.Run(() => turn(_stopping.Token), CancellationToken.None);
        _running.TryAdd(task, 0);
        _ = task.ContinueWith(
            ended =>
            {
                _running.TryRemove(ended, out _);
                if (ended.Exception?.GetBaseException() is { } error)
                {
                    Failed(error);
                }
            },
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        return task;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        try
        {
            await Task.WhenAll(_running.Keys).WaitAsync(cancellationToken);
        }
        catch (Exception error) when (error is not OutOfMemoryException)
        {
            // Logged when it failed, or out of time: either way the turns left are told to stop.
        }

        await _stopping.CancelAsync();
    }

    public void Dispose() => _stopping.Dispose();

    [LoggerMessage(Level = LogLevel.Error, Message = "A turn failed.")]
    private partial void Failed(Exception error);
}

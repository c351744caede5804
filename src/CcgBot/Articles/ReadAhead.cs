using System.Collections.Concurrent;

namespace CcgBot.Articles;

/// <summary>Goes through items on a thread of its own, some thousands ahead of whoever takes them: a corpus is read while what came before is stored.</summary>
internal static class ReadAhead
{
    private const int BatchSize = 256;
    private const int BatchesWaiting = 32;

    /// <summary>The items in their order; what going through them throws is thrown in its place.</summary>
    public static IEnumerable<T> Of<T>(IEnumerable<T> items)
    {
        using var batches = new BlockingCollection<T[]>(BatchesWaiting);
        using var stop = new CancellationTokenSource();
        var reading = Task.Factory.StartNew(() => Read(items, batches, stop.Token), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        try
        {
            foreach (var item in batches.GetConsumingEnumerable().SelectMany(batch => batch))
            {
                yield return item;
            }

            reading.GetAwaiter().GetResult();
        }
        finally
        {
            // Whoever stops early must find the file closed.
            stop.Cancel();
            Task.WhenAny(reading).Wait();
        }
    }

    private static void Read<T>(IEnumerable<T> items, BlockingCollection<T[]> batches, CancellationToken stop)
    {
        try
        {
            foreach (var batch in items.Chunk(BatchSize))
            {
                batches.Add(batch, stop);
            }
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // Nobody wants the rest.
        }
        finally
        {
            batches.CompleteAdding();
        }
    }
}

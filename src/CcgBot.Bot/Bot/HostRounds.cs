using CcgBot.Storage;

namespace CcgBot.Bot;

/// <summary>Looks each second for what other hosts on the store left or added. A failure is told once, and the look is tried again.</summary>
internal static class HostRounds
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>Looks until cancelled; returns at once where no other host can serve the store.</summary>
    /// <param name="failed">Told the first of equal failures in a row.</param>
    public static async Task RunAsync(StoreHosts hosts, TimeProvider time, Action look, Action<Exception> failed, CancellationToken cancellationToken)
    {
        if (!hosts.AreMany)
        {
            return;
        }

        string? problem = null;
        using var timer = new PeriodicTimer(Pace, time);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            try
            {
                look();
                problem = null;
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                if (error.Message != problem)
                {
                    failed(error);
                }

                problem = error.Message;
            }
        }
    }
}

using System.CommandLine;
using System.Data.Common;
using System.Runtime.InteropServices;
using CcgBot.Storage;
using Lucene.Net.Store;
using Microsoft.Data.Sqlite;

namespace CcgBot.Cli;

/// <summary>Exit 0, 1 (some items failed) or 2 (misuse); problems on stderr, one line each.</summary>
internal static class CommandRunner
{
    public const int SomeFailed = 1;
    public const int Misuse = 2;
    private const int Cancelled = 130;

    public static async Task<int> RunAsync(RootCommand root, string[] args)
    {
        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            foreach (var error in parsed.Errors)
            {
                await Console.Error.WriteLineAsync(error.Message);
            }

            await Console.Error.WriteLineAsync("Try --help.");
            return Misuse;
        }

        using var stop = new CancellationTokenSource();
        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stop.Cancel();
        }

        // Ctrl+C, and what a build server or a container sends.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false }, stop.Token);
        }
        catch (OperationCanceledException)
        {
            await Console.Error.WriteLineAsync("Stopped; what was done is kept, and the same command goes on from there.");
            return Cancelled;
        }
        catch (Exception error) when (IsBusy(error))
        {
            await Console.Error.WriteLineAsync($"Another program is writing the store or its index ({error.Message}): run the command again when it is done.");
            return SomeFailed;
        }
        catch (DbException error)
        {
            await Console.Error.WriteLineAsync($"The store can't be used: {error.Message}");
            return SomeFailed;
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or ArgumentException)
        {
            await Console.Error.WriteLineAsync(error.Message);
            return Misuse;
        }
    }

    private static bool IsBusy(Exception error) => error is SqliteException { SqliteErrorCode: 5 or 6 } or StoreBusyException or LockObtainFailedException;
}

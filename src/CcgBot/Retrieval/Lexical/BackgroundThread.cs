using System.Runtime.InteropServices;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Runs long work on a thread of its own that gets what processor time the answering ones leave over. .NET's own thread priorities do nothing on Linux,
/// where a thread has a nice value instead; there is no way back from it, so that a pooled thread must not be given one.
/// </summary>
internal static partial class BackgroundThread
{
    private const int OfThread = 0;
    private const int Calling = 0;

    /// <summary>About a tenth of a busy answering thread's share.</summary>
    private const int Nice = 10;

    public static Task Start(Action work) => Task.Factory.StartNew(
        () =>
        {
            if (OperatingSystem.IsLinux())
            {
                _ = SetPriority(OfThread, Calling, Nice); // refused or not: only a matter of speed
            }
            else
            {
                Thread.CurrentThread.Priority = ThreadPriority.BelowNormal;
            }

            work();
        },
        CancellationToken.None,
        TaskCreationOptions.LongRunning,
        TaskScheduler.Default);

    [LibraryImport("libc", EntryPoint = "setpriority")]
    private static partial int SetPriority(int which, int who, int value);
}

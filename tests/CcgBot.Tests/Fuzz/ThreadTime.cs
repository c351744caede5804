using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CcgBot.Tests.Fuzz;

/// <summary>What this thread has worked, not what the clock says: other programs on the machine do not count.</summary>
internal static partial class ThreadTime
{
    /// <summary>Seconds that the action keeps the processor busy.</summary>
    public static double Of(Action action)
    {
        var before = Now();
        action();
        return Now() - before;
    }

    private static double Now() =>
        (OperatingSystem.IsLinux() || OperatingSystem.IsMacOS()) && GetTime(OperatingSystem.IsLinux() ? 3 : 16, out var time) == 0
            ? time.Seconds + time.Nanoseconds / 1e9
            : Stopwatch.GetTimestamp() / (double)Stopwatch.Frequency;

    [LibraryImport("libc", EntryPoint = "clock_gettime")]
    private static partial int GetTime(int clock, out Time time);

    [StructLayout(LayoutKind.Sequential)]
    private struct Time
    {
        public nint Seconds;
        public nint Nanoseconds;
    }
}

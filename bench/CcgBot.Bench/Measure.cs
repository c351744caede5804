using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace CcgBot.Bench;

/// <summary>Clocks and memory as Linux counts them.</summary>
internal static class Measure
{
    private const int ThreadCpuTime = 3;

    /// <summary>Runs an action for each item.</summary>
    /// <returns>p50 and p99 of the clock, then p50 and p99 of the thread's processor time, in milliseconds.</returns>
    public static string Times<T>(IReadOnlyList<T> items, Action<T> action)
    {
        var (clock, processor) = (new double[items.Count], new double[items.Count]);
        for (var i = 0; i < items.Count; i++)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Processor());
            action(items[i]);
            (clock[i], processor[i]) = (Stopwatch.GetElapsedTime(start).TotalMilliseconds, Processor() - used);
        }

        return $"{Percentiles(clock)}/{Percentiles(processor)}";
    }

    public static string Percentiles(double[] times)
    {
        Array.Sort(times);
        return string.Create(CultureInfo.InvariantCulture, $"{times[times.Length / 2]:F2}/{times[times.Length * 99 / 100]:F2}");
    }

    /// <summary>A line of /proc/self/status in MiB: VmHWM (peak), RssAnon (not mapped from files).</summary>
    public static double Memory(string name) => double.Parse(
        File.ReadLines("/proc/self/status").First(line => line.StartsWith(name, StringComparison.Ordinal)).Split(' ', StringSplitOptions.RemoveEmptyEntries)[^2],
        CultureInfo.InvariantCulture) / 1024;

    public static double Megabytes(string path) =>
        (File.Exists(path) ? new FileInfo(path).Length : Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length)) / 1e6;

    private static double Processor()
    {
        _ = ClockGetTime(ThreadCpuTime, out var time);
        return time.Seconds * 1e3 + time.Nanoseconds / 1e6;
    }

    [DllImport("libc", EntryPoint = "clock_gettime")]
    private static extern int ClockGetTime(int clock, out TimeSpec time);

    private record struct TimeSpec(long Seconds, long Nanoseconds);
}

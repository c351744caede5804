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
        var (clock, processor) = (new List<double>(items.Count), new List<double>(items.Count));
        Each(items, action, clock, processor);
        return Summary((clock, processor));
    }

    /// <summary>Runs an action for each item and adds what it took, by the clock and in the thread's processor time, in milliseconds.</summary>
    public static void Each<T>(IReadOnlyList<T> items, Action<T> action, List<double> clock, List<double> processor)
    {
        foreach (var item in items)
        {
            var (start, used) = (Stopwatch.GetTimestamp(), Processor());
            action(item);
            clock.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            processor.Add(Processor() - used);
        }
    }

    public static string Summary((List<double> Clock, List<double> Processor) times) => $"{Percentiles([.. times.Clock])}/{Percentiles([.. times.Processor])}";

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

using System.Diagnostics;
using System.Globalization;
using CcgBot.Evidence;
using CcgBot.Postgres;
using CcgBot.Storage;

/// <summary>Hosts that append to one chain over a server: each has a log, a lock and a connection of its own, as in a process of its own.</summary>
internal static class Hosts
{
    private static readonly int[] Counts = [1, 2, 4, 8];

    public static void Measure(string connection, TimeSpan length, Func<int, EvidenceRecord> record)
    {
        var folder = Directory.CreateTempSubdirectory("ccgbot-evidence-bench-").FullName;
        try
        {
            var options = new EvidenceOptions { KeyFile = Path.Combine(folder, "evidence.key") };
            EvidenceLog Open() => new(new Database(new PostgresEngine(connection, Path.Combine(folder, "ccgbot.db"))), options, TimeProvider.System);
            foreach (var count in Counts)
            {
                var logs = Enumerable.Range(0, count).Select(_ => Open()).ToList();
                logs.ForEach(log => log.Append(record(0), "warm up"));
                var times = new List<double>[count];
                var threads = Enumerable.Range(0, count).Select(host => new Thread(() =>
                {
                    var (mine, running) = (times[host] = [], Stopwatch.StartNew());
                    for (var i = 0; running.Elapsed < length; i++)
                    {
                        var began = Stopwatch.GetTimestamp();
                        logs[host].Append(record(i), $"user-{i % 500}");
                        mine.Add(Stopwatch.GetElapsedTime(began).TotalMilliseconds);
                    }
                })).ToList();
                threads.ForEach(thread => thread.Start());
                threads.ForEach(thread => thread.Join());
                var all = times.SelectMany(mine => mine).Order().ToList();
                Console.WriteLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"{count} hosts: {all.Count / length.TotalSeconds:0} records a second, p50 {all[all.Count / 2]:0.00} ms, p99 {all[(int)(0.99 * (all.Count - 1))]:0.00} ms"));
                logs.ForEach(log => log.Dispose());
            }

            using var last = Open();
            var report = new EvidenceVerifier(last).Verify();
            Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{report.Records} records, whole: {report.Whole}"));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}

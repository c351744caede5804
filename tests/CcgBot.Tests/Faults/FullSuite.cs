using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace CcgBot.Tests.Faults;

/// <summary>
/// The fault suite in full, in shares that are worked off on every processor and written down as they are done: a run that was stopped goes on
/// with the first share not yet done.
/// </summary>
/// <param name="state">The file that says what is done: name, tab, what was found out, then one fault a line.</param>
internal sealed class FullSuite(string state)
{
    private const int Seed = 9;

    private readonly Lock _writing = new();

    /// <returns>True when nothing was lost and no answer was wrong.</returns>
    public bool Run(int kills, int flips)
    {
        var done = File.Exists(state) ? File.ReadAllLines(state) : [];
        var (all, clock) = (Shares(kills, flips).ToList(), Stopwatch.StartNew());
        var left = all.FindAll(share => !done.Any(line => line.StartsWith(share.Name + "\t", StringComparison.Ordinal)));
        Console.WriteLine($"{all.Count} shares, {all.Count - left.Count} of them done before");
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(state))!);
        var ready = all.Count - left.Count;
        // One share at a time is handed out, in order: the cheap ones come first.
        var inOrder = Partitioner.Create(left, EnumerablePartitionerOptions.NoBuffering);
        Parallel.ForEach(inOrder, new ParallelOptions { MaxDegreeOfParallelism = Environment.ProcessorCount }, share =>
        {
            var (found, wrong) = ("", new List<string>());
            try
            {
                wrong = share.Work(new FaultSuite(share.Seed, line => found = line));
            }
            catch (Exception error)
            {
                wrong = [$"{error.GetType().Name}: {error.Message}"];
            }

            lock (_writing)
            {
                File.AppendAllLines(state, [$"{share.Name}\t{found}\t{string.Join("\t", wrong.Select(fault => fault.ReplaceLineEndings(" ")))}".TrimEnd('\t')]);
                Console.WriteLine($"[{++ready}/{all.Count}] {clock.Elapsed:mm\\:ss} {share.Name}: {(wrong.Count == 0 ? found : $"{wrong.Count} faults")}");
                wrong.ForEach(fault => Console.WriteLine("    " + fault));
            }
        });
        return Sum(all);
    }

    /// <summary>What all runs together tried and found.</summary>
    private bool Sum(List<Share> all)
    {
        var faults = 0;
        var lines = File.ReadAllLines(state).Select(line => line.Split('\t')).ToLookup(parts => parts[0]);
        foreach (var part in all.GroupBy(share => share.Part))
        {
            var wrong = part.SelectMany(share => lines[share.Name].Last().Skip(2)).Where(fault => fault.Length > 0).ToList();
            faults += wrong.Count;
            Console.WriteLine($"{part.Sum(share => share.Times),6:N0} {part.Key}: {(wrong.Count == 0 ? "withstood" : $"{wrong.Count} not withstood")}");
            wrong.ForEach(fault => Console.WriteLine("       " + fault));
        }

        Console.WriteLine(faults == 0 ? "nothing lost, no wrong answer" : $"{faults} faults not withstood");
        return faults == 0;
    }

    private static IEnumerable<Share> Shares(int kills, int flips) =>
    [
        new("pair of writers", 1, 0, suite => suite.TwoWriters()),
        .. Split("stores restored to an older state", kills / 2, 25, (suite, times) => suite.RestoreOlder(times)),
        .. Split("full disks", Math.Max(1, kills / 10), 5, (suite, times) => suite.FillDisk(times)),
        .. Split("torn logs", kills, 50, (suite, times) => suite.TearLog(times)),
        .. Split("bytes flipped in the store", flips, 250, (suite, times) => suite.FlipStoreBytes(times)),
        .. Split("kills", kills, 20, (suite, times) => suite.Kill(times)),
        .. Split("bytes flipped in the index", flips, 200, (suite, times) => suite.FlipBytes(times)),
    ];

    private static IEnumerable<Share> Split(string part, int times, int most, Func<FaultSuite, int, List<string>> work)
    {
        for (var from = 0; from < times; from += most)
        {
            var count = Math.Min(most, times - from);
            yield return new Share(part, count, from, suite => work(suite, count));
        }
    }

    /// <param name="From">How many of its part come before it.</param>
    private sealed record Share(string Part, int Times, int From, Func<FaultSuite, List<string>> Work)
    {
        public string Name { get; } = string.Create(CultureInfo.InvariantCulture, $"{Part} {From + 1}-{From + Times}");

        public int Seed { get; } = FullSuite.Seed + From;
    }
}

using System.Reflection;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CcgBot.Evaluation.Statistics;
using CcgBot.Hosting;

namespace CcgBot.Evaluation.Running;

/// <summary>Everything that a run depended on: what <c>eval --like</c> needs to run it again, and a reader to trust it.</summary>
/// <param name="Sets">The test sets' paths.</param>
/// <param name="Options">The command's options with their values, for <c>--like</c>.</param>
/// <param name="Settings">Every setting in force (<see cref="EffectiveSettings"/>).</param>
/// <param name="Weights">File of learnt weights → a hash of it.</param>
/// <param name="Model">The language model's part; empty = none.</param>
/// <param name="Seed">Of everything drawn: intervals and tests.</param>
public sealed record RunRecord(
    DateTimeOffset Started,
    DateTimeOffset Ended,
    IReadOnlyList<string> Sets,
    IReadOnlyDictionary<string, IReadOnlyList<string>> Options,
    IReadOnlyDictionary<string, string> Settings,
    ProgramRecord Program,
    IReadOnlyDictionary<string, string> Weights,
    string Model,
    int Seed,
    MachineRecord Machine)
{
    /// <summary>Of this program, now.</summary>
    public static RunRecord Of(
        DateTimeOffset started,
        DateTimeOffset ended,
        IReadOnlyList<string> sets,
        IReadOnlyDictionary<string, IReadOnlyList<string>> options,
        IReadOnlyDictionary<string, string> settings,
        string model) => new(started, ended, sets, options, settings, ProgramRecord.This(), LearntWeights(), model, Bootstrap.Seed, MachineRecord.This());

    /// <summary>What is not as it was in an earlier run, in words; none: the scores can be expected to be the same.</summary>
    public IReadOnlyList<string> UnlikeIn(RunRecord earlier)
    {
        ArgumentNullException.ThrowIfNull(earlier);
        var unlike = new List<string>();
        void Compare(string what, string? before, string? now)
        {
            if (before != now)
            {
                unlike.Add($"{what}: {before ?? "none"} then, {now ?? "none"} now");
            }
        }

        Compare("program", earlier.Program.ToString(), Program.ToString());
        Compare("model", earlier.Model, Model);
        foreach (var name in earlier.Weights.Keys.Union(Weights.Keys).Order(StringComparer.Ordinal))
        {
            Compare($"weights {name}", earlier.Weights.GetValueOrDefault(name), Weights.GetValueOrDefault(name));
        }

        foreach (var name in earlier.Settings.Keys.Union(Settings.Keys).Order(StringComparer.Ordinal))
        {
            Compare($"setting {name}", earlier.Settings.GetValueOrDefault(name), Settings.GetValueOrDefault(name));
        }

        return unlike;
    }

    private static SortedDictionary<string, string> LearntWeights()
    {
        var library = typeof(BotEngine).Assembly;
        return new(
            library.GetManifestResourceNames()
                .Where(name => name.Contains("weights", StringComparison.OrdinalIgnoreCase) || name.EndsWith(".bin", StringComparison.Ordinal) || name.EndsWith(".onnx", StringComparison.Ordinal))
                .ToDictionary(name => name, name =>
                {
                    using var stream = library.GetManifestResourceStream(name)!;
                    return Convert.ToHexStringLower(SHA256.HashData(stream).AsSpan(0, 8));
                }),
            StringComparer.Ordinal);
    }
}

/// <param name="Version">As the program says it.</param>
/// <param name="Commit">The commit it was built from; null where the build knew none.</param>
/// <param name="Build">Changes with every change of the library's code.</param>
public sealed record ProgramRecord(string Version, string? Commit, string Build)
{
    public static ProgramRecord This()
    {
        var whole = typeof(BotEngine).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "0";
        var plus = whole.IndexOf('+', StringComparison.Ordinal);
        return new(plus < 0 ? whole : whole[..plus], plus < 0 ? null : whole[(plus + 1)..], typeof(BotEngine).Module.ModuleVersionId.ToString());
    }

    public override string ToString() => $"{Version}, commit {Commit ?? "unknown"}, build {Build}";
}

/// <param name="System">Operating system and architecture.</param>
/// <param name="MemoryMegabytes">What the program may use.</param>
public sealed record MachineRecord(string System, string? Processor, int Cores, long MemoryMegabytes, string Runtime)
{
    public static MachineRecord This() => new(
        $"{RuntimeInformation.OSDescription.Trim()}, {RuntimeInformation.ProcessArchitecture}",
        ProcessorName(),
        Environment.ProcessorCount,
        GC.GetGCMemoryInfo().TotalAvailableMemoryBytes >> 20,
        RuntimeInformation.FrameworkDescription);

    private static string? ProcessorName()
    {
        const string Linux = "/proc/cpuinfo";
        return File.Exists(Linux)
            ? File.ReadLines(Linux).FirstOrDefault(line => line.StartsWith("model name", StringComparison.Ordinal))?.Split(':', 2)[1].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER");
    }
}

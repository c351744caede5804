using System.Diagnostics;

namespace CcgBot.AnswerBench;

/// <summary>The built programs, over an index of their own.</summary>
internal sealed class Programs : IDisposable
{
    private const string Configuration =
#if DEBUG
        "Debug";
#else
        "Release";
#endif

    private readonly string _root = Above(AppContext.BaseDirectory);

    public string Folder { get; } = Directory.CreateTempSubdirectory("ccgbot-answers-").FullName;

    public string Seeds => Path.Combine(_root, "seeds");

    public string Index => Path.Combine(Folder, "index");

    /// <summary>Runs a command of <c>ccgbot</c> to its end.</summary>
    /// <param name="arguments">Without <c>--index</c>.</param>
    /// <returns>How long it took from start to end, and what it printed.</returns>
    public async Task<(TimeSpan Elapsed, string Output)> CcgbotAsync(params string[] arguments)
    {
        var started = Stopwatch.GetTimestamp();
        using var process = Start("CcgBot.Cli", [.. arguments, "--index", Index]);
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0
            ? (Stopwatch.GetElapsedTime(started), output)
            : throw new InvalidOperationException($"ccgbot {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    public Process Start(string program, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(_root, "src", program, "bin", Configuration, "net10.0", program + ".dll"), .. arguments]) { RedirectStandardOutput = true };
        start.Environment["CCGBOT_HOME"] = _root;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        return Process.Start(start)!;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    private static string Above(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent ?? throw new DirectoryNotFoundException($"No CcgBot.sln above {start}.");
        }

        return folder.FullName;
    }
}

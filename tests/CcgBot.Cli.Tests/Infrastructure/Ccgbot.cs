using System.Diagnostics;
using System.Text.Json;

namespace CcgBot.Cli.Tests.Infrastructure;

/// <summary>The built program, run as a process over a folder of its own.</summary>
public sealed class Ccgbot : IDisposable
{
    public string Folder { get; } = Directory.CreateTempSubdirectory("ccgbot-cli-").FullName;

    public string Index => At("index");

    /// <summary>The project's folder, with the settings and the seeds.</summary>
    public static string Home { get; } = Above(AppContext.BaseDirectory);

    public static string Seeds => Path.Combine(Home, "seeds");

    public string At(string name) => Path.Combine(Folder, name);

    /// <summary>Writes a file with these lines, making its folder.</summary>
    /// <returns>Its path.</returns>
    public string Write(string name, params string[] lines)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(At(name))!);
        File.WriteAllText(At(name), string.Concat(lines.Select(line => line + "\n")));
        return At(name);
    }

    /// <summary>Runs a command that takes <c>--index</c> and <c>--set</c>, to its end.</summary>
    public CliResult Run(params string[] arguments) => RunBare([.. arguments, .. Common]);

    /// <summary>Runs a command as it is given.</summary>
    public CliResult RunBare(params string[] arguments)
    {
        using var process = Start(arguments);
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return new CliResult(process.ExitCode, output, error.Result);
    }

    /// <summary>Starts a command that takes <c>--index</c> and <c>--set</c>.</summary>
    public Process StartCommon(params string[] arguments) => Start([.. arguments, .. Common]);

    public void Dispose() => Directory.Delete(Folder, recursive: true);

    // Without the encoder: it adds nothing to what is tested here.
    private string[] Common => ["--index", Index, "--set", "Retrieval:Dense:Enabled=false"];

    private static Process Start(string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcgBot.Cli.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CCGBOT_HOME"] = Home;
        return Process.Start(start)!;
    }

    private static string Above(string start)
    {
        var folder = new DirectoryInfo(start);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }
}

/// <summary>How a command ended, and what it said.</summary>
public sealed record CliResult(int Exit, string Out, string Err)
{
    public JsonElement Json => JsonDocument.Parse(Out).RootElement;
}

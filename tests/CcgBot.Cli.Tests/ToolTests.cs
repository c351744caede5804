using System.Diagnostics;
using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

public sealed class ToolTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-tool-").FullName;

    [Fact]
    public void Packed_and_installed_from_a_folder_it_runs_as_ccgbot()
    {
        // …/bin/Debug/net10.0/: what is packed is what was built with the tests.
        var configuration = new DirectoryInfo(AppContext.BaseDirectory).Parent!.Name;
        var packages = Path.Combine(_folder, "packages");
        var installed = Path.Combine(_folder, "tools");
        Run("dotnet", "pack", Path.Combine(Ccgbot.Home, "src/CcgBot.Cli"), "--no-build", "-c", configuration, "-o", packages);
        var package = Path.GetFileNameWithoutExtension(Assert.Single(Directory.GetFiles(packages, "CcgBot.Cli.*.nupkg")));
        var version = package["CcgBot.Cli.".Length..];
        Run("dotnet", "tool", "install", "CcgBot.Cli", "--tool-path", installed, "--add-source", packages, "--version", version);

        var program = Path.Combine(installed, OperatingSystem.IsWindows() ? "ccgbot.exe" : "ccgbot");
        Assert.Equal(Run("dotnet", Path.Combine(AppContext.BaseDirectory, "CcgBot.Cli.dll"), "--version"), Run(program, "--version"));
        string[] words = ["--index", Path.Combine(_folder, "index"), "--set", "Retrieval:Dense:Enabled=false"];
        Run(program, ["ingest", Path.Combine(Ccgbot.Home, "seeds"), .. words]);
        var answer = Run(program, ["ask", "Who led the research?", .. words]);
        Assert.Contains("[1]", answer, StringComparison.Ordinal);
        Assert.Single(Directory.GetFiles(installed, "THIRD-PARTY-NOTICES.md", SearchOption.AllDirectories));
    }

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private static string Run(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["CCGBOT_HOME"] = Ccgbot.Home;
        start.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode == 0, $"{program} {string.Join(' ', arguments)}: {output}{errors.Result}");
        return output;
    }
}

using System.Diagnostics;

namespace CcgBot.Web.Tests.Infrastructure;

/// <summary>The built command line, run as a process over a home folder.</summary>
internal static class Cli
{
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(BotHome home, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet", [Repository.CliProgram, .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = home.Path,
        };
        start.Environment["CCGBOT_HOME"] = home.Path;
        start.Environment["CCGBOT_KEYS"] = home.Keys;
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var problems = await process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, $"ccgbot {string.Join(' ', arguments)} ended with {process.ExitCode}: {await output} {problems}");
        return await output;
    }
}

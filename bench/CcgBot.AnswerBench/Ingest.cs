using System.Diagnostics;
using System.Globalization;

namespace CcgBot.AnswerBench;

internal static class Ingest
{
    /// <summary>The time from the line by which <c>ingest</c> says that an article is stored until the host answers from it.</summary>
    public static async Task<TimeSpan> SeenAfterAsync(Programs programs, Host host, int number)
    {
        var name = $"board{number.ToString(CultureInfo.InvariantCulture)}";
        var file = Path.Combine(programs.Folder, name + ".txt");
        var members = 1700 + number;
        await File.WriteAllTextAsync(file, $"The Zanzibar {name}\n\nThe Zanzibar {name} was formed by {members} members in Stone Town.\n");
        using var process = programs.Start("CcgBot.Cli", ["ingest", file, "--index", programs.Index]);
        while (await process.StandardOutput.ReadLineAsync() is { } line && !line.StartsWith(name + ": added", StringComparison.Ordinal))
        {
        }

        var stored = Stopwatch.GetTimestamp();
        while (!(await host.AskAsync($"How many members formed the Zanzibar {name}?")).Answer.Contains(members.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal))
        {
            await Task.Delay(10);
        }

        var seen = Stopwatch.GetElapsedTime(stored);
        await process.WaitForExitAsync();
        return seen;
    }
}

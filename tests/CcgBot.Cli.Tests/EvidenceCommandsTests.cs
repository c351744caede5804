using System.Diagnostics;
using System.Text.Json;

namespace CcgBot.Cli.Tests;

/// <summary>The built program over the seed articles: ask, audit, forget, back up, restore.</summary>
public sealed class EvidenceCommandsTests : IDisposable
{
    private readonly string _index = Directory.CreateTempSubdirectory("ccgbot-cli-").FullName;

    public void Dispose() => Directory.Delete(_index, recursive: true);

    [Fact]
    public void An_answer_can_be_replayed_verified_backed_up_and_restored()
    {
        Assert.Equal(0, Run("ingest", Path.Combine(Repository(), "seeds")).Exit);
        var asked = Run("ask", "Who led the research? I am jo@nhs.net", "--json");
        var answer = JsonDocument.Parse(asked.Out).RootElement;
        Assert.DoesNotContain("jo@nhs.net", asked.Out);
        var id = answer.GetProperty("evidenceId").GetString()!;

        var replay = Run("audit", "replay", id);
        Assert.Equal(0, replay.Exit);
        Assert.Contains("same answer:", replay.Out);
        Assert.Equal(1, Run("audit", "replay", new string('0', 32)).Exit);

        var head = Run("audit", "head").Out.Trim().Split(' ')[1];
        Assert.Equal(0, Run("audit", "verify", "--head", head).Exit);
        Assert.Equal(1, Run("audit", "verify", "--head", new string('0', 64)).Exit);
        Assert.Equal(2, Run("audit", "verify", "--head", "latest").Exit);

        var backup = Path.Combine(_index, "backup.db");
        Assert.Equal(0, Run("backup", backup).Exit);
        Assert.Equal(2, Run("backup", backup).Exit);
        Assert.Equal(0, Run("remove", "000_c83acc44ee83a71c").Exit);
        Assert.Equal(0, Run("restore", backup).Exit);
        Assert.Equal(0, Run("show", "000_c83acc44ee83a71c#p1@24982fa2350fc3be").Exit);

        var unnamed = Run("forget", "--user", "");
        Assert.Equal(2, unnamed.Exit);
        Assert.Contains("--user is empty", unnamed.Err);

        var forgotten = Run("forget", "--user", "nobody");
        Assert.Equal(0, forgotten.Exit);
        Assert.Contains("evidence log whole", forgotten.Out);
    }

    [Fact]
    public void A_command_over_no_store_says_so_and_makes_none()
    {
        var result = Run("gaps");

        Assert.Equal(2, result.Exit);
        Assert.Contains("There is no store", result.Err);
        Assert.Empty(Directory.GetFiles(_index));
    }

    private static string Repository()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "CcgBot.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    private (int Exit, string Out, string Err) Run(params string[] arguments)
    {
        // Without the encoder: it adds nothing to what is tested here.
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "CcgBot.Cli.dll"), .. arguments, "--index", _index, "--set", "Retrieval:Dense:Enabled=false"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["CCGBOT_HOME"] = Repository();
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, error.Result);
    }
}

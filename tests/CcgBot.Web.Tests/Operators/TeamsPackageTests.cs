using System.IO.Compression;
using System.Text.Json;
using CcgBot.Web.Tests.Infrastructure;

namespace CcgBot.Web.Tests.Operators;

public sealed class TeamsPackageTests
{
    [Fact]
    public async Task The_package_offers_questions_that_the_articles_answer_where_no_others_are_set()
    {
        using var home = new BotHome();
        var teams = Directory.CreateDirectory(Path.Combine(home.Path, "teams")).FullName;
        foreach (var file in Directory.GetFiles(Path.Combine(Repository.Root, "teams")))
        {
            File.Copy(file, Path.Combine(teams, Path.GetFileName(file)));
        }

        await Cli.RunAsync(home, "ingest", Path.Combine(home.Path, "seeds"));
        var zip = Path.Combine(home.Path, "app.zip");
        string[] command = ["teams-package", "--app-id", "00000000-0000-0000-0000-00000000c0de", "--public-url", "https://bot.example", "--out", zip];
        await Cli.RunAsync(home, command);
        var offered = Prompts(zip);
        Assert.NotEmpty(offered);
        Assert.All(offered, question => Assert.EndsWith("?", question, StringComparison.Ordinal));

        await Cli.RunAsync(home, [.. command, "--set", "Bot:PromptStarters:0=Who led the research?"]);
        Assert.Equal(["Who led the research?"], Prompts(zip));
    }

    private static List<string> Prompts(string zip)
    {
        using var archive = ZipFile.OpenRead(zip);
        using var manifest = JsonDocument.Parse(archive.GetEntry("manifest.json")!.Open());
        return [.. manifest.RootElement.GetProperty("bots")[0].GetProperty("commandLists")[0].GetProperty("commands").EnumerateArray()
            .Where(command => command.TryGetProperty("prompt", out _))
            .Select(command => command.GetProperty("prompt").GetString()!)];
    }
}

using System.IO.Compression;
using System.Text.Json;
using CcgBot.Bot.TeamsApp;
using CcgBot.Bot.Tests.Infrastructure;

namespace CcgBot.Bot.Tests.TeamsApp;

public sealed class TeamsAppPackageTests
{
    private static readonly TeamsAppPackage Package = new(Path.Combine(Repository.Root, "teams"));

    private static Bot.TeamsApp.TeamsApp App(string id = TokenServer.AppId, string url = "https://bot.example") =>
        new(id, "CcgBot", new Uri(url), ["How many boards were visited?", "Who took over from primary care trusts?"]);

    [NpmFact("@microsoft/app-manifest")]
    public async Task The_manifest_is_valid_by_the_newest_schema() =>
        (await NodeScript.RunAsync("manifest-schema.js", Package.Manifest(App()).ToJsonString())).ShouldBe("[]");

    [Fact]
    public void The_package_holds_the_manifest_with_the_app_id_and_both_icons()
    {
        using var zip = new MemoryStream();
        Package.Write(zip, App());
        using var archive = new ZipArchive(zip, ZipArchiveMode.Read);
        archive.Entries.Select(entry => entry.FullName).ShouldBe(["manifest.json", "color.png", "outline.png"], ignoreOrder: true);
        using var manifest = JsonDocument.Parse(archive.GetEntry("manifest.json")!.Open());
        manifest.RootElement.GetProperty("id").GetString().ShouldBe(TokenServer.AppId);
        manifest.RootElement.GetProperty("bots")[0].GetProperty("botId").GetString().ShouldBe(TokenServer.AppId);
        manifest.RootElement.GetProperty("validDomains")[0].GetString().ShouldBe("bot.example");
        Size(archive, "color.png").ShouldBe((192, 192));
        Size(archive, "outline.png").ShouldBe((32, 32));
    }

    [Fact]
    public void Prompt_starters_are_commands_of_the_personal_chat()
    {
        var commands = Package.Manifest(App())["bots"]![0]!["commandLists"]![0]!;
        commands["scopes"]!.AsArray().Select(scope => scope!.GetValue<string>()).ShouldBe(["personal"]);
        commands["commands"]!.AsArray().Select(command => command!["title"]!.GetValue<string>())
            .ShouldBe(["How many boards were visited?", "Who took over from primary care trusts?", "help", "start over"]);
    }

    [Theory]
    [InlineData("", "https://bot.example", "app id")]
    [InlineData("my-bot", "https://bot.example", "app id")]
    [InlineData(TokenServer.AppId, "http://bot.example", "https")]
    public void What_Teams_would_refuse_is_refused_here(string id, string url, string word) =>
        Should.Throw<ArgumentException>(() => Package.Manifest(App(id, url))).Message.ShouldContain(word);

    private static (int, int) Size(ZipArchive archive, string name)
    {
        using var stream = archive.GetEntry(name)!.Open();
        var header = new byte[24];
        stream.ReadExactly(header);
        return (System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(16)), System.Buffers.Binary.BinaryPrimitives.ReadInt32BigEndian(header.AsSpan(20)));
    }
}

using System.Text.Json;
using System.Text.RegularExpressions;

namespace CcgBot.Packaging.Tests;

/// <summary>Of the program that these tests are about: the command line here, the host in its own tests.</summary>
public class NoticesTests
{
    [Fact]
    public void The_notices_beside_the_program_name_every_package_that_is_built_into_it()
    {
        var notices = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.md"));
        var named = Regex.Matches(notices, "`([^`]+)`").Select(match => match.Groups[1].Value).ToList();
        string[] programs = ["CcgBot.Cli.deps.json", "CcgBot.Web.deps.json"];
        using var file = File.OpenRead(programs.Select(program => Path.Combine(AppContext.BaseDirectory, program)).Last(File.Exists));
        using var built = JsonDocument.Parse(file);
        var packages = built.RootElement.GetProperty("libraries").EnumerateObject()
            .Where(library => library.Value.GetProperty("type").GetString() == "package")
            .Select(library => library.Name.Split('/')[0])
            .ToList();

        Assert.Contains("Lucene.Net", packages);
        Assert.All(packages, package => Assert.True(
            named.Exists(name => name.EndsWith('*') ? package.StartsWith(name[..^1], StringComparison.OrdinalIgnoreCase) : package.Equals(name, StringComparison.OrdinalIgnoreCase)),
            $"{package} is not in THIRD-PARTY-NOTICES.md: add it with its copyright and licence."));
    }

    [Theory]
    [InlineData("WordNet")]
    [InlineData("GloVe")]
    [InlineData("snowflake-arctic-embed-xs")]
    [InlineData("botframework-webchat")]
    [InlineData("SQuAD")]
    public void The_notices_name_the_data_and_models_too(string name) =>
        Assert.Contains(name, File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "THIRD-PARTY-NOTICES.md")), StringComparison.Ordinal);
}

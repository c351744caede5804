using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Documents.Tests;

/// <summary>The groups of a Markdown file's front matter: who is in none of them doesn't find it, and what can't be read opens nothing.</summary>
public sealed class FrontMatterGroupsTests : IDisposable
{
    private const string Words = "# Burns\n\nCool the burn under the tap for twenty minutes.\n";

    private readonly string _folder = Directory.CreateTempSubdirectory("ccgbot-groups").FullName;
    private readonly BotEngine _engine;

    public FrontMatterGroupsTests()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        _engine = BotEngine.Open(Path.Combine(_folder, "index"), settings, TimeProvider.System, parts: new EngineParts { ReadDocument = Reading.Process.Read });
    }

    public void Dispose()
    {
        _engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Whoever_is_in_none_of_its_groups_finds_nothing_of_it()
    {
        Ingest($"---\ntitle: Burns\ngroups: [Burns Team, pharmacy]\n---\n{Words}").Result.ShouldBe(IngestResult.Added);

        foreach (var (groups, finds) in ((string, bool)[])[("", false), ("cardiology", false), ("burns team", true), ("cardiology,pharmacy", true)])
        {
            var access = Access.Of(GroupSet.Parse(groups));
            var view = _engine.View(access);
            (view.Articles.Find("burns") is not null, view.Articles.CountArticles()).ShouldBe((finds, finds ? 1 : 0), groups);
            var found = await view.Retriever.RetrieveAsync(new Question("How long do I cool the burn under the tap?") { Access = access }, top: 5);
            found.Paragraphs.Any(hit => hit.Paragraph.Id.ArticleId == "burns").ShouldBe(finds, groups);
        }
    }

    [Fact]
    public void What_the_file_says_no_longer_stays_as_it_was_until_it_says_everyone()
    {
        Ingest($"---\ngroups: pharmacy\n---\n{Words}");

        Ingest($"---\ntitle: Burns and scalds\n---\n{Words}");
        IsOpen().ShouldBeFalse();
        Ingest($"---\ntitle: Burns and scalds\ngroups: []\n---\n{Words}");
        IsOpen().ShouldBeTrue();
    }

    [Theory]
    [InlineData("groups: [a, b]")]
    [InlineData("groups: a, B")]
    [InlineData("Groups:\n  - a\n  - \"b\"  # both wards")]
    [InlineData("title: x\ngroups:\n- 'a'\n- b\ndate: 2024-01-02")]
    [InlineData("\"groups\": ['a', b]")]
    public void Groups_are_read_however_they_are_written(string front)
    {
        foreach (var text in (string[])[$"---\n{front}\n---\n{Words}", $"---\n{front}\n---\n{Words}".ReplaceLineEndings("\r\n"), $"\uFEFF\n\n---\n{front}\n---\n{Words}", $"---\n{front}\n...\n{Words}"])
        {
            Reading.Documents("burns.md", System.Text.Encoding.UTF8.GetBytes(text))[0].Groups.ShouldNotBeNull().Names.ShouldBe(["a", "b"]);
        }
    }

    [Theory]
    [InlineData("---\ngroups: [a, b\n---\n")]
    [InlineData("---\ngroups: {a: b}\n---\n")]
    [InlineData("---\ngroups:\n---\n")]
    [InlineData("---\ngroups: [a,, b]\n---\n")]
    [InlineData("---\ngroups: '*'\n---\n")]
    [InlineData("---\ntitle: x\ngroups: [a]\n")]
    public void Groups_that_can_not_be_read_open_nothing(string front)
    {
        var outcome = Ingest(front + Words);

        (outcome.Result, outcome.Reason.ShouldNotBeNull().Contains("front matter", StringComparison.Ordinal)).ShouldBe((IngestResult.Failed, true), outcome.Reason);
        _engine.Articles.CountArticles().ShouldBe(0);
    }

    private bool IsOpen() => _engine.View(Access.Public).Articles.Find("burns") is not null;

    private IngestOutcome Ingest(string text)
    {
        var file = Path.Combine(_folder, "burns.md");
        File.WriteAllText(file, text);
        var outcome = _engine.Ingestor.Ingest([file]).ToList().ShouldHaveSingleItem();
        _engine.Synchronise();
        return outcome;
    }
}

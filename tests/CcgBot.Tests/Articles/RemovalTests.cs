using CcgBot.Articles;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Articles;

public sealed class RemovalTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ArticleStore _store;

    public RemovalTests()
    {
        _store = new ArticleStore(new Database(_folder.At("ccgbot.db")), TimeProvider.System);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public void A_removed_article_stays_removed_when_its_file_is_read_again_until_it_is_brought_back()
    {
        var articles = Write("articles/a.txt", "Title\n\nSome words of one paragraph.");
        Ingest(articles).Result.ShouldBe(IngestResult.Added);
        _store.Withdraw("a", forGood: true).ShouldBeTrue();

        var again = Ingest(articles);

        again.Result.ShouldBe(IngestResult.Removed);
        again.Reason!.ShouldContain("--restore a");
        _store.Find("a")!.Withdrawn.ShouldBeTrue();
        Write("articles/a.txt", "Title\n\nOther words of one paragraph.");
        Ingest(articles).Result.ShouldBe(IngestResult.Removed);
        _store.BringBack("a").ShouldBeTrue();
        _store.Find("a")!.Withdrawn.ShouldBeFalse();
        Ingest(articles).Result.ShouldBe(IngestResult.Updated);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void A_removed_article_comes_back_for_those_alone_whom_its_source_names_by_then(bool byManifest)
    {
        var articles = Write("articles/a.txt", "Title\n\nSome words of one paragraph.");
        Ingest(articles);
        _store.Withdraw("a", forGood: true).ShouldBeTrue();
        if (byManifest)
        {
            Write("articles/articles.yaml", "groups: [pharmacy]\n");
        }

        var again = new Ingestor(_store, new IngestOptions()).Ingest([articles], groups: byManifest ? null : GroupSet.Of(["pharmacy"])).ToList();

        again.ShouldHaveSingleItem().Result.ShouldBe(IngestResult.Removed);
        _store.BringBack("a").ShouldBeTrue();
        _store.GroupsOf("a")!.Names.ShouldBe(["pharmacy"]);
        _store.For([ArticleStore.Public]).Find("a").ShouldBeNull();
    }

    [Fact]
    public void A_pruned_article_comes_back_with_its_file_and_can_still_be_removed_for_good()
    {
        var articles = Write("articles/a.txt", "Title\n\nSome words of one paragraph.");
        Ingest(articles);
        _store.Withdraw("a").ShouldBeTrue();
        Ingest(articles).Result.ShouldBe(IngestResult.Updated);
        _store.Withdraw("a").ShouldBeTrue();
        _store.Withdraw("a", forGood: true).ShouldBeTrue();

        Ingest(articles).Result.ShouldBe(IngestResult.Removed);
    }

    [Fact]
    public void A_file_of_the_same_name_in_another_folder_does_not_replace_an_article_unseen()
    {
        var one = Write("one/report.txt", "First report\n\nThe first says this.");
        var two = Write("two/report.txt", "Second report\n\nThe second says that.");
        Ingest(one).Result.ShouldBe(IngestResult.Added);

        var second = Ingest(two);

        second.Result.ShouldBe(IngestResult.Failed);
        second.Reason!.ShouldContain("report.txt");
        _store.Find("report")!.Article.Title.ShouldBe("First report");
    }

    [Fact]
    public void A_link_that_leads_back_is_not_gone_through_for_ever()
    {
        var articles = Write("articles/a.txt", "Title\n\nSome words of one paragraph.");
        Directory.CreateDirectory(Path.Combine(articles, "sub"));
        Directory.CreateSymbolicLink(Path.Combine(articles, "sub", "up"), articles);
        Directory.CreateSymbolicLink(Path.Combine(articles, "self"), Path.Combine(articles, "self2"));
        Directory.CreateSymbolicLink(Path.Combine(articles, "self2"), Path.Combine(articles, "self"));

        new Ingestor(_store, new IngestOptions()).Ingest([articles]).Count(outcome => outcome.Result == IngestResult.Added).ShouldBe(1);
    }

    private IngestOutcome Ingest(string folder) => new Ingestor(_store, new IngestOptions()).Ingest([folder]).ToList().ShouldHaveSingleItem();

    private string Write(string name, string text)
    {
        var path = _folder.At(name);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        File.WriteAllText(path, text);
        return Path.GetDirectoryName(path)!;
    }
}

using CcgBot.Articles;
using CcgBot.Storage;

namespace CcgBot.Tests.Articles;

public sealed class IngestorTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly ArticleStore _store;
    private readonly Ingestor _ingestor;
    private readonly string _articles;

    public IngestorTests()
    {
        _store = new ArticleStore(new Database(_folder.At("ccgbot.db")), TimeProvider.System);
        _ingestor = new Ingestor(_store, new IngestOptions { MaxFileMegabytes = 1 });
        _articles = _folder.At("articles");
        Directory.CreateDirectory(_articles);
    }

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Fact]
    public void A_second_ingest_of_the_same_files_changes_nothing()
    {
        _ = _ingestor.Ingest([TestFolder.Seeds]).ToList();
        var before = _store.LastChange();

        Assert.All(_ingestor.Ingest([TestFolder.Seeds]), outcome => Assert.Equal(IngestResult.Unchanged, outcome.Result));
        Assert.Equal(before, _store.LastChange());
    }

    [Fact]
    public void What_articles_yaml_says_later_holds_from_the_next_ingest_on()
    {
        Write("dose.txt", "Doses\n\nThe dose on the ward is 12 mg twice a day.");
        _ = _ingestor.Ingest([_articles]).ToList();
        Assert.True(_store.GroupsOf("dose")!.IsEmpty);

        Write("articles.yaml", "groups: [Pharmacy]\n");
        _ = _ingestor.Ingest([_articles]).ToList();
        Assert.Equal(["pharmacy"], _store.GroupsOf("dose")!.Names);
    }

    [Fact]
    public void Bad_files_are_named_with_their_reason_and_the_good_ones_kept()
    {
        Write("good.txt", "A title\n\nA paragraph that says something.");
        Write("empty.txt", "");
        File.WriteAllBytes(Path.Combine(_articles, "binary.txt"), [1, 0, 2, 0, 3]);
        Write("large.txt", new string('x', 2_000_000));
        File.CreateSymbolicLink(Path.Combine(_articles, "gone.txt"), Path.Combine(_articles, "nowhere"));

        var outcomes = _ingestor.Ingest([_articles]).ToDictionary(outcome => Path.GetFileName(outcome.Item));

        Assert.Equal(IngestResult.Added, outcomes["good.txt"].Result);
        Assert.Equal("empty", outcomes["empty.txt"].Reason);
        Assert.Contains("binary", outcomes["binary.txt"].Reason, StringComparison.Ordinal);
        Assert.Contains("too large", outcomes["large.txt"].Reason, StringComparison.Ordinal);
        Assert.Equal(IngestResult.Failed, outcomes["gone.txt"].Result);
        Assert.Equal(1, _store.CountArticles());
    }

    [Fact]
    public void An_edit_makes_a_new_version_and_the_old_paragraph_stays_readable()
    {
        Write("a.txt", "A title\n\nThe old words are here.");
        _ = _ingestor.Ingest([_articles]).ToList();
        var old = _store.Find("a")!.Article;
        var oldId = new ParagraphId("a", 1, ContentHash.Of("The old words are here."));
        Write("a.txt", "A title\n\nThe new words are here.");

        Assert.Equal(IngestResult.Updated, Assert.Single(_ingestor.Ingest([_articles])).Result);

        Assert.NotEqual(old.Version, _store.Find("a")!.Article.Version);
        var kept = _store.Find(oldId)!;
        Assert.Equal("The old words are here.", kept.Text);
        Assert.False(kept.Current);
        Assert.False(_store.Find("a", old.Version)!.Current);
    }

    [Fact]
    public void Pruning_withdraws_what_is_gone_and_only_that()
    {
        Write("a.txt", "A title\n\nFirst paragraph stands here.");
        Write("b.txt", "B title\n\nSecond paragraph stands here.");
        _ = _ingestor.Ingest([_articles]).ToList();
        var id = new ParagraphId("b", 1, ContentHash.Of("Second paragraph stands here."));
        File.Delete(Path.Combine(_articles, "b.txt"));

        Assert.Contains(_ingestor.Ingest([_articles], prune: true), outcome => outcome is { ArticleId: "b", Result: IngestResult.Withdrawn });

        Assert.True(_store.Find(id)!.Withdrawn);
        Assert.False(_store.Find("a")!.Withdrawn);
        Write("b.txt", "B title\n\nSecond paragraph stands here.");
        Assert.Contains(_ingestor.Ingest([_articles]), outcome => outcome is { ArticleId: "b", Result: IngestResult.Updated });
        Assert.False(_store.Find(id)!.Withdrawn);
    }

    [Fact]
    public void Two_files_of_one_id_are_not_taken_for_one_article()
    {
        Directory.CreateDirectory(Path.Combine(_articles, "one"));
        Write("a.txt", "A title\n\nFirst paragraph stands here.");
        Write(Path.Combine("one", "a.txt"), "A title\n\nAnother paragraph stands here.");

        var failed = Assert.Single(_ingestor.Ingest([_articles]), outcome => outcome.Result == IngestResult.Failed);
        Assert.Contains("is taken by", failed.Reason, StringComparison.Ordinal);
    }

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_articles, name), text);
}

using CcgBot.Articles;
using CcgBot.Articles.Sources;
using CcgBot.Postgres.Tests.Infrastructure;

namespace CcgBot.Postgres.Tests;

public abstract class SourceStoresSuite(PostgresServer? server) : IDisposable
{
    private readonly StoreUnderTest _store = new(server);

    [StoreFact]
    public void A_sources_pages_are_replaced_and_removed()
    {
        var sources = new SourceStore(_store.Database);
        sources.Put("s", new SourcePage("https://a", "https://a/", "https://a", SourcePageKind.Named, "\"1\"", null));
        sources.Put("s", new SourcePage("https://a", "https://a/2", "https://a", SourcePageKind.Listed, "\"2\"", "Mon"));
        sources.Put("t", new SourcePage("https://a", "https://a/", "https://a", SourcePageKind.Named, null, null));

        sources.Pages("s").Values.ShouldHaveSingleItem().ShouldBe(new SourcePage("https://a", "https://a/2", "https://a", SourcePageKind.Listed, "\"2\"", "Mon"));
        sources.NoteGroups("s", GroupSet.Of(["ward"]));
        sources.Pages("s")["https://a"].ETag.ShouldBeNull();
        sources.Remove("s", "https://a");
        sources.Pages("s").ShouldBeEmpty();
        sources.Pages("t").Count.ShouldBe(1);
    }

    [StoreFact]
    public void Syncs_are_kept_with_their_problems_the_newest_first()
    {
        var sources = new SourceStore(_store.Database);
        var at = _store.Time.GetUtcNow();
        for (var i = 0; i < 205; i++)
        {
            sources.Record(new SyncRecord("s", at, at.AddSeconds(1), i, 0, 0, 0, 1, 1, [new SyncProblem("x", IngestResult.Failed, "no"), new SyncProblem("y", IngestResult.Skipped, "so")]));
        }

        var latest = sources.Syncs("s", 1).ShouldHaveSingleItem();
        (latest.Added, latest.Started, latest.Ended).ShouldBe((204, at, at.AddSeconds(1)));
        latest.Problems.Select(problem => problem.Item).ShouldBe(["x", "y"]);
        sources.Syncs("s", 1000).Count.ShouldBe(200);
        _store.Scalar<long>("SELECT count(*) FROM sync_problem").ShouldBe(400);
        sources.Names().ShouldBe(["s"]);
        new ArticleStore(_store.Database, _store.Time).Put(TextArticleReader.Create("a", "A", null, null, null, [new Block(BlockKind.Paragraph, "Words.", 1)]), "https://a");
        sources.ArticlesOf("https://a").ShouldBe(["a"]);
    }

    [StoreFact]
    public void A_library_is_known_item_by_item_with_how_far_its_changes_are()
    {
        var library = new LibraryStore(_store.Database);
        var item = new LibraryItem("1", null, "a.docx", (LibraryItemKind)1, "https://a", 5_000_000_000, "s1") { Read = "s1", Tried = _store.Time.GetUtcNow(), Problem = "no", Article = "a" };
        library.Cursor("s").ShouldBeNull();
        library.Apply("s", new LibraryCursor("d", "l1"), [item, new LibraryItem("2", "1", "b", (LibraryItemKind)0, null, 0, null)]);
        library.Apply("s", new LibraryCursor("d", "l2"), [item with { Name = "b.docx" }]);

        library.Cursor("s").ShouldBe(new LibraryCursor("d", "l2"));
        library.Items("s")["1"].ShouldBe(item with { Name = "b.docx" });
        library.Remove("s", "2");
        library.Items("s").Count.ShouldBe(1);
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }
}

public sealed class SourceStoresOverSqlite() : SourceStoresSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class SourceStoresOverPostgres(PostgresServer server) : SourceStoresSuite(server);

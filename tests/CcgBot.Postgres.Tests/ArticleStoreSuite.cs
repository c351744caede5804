using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Storage;

namespace CcgBot.Postgres.Tests;

public abstract class ArticleStoreSuite(PostgresServer? server) : IDisposable
{
    private readonly StoreUnderTest _store = new(server);

    private ArticleStore Articles => new(_store.Database, _store.Time);

    [StoreFact]
    public void An_article_is_found_again_as_it_was_stored()
    {
        var article = Named("a") with { Groups = GroupSet.Of(["Ward 7"]) };
        Articles.Put(article, "/a.txt").ShouldBe(PutOutcome.Added);

        var stored = Articles.Find("a").ShouldNotBeNull();
        stored.Article.Blocks.ShouldBe(article.Blocks);
        (stored.Article.Title, stored.Article.Publisher, stored.Article.Published, stored.Article.Url).ShouldBe((article.Title, article.Publisher, article.Published, article.Url));
        (stored.Article.Version, stored.Article.Groups, stored.Current, stored.Withdrawn).ShouldBe((article.Version, article.Groups, true, false));
        stored.Ingested.ShouldBe(_store.Time.GetUtcNow());
        Articles.SourceOf("a").ShouldBe(("/a.txt", article.Version));
        Articles.GroupsOf("a").ShouldBe(article.Groups);
        Articles.Find("b").ShouldBeNull();
        Articles.Missing(["a", "b"]).ShouldBe(["b"]);
    }

    [StoreFact]
    public void Versions_follow_each_other_and_an_edit_taken_back_finds_its_old_one()
    {
        Articles.Put(Named("a")).ShouldBe(PutOutcome.Added);
        Articles.Put(Named("a")).ShouldBe(PutOutcome.Unchanged);
        Articles.Put(Named("a", "Other words stand here.")).ShouldBe(PutOutcome.Updated);
        Articles.Put(Named("a")).ShouldBe(PutOutcome.Updated);

        _store.Scalar<long>("SELECT count(*) FROM version").ShouldBe(2);
        Articles.Find("a", Named("a", "Other words stand here.").Version)!.Current.ShouldBeFalse();
    }

    [StoreFact]
    public void A_paragraph_is_found_by_its_id_by_its_key_and_with_its_neighbours()
    {
        Articles.Put(Named("a"));
        var key = Articles.ChangesSince(0).Single().Paragraphs[1].Key;

        var paragraph = Articles.Get([key, 77L]).ShouldHaveSingleItem();
        paragraph.Text.ShouldBe("• a towel");
        paragraph.LeadIn.ShouldBe("You must bring:");
        (paragraph.Page, paragraph.Section, paragraph.Current).ShouldBe((3, "Admission › Before", true));
        Articles.Find(paragraph.Id)!.Key.ShouldBe(key);
        Articles.Near(paragraph, 5).Select(near => near.Text).ShouldBe(["You must bring:", "• a towel"]);
    }

    [StoreFact]
    public void The_feed_of_changes_is_in_their_order_and_tells_what_was_withdrawn()
    {
        Articles.Put([(Named("a"), null), (Named("b", "Words of b."), null)]);
        var before = Articles.LastChange();
        Articles.Withdraw("a", forGood: true).ShouldBeTrue();
        Articles.Withdraw("a", forGood: true).ShouldBeFalse();

        var changed = Articles.ChangesSince(before).ShouldHaveSingleItem();
        changed.Paragraphs.ShouldBeEmpty();
        changed.WasIndexed.ShouldBeTrue();
        Articles.ChangesSince(0).Select(change => change.Number).ShouldBeInOrder();
        Articles.ChangeToken(before).ShouldNotBeNull();
        Articles.ChangeToken(before + 99).ShouldBeNull();
        Articles.Withdrawn().ShouldHaveSingleItem().Id.ShouldBe("a");
        Articles.Put(Named("a")).ShouldBe(PutOutcome.StaysRemoved);
        Articles.BringBack("a").ShouldBeTrue();
        Articles.CountArticles().ShouldBe(2);
    }

    [StoreFact]
    public void Articles_are_listed_in_the_order_of_their_ids_by_title_publisher_and_date()
    {
        Articles.Put([(Named("b"), null), (Named("Z"), null), (Named("ä", title: "Lifting % and_more"), null)]);

        Articles.List().Select(article => article.Id).ShouldBe(["Z", "b", "ä"]);
        Articles.List(1, 1).Select(article => article.Id).ShouldBe(["b"]);
        Articles.List(titleContains: "AND_ lift").Select(article => article.Id).ShouldBe(["ä"]);
        Articles.List(titleContains: "%%").ShouldBeEmpty();
        Articles.List(filter: new ArticleFilter("NHS", new DateOnly(2024, 1, 1), new DateOnly(2024, 1, 2))).Count.ShouldBe(3);
        Articles.List(filter: new ArticleFilter(From: new DateOnly(2024, 1, 3))).ShouldBeEmpty();
        Articles.List()[0].Paragraphs.ShouldBe(2);
        Articles.Publishers(10).ShouldBe(["NHS"]);
    }

    [StoreFact]
    public void What_is_for_some_is_not_there_for_others()
    {
        Articles.Put([(Named("open"), null), (Named("closed", "Words of the ward.") with { Groups = GroupSet.Of(["ward"]) }, null)]);
        var open = Articles.For([ArticleStore.Public]);

        open.List().Select(article => article.Id).ShouldBe(["open"]);
        open.Find("closed").ShouldBeNull();
        open.ChangesSince(0).ShouldHaveSingleItem().IsForOthers.ShouldBeFalse();
        Articles.Audiences().Values.ShouldHaveSingleItem().ShouldBe(GroupSet.Of(["ward"]));
        Articles.SetGroups("open", GroupSet.Of(["ward"])).ShouldBeTrue();
        open.ChangesSince(open.LastChange() - 1).ShouldHaveSingleItem().IsForOthers.ShouldBeTrue();
    }

    [StoreFact]
    public void An_edit_and_its_record_are_made_together_or_not_at_all()
    {
        Articles.Put(Named("a"));
        var editor = new ArticleEditor(Articles, _store.Log);
        var state = Articles.StateOf("a")!;

        editor.Withdraw("a", new Edit("eve", "wrong", "another revision")).Result.ShouldBe(EditResult.Conflict);
        editor.Withdraw("a", new Edit("eve", "wrong", state.Revision)).Result.ShouldBe(EditResult.Done);

        var change = _store.Log.Changes(10, subject: "a").ShouldHaveSingleItem().Change;
        (change.Who, change.What, change.Why).ShouldBe(("eve", "article.withdraw", "wrong"));
        _store.Log.Changes(10, subject: "b").ShouldBeEmpty();
    }

    [StoreFact]
    public void The_whole_store_is_found_sound_and_an_altered_text_is_named()
    {
        Articles.Put([(Named("a"), null), (Named("b", "Words of b."), null)]);
        StoreIntegrity.Check(_store.Database).ShouldBeEmpty();

        _store.Run("UPDATE block SET text = 'Words of c.' WHERE text = 'Words of b.'");

        StoreIntegrity.Check(_store.Database).ShouldHaveSingleItem().ShouldStartWith("b: the text is not what was stored");
    }

    [StoreFact]
    public void Two_hosts_that_store_at_once_lose_no_change_to_whoever_follows()
    {
        var followed = new List<long>();
        var others = Enumerable.Range(0, 2).Select(host => Task.Run(() =>
        {
            var articles = new ArticleStore(_store.Open(), _store.Time);
            for (var i = 0; i < 40; i++)
            {
                articles.Put(Named($"{host}-{i}", $"Words of {host} and {i}."));
            }
        })).ToArray();
        var all = Task.WhenAll(others);
        bool last;
        do
        {
            last = all.IsCompleted;
            followed.AddRange(Articles.ChangesSince(followed.Count == 0 ? 0 : followed[^1]).Select(change => change.Number));
        }
        while (!last);

        all.GetAwaiter().GetResult();
        followed.Count.ShouldBe(80);
    }

    [StoreFact]
    public void A_files_pages_are_kept_beside_its_version()
    {
        var places = WordPlaces.Pack([new WordPlace(0, 5, 3, 1, 2, 3, 4)])!;
        var article = Named("a");
        article = article with { Blocks = [.. article.Blocks.Select(block => block.Ordinal == 2 ? block with { Places = places } : block)] };
        Articles.Put(article);
        var pages = new PageStore(_store.Database);

        pages.Put(article, [1, 2, 3]);
        pages.Put(article, [1, 2, 3, 4]);

        File.ReadAllBytes(pages.OriginalOf("a", article.Version)!).ShouldBe([1, 2, 3, 4]);
        pages.PlacesOf("a", article.Version, 2).Count.ShouldBe(WordPlaces.Unpack(places).Count);
        pages.PlacesOf("a", article.Version, 1).ShouldBeEmpty();
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private static Article Named(string id, string text = "You must bring:", string title = "Before you come") => TextArticleReader.Create(
        id,
        title,
        "NHS",
        new DateOnly(2024, 1, 2),
        "https://example.org/a",
        [
            new Block(BlockKind.Title, title),
            new Block(BlockKind.Paragraph, text, 1, new BlockLayout(BlockForm.LeadIn)),
            new Block(BlockKind.Paragraph, "• a towel", 2, new BlockLayout(BlockForm.ListItem, 1, 1)) { Page = 3, Section = "Admission › Before" },
        ]);
}

public sealed class ArticleStoreOverSqlite() : ArticleStoreSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class ArticleStoreOverPostgres(PostgresServer server) : ArticleStoreSuite(server);

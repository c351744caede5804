using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Editing;
using CcgBot.Evidence;
using CcgBot.Postgres.Tests.Infrastructure;

namespace CcgBot.Postgres.Tests;

/// <summary>What editors keep: marks on paragraphs, curated answers, decisions on unanswered questions, keys replaced.</summary>
public abstract class EditingSuite(PostgresServer? server) : IDisposable
{
    private const string Closes = "The lido closes at seven in the evening on weekdays.";

    private readonly StoreUnderTest _store = new(server);

    private ArticleStore Articles => new(_store.Database, _store.Time);

    [StoreFact]
    public void A_mark_is_kept_with_the_words_and_follows_the_feed_of_changes()
    {
        Put();
        var (editor, seen) = (new ArticleEditor(Articles, _store.Log), Articles.StateOf("lido")!);
        var before = Articles.LastChange();

        editor.Mark("lido", 1, ParagraphMark.Off, new Edit("ann", "the times changed", seen.Revision)).Result.ShouldBe(EditResult.Done);
        editor.Mark("lido", 1, ParagraphMark.Evidence, new Edit("bob", null, seen.Revision)).Result.ShouldBe(EditResult.Conflict);
        Articles.Find(new ParagraphId("lido", 1, ContentHash.Of(Closes)))!.Mark.ShouldBe(ParagraphMark.Off);
        Articles.ChangesSince(before).ShouldHaveSingleItem();

        editor.Mark("lido", 1, ParagraphMark.Evidence, new Edit("bob", null, EditOutcome.AnyRevision)).Result.ShouldBe(EditResult.Done);
        Articles.Find(new ParagraphId("lido", 1, ContentHash.Of(Closes)))!.Mark.ShouldBe(ParagraphMark.Evidence);
        _store.Log.Changes(10, subject: "lido").Select(change => change.Change.Who).ShouldBe(["bob", "ann"]);
    }

    [StoreFact]
    public void A_curated_answer_is_saved_again_withdrawn_and_put_back()
    {
        Put();
        using var curated = new CuratedAnswers(Path.Combine(_store.Folder, "curated.yaml"), Articles);
        var editor = new CuratedEditor(new CuratedStore(_store.Database), _store.Log, _store.Time);
        var written = new CuratedText(["Until when can I swim?"], $"{Closes} [1]", [new CuratedCitation("lido", Closes)], new DateOnly(2027, 1, 1));

        var saved = editor.Save(null, written, new Edit("ann", null, null), curated).Entry!;
        var again = editor.Save(saved.Id, written with { Questions = ["Until when is the lido open?"] }, new Edit("ann", null, $"{saved.Revision}"), curated).Entry!;
        again.Revision.ShouldBeGreaterThan(saved.Revision);
        editor.Withdraw(saved.Id, new Edit("bob", null, $"{saved.Revision}")).Result.ShouldBe(EditResult.Conflict);
        curated.Find("until when is the lido open").ShouldNotBeNull();

        editor.Withdraw(saved.Id, new Edit("bob", null, $"{again.Revision}")).Result.ShouldBe(EditResult.Done);
        curated.Find("until when is the lido open").ShouldBeNull();
        editor.Store.List().ShouldBeEmpty();
        editor.Store.List(withdrawn: true).ShouldHaveSingleItem().Written.Review.ShouldBe(new DateOnly(2027, 1, 1));
        editor.Restore(saved.Id, new Edit("bob", null, EditOutcome.AnyRevision)).Result.ShouldBe(EditResult.Done);
        curated.Find("until when is the lido open").ShouldNotBeNull();
    }

    [StoreFact]
    public void A_decision_on_unanswered_questions_is_kept_and_the_second_editor_is_told()
    {
        _store.Log.Append(new EvidenceRecord { Question = "Who pays for ambulances?", Standalone = "Who pays for ambulances?", Kind = "abstention", Reason = "notInArticles", Text = "" });
        using var gaps = new Gaps(_store.Log);
        var group = gaps.Find().Groups.ShouldHaveSingleItem();
        var editor = new GapEditor(_store.Log);

        editor.Decide(group.Key, new GapDecision(GapState.Open, "Grace"), new Edit("ann", null, "0")).ShouldBe(EditResult.Done);
        editor.Decide(group.Key, new GapDecision(GapState.Done, null), new Edit("bob", null, "0")).ShouldBe(EditResult.Conflict);
        gaps.Find().Groups.ShouldHaveSingleItem().Assignee.ShouldBe("Grace");
        editor.Decide(group.Key, new GapDecision(GapState.OutOfScope, null), new Edit("bob", null, EditOutcome.AnyRevision)).ShouldBe(EditResult.Done);
        gaps.Find().Settled.ShouldHaveSingleItem().State.ShouldBe(GapState.OutOfScope);
    }

    [StoreFact]
    public void A_replaced_key_ends_after_its_grace()
    {
        var keys = new ApiKeys(_store.Database, _store.Time);
        var old = keys.Add(new NewApiKey("app", [ApiScope.Ask], GroupSet.Empty));

        var made = keys.Rotate(old.Key.Id, TimeSpan.FromHours(1), "ann")!;

        keys.Rotate(old.Key.Id, TimeSpan.FromHours(1), "ann").ShouldBeNull();
        keys.Find(old.Secret).ShouldNotBeNull().ReplacedBy.ShouldBe(made.Key.Id);
        _store.Time.Advance(TimeSpan.FromHours(2));
        keys.Find(old.Secret).ShouldBeNull();
        keys.Find(made.Secret).ShouldNotBeNull();
    }

    [StoreFact]
    public void What_is_done_to_keys_is_recorded_with_before_and_after_and_no_secret()
    {
        var editor = new KeyEditor(new ApiKeys(_store.Database, _store.Time), _store.Log);
        var first = editor.Add(new NewApiKey("app", [ApiScope.Ask], GroupSet.Empty), new Edit("ann", " for the ward ", null));
        var second = editor.Rotate(first.Key.Id, TimeSpan.Zero, new Edit("bob", null, null))!;
        editor.Rotate(first.Key.Id, TimeSpan.Zero, new Edit("bob", null, null)).ShouldBeNull();
        editor.Revoke(second.Key.Id, new Edit("bob", "lost", null)).ShouldBeTrue();
        editor.Revoke(second.Key.Id, new Edit("bob", "lost", null)).ShouldBeFalse();
        Should.Throw<InvalidDataException>(() => editor.Add(new NewApiKey(" ", [ApiScope.Ask], GroupSet.Empty), new Edit("ann", null, null)));

        var changes = _store.Log.Changes(10);
        changes.Select(stored => (stored.Change.Who, stored.Change.What, stored.Change.Why, stored.Change.Before is null)).ShouldBe(
            [("bob", "key.revoke", "lost", false), ("bob", "key.rotate", null, false), ("ann", "key.add", "for the ward", true)]);
        string[] secrets = [first.Secret[^64..], second.Secret[^64..]];
        changes.ShouldAllBe(stored => !secrets.Any(secret => $"{stored.Change}".Contains(secret)));
        first.Key.By.ShouldBe("ann");
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private void Put() => Articles.Put(TextArticleReader.Create(
        "lido", "The lido", "Leisure", new DateOnly(2024, 5, 1), null, [new Block(BlockKind.Title, "The lido"), new Block(BlockKind.Paragraph, Closes, 1)]));
}

public sealed class EditingOverSqlite() : EditingSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class EditingOverPostgres(PostgresServer server) : EditingSuite(server);

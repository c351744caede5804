using CcgBot.Accounts;
using CcgBot.Articles;
using CcgBot.Evidence;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;
using CcgBot.Tests.Evidence;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Storage;

public sealed class BackupTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public BackupTests() => Put("a", "first words");

    private string File_ => Path.Combine(_store.Folder, "backup.db");

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task A_backup_made_while_the_store_is_written_is_whole()
    {
        using var stop = new CancellationTokenSource();
        var writing = Task.Run(() =>
        {
            for (var i = 0; !stop.IsCancellationRequested; i++)
            {
                _store.Log.Append(TemporaryStore.Record($"Question {i}?"));
                Put($"b{i}", $"words {i}");
            }
        });
        while (_store.Log.Head().Seq < 20)
        {
            await Task.Delay(10);
        }

        Backup.Write(_store.Database, File_);
        await stop.CancelAsync();
        await writing;

        var copy = new Database(File_);
        using var log = new EvidenceLog(copy, new EvidenceOptions(), _store.Time);
        var report = new EvidenceVerifier(log).Verify();
        report.Problems.ShouldBeEmpty();
        report.Records.ShouldBeGreaterThanOrEqualTo(20);
        new ArticleStore(copy, _store.Time).Find("a").ShouldNotBeNull();
    }

    [Fact]
    public void A_restore_opens_no_key_that_was_revoked_since()
    {
        var keys = new ApiKeys(_store.Database, _store.Time);
        var made = keys.Add(new NewApiKey("ward computer", [ApiScope.Ask], GroupSet.Empty));
        Backup.Write(_store.Database, File_);
        keys.Revoke(made.Key.Id);
        var later = keys.Add(new NewApiKey("canteen", [ApiScope.Ask], GroupSet.Empty));

        Restore.Run(File_, _store.Database.Path).ShouldBe(RestoreOutcome.ArticlesRestored);

        keys.Find(made.Secret).ShouldBeNull();
        keys.Find(later.Secret).ShouldNotBeNull();
    }

    [Fact]
    public void A_restore_leaves_accounts_and_decisions_as_they_are()
    {
        _store.Run("INSERT INTO account(id, name, folded, hash, roles, groups, created, created_by, stamp) VALUES ('1', 'Ann', 'ann', 'old', 1, '[]', 0, 'operator', 's')");
        Backup.Write(_store.Database, File_);
        _store.Run("UPDATE account SET hash = 'new', closed = 1");
        _store.Run("INSERT INTO gap(key, state, revision, at) VALUES ('k', 2, 1, 0)");

        Restore.Run(File_, _store.Database.Path);

        using var connection = _store.Database.Open();
        connection.Scalar<string>("SELECT hash || closed FROM account").ShouldBe("new1");
        connection.Scalar<long>("SELECT state FROM gap").ShouldBe(2);
    }

    [Fact]
    public void A_restore_opens_no_article_that_was_shut_since_and_shuts_none_that_was_opened()
    {
        Put("b", "words for some");
        _store.Articles.SetGroups("b", GroupSet.Of(["board"]));
        Backup.Write(_store.Database, File_);
        _store.Articles.SetGroups("a", GroupSet.Of(["pharmacy"]));
        _store.Articles.SetGroups("b", GroupSet.Empty);
        Put("a", "changed words");

        Restore.Run(File_, _store.Database.Path);

        _store.Articles.Find("a")!.Article.Blocks[0].Text.ShouldBe("first words");
        _store.Articles.GroupsOf("a")!.Names.ShouldBe(["pharmacy"]);
        _store.Articles.GroupsOf("b")!.IsEmpty.ShouldBeTrue();
        var open = _store.Articles.For([ArticleStore.Public]);
        open.ChangesSince(0).Where(change => change.IsForOthers).ShouldHaveSingleItem().Paragraphs.ShouldBeEmpty();
        var shut = _store.Articles.For([.. _store.Articles.Audiences().Where(audience => audience.Value.Names.Contains("pharmacy")).Select(audience => audience.Key)]);
        shut.ChangesSince(0).ShouldHaveSingleItem().Paragraphs.ShouldNotBeEmpty();
    }

    [Fact]
    public void A_backup_never_overwrites_a_file()
    {
        File.WriteAllText(File_, "mine");

        Should.Throw<IOException>(() => Backup.Write(_store.Database, File_)).Message.ShouldContain("exists");
        File.ReadAllText(File_).ShouldBe("mine");
    }

    [Fact]
    public void A_restore_brings_the_articles_back_and_leaves_evidence_and_feedback()
    {
        _store.Log.Append(TemporaryStore.Record("Before?"));
        Backup.Write(_store.Database, File_);
        Put("a", "changed words");
        Put("b", "more words");
        var after = _store.Log.Append(TemporaryStore.Record("After?"));
        _store.Feedback.Record(null, after, Reaction.Like, null, "her");

        Restore.Run(File_, _store.Database.Path).ShouldBe(RestoreOutcome.ArticlesRestored);

        _store.Articles.Find("a")!.Article.Blocks[0].Text.ShouldBe("first words");
        _store.Articles.Find("b").ShouldBeNull();
        _store.Log.Find(after)!.Record!.Question.ShouldBe("After?");
        _store.Feedback.Of(after).Count.ShouldBe(1);
        _store.Log.Append(TemporaryStore.Record("Later?"));
        new EvidenceVerifier(_store.Log).Verify().ShouldSatisfyAllConditions(report => report.Whole.ShouldBeTrue(), report => report.Records.ShouldBe(3));
    }

    [Fact]
    public void A_restore_does_not_bring_back_what_was_forgotten()
    {
        var id = _store.Log.Append(TemporaryStore.Record("Her question?"), "her");
        Backup.Write(_store.Database, File_);
        new EvidenceEraser(_store.Log, _store.Time).Forget("her");

        Restore.Run(File_, _store.Database.Path);

        _store.Log.Find(id)!.Record.ShouldBeNull();
        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
    }

    [Fact]
    public void The_index_follows_a_restored_store()
    {
        var lucene = Path.Combine(_store.Folder, "lucene");
        Backup.Write(_store.Database, File_);
        Put("a", "changed words");
        new ParagraphIndexWriter(lucene, _store.Articles).Synchronise();

        Restore.Run(File_, _store.Database.Path);
        // As many changes as the index has seen: the number alone would not tell.
        new ParagraphIndexWriter(lucene, _store.Articles).Synchronise().ShouldBeTrue();

        using var index = new ParagraphIndex(lucene, new CcgBot.Retrieval.RetrievalOptions());
        (index.DocumentFrequency("first"), index.DocumentFrequency("chang"), index.LastChange).ShouldBe((1, 0, _store.Articles.LastChange()));
    }

    [Fact]
    public void A_restore_over_nothing_places_the_backup()
    {
        var id = _store.Log.Append(TemporaryStore.Record("Before?"));
        Backup.Write(_store.Database, File_);
        var elsewhere = Path.Combine(_store.Folder, "new", "ccgbot.db");

        Restore.Run(File_, elsewhere).ShouldBe(RestoreOutcome.Placed);

        using var log = new EvidenceLog(new Database(elsewhere), new EvidenceOptions(), _store.Time);
        log.Find(id).ShouldNotBeNull();
    }

    [Fact]
    public void A_restore_over_a_damaged_store_puts_it_aside()
    {
        Backup.Write(_store.Database, File_);
        var elsewhere = Path.Combine(_store.Folder, "new", "ccgbot.db");
        Directory.CreateDirectory(Path.GetDirectoryName(elsewhere)!);
        File.WriteAllText(elsewhere, new string('x', 5000));

        Restore.Run(File_, elsewhere).ShouldBe(RestoreOutcome.DamagedReplaced);

        new ArticleStore(new Database(elsewhere), _store.Time).Find("a").ShouldNotBeNull();
        File.Exists(elsewhere + ".damaged").ShouldBeTrue();
    }

    [Fact]
    public void The_files_that_pages_are_shown_from_are_in_a_backup_and_come_back()
    {
        // More than one part of it, and one that is lost already.
        var file = Enumerable.Range(0, 9 << 20).Select(i => (byte)(i * 31)).ToArray();
        var article = WithPages("handbook", "its words");
        new PageStore(_store.Database).Put(article, file);
        var lost = WithPages("lost", "other words");
        new PageStore(_store.Database).Put(lost, [1, 2, 3]);
        File.Delete(new PageStore(_store.Database).OriginalOf("lost", lost.Version)!);
        var shares = new List<double>();

        Backup.Write(_store.Database, File_, new Told(shares)).ShouldBe(1);
        shares.ShouldBe(shares.Order());
        shares[^1].ShouldBe(1, 1e-9);
        Directory.Delete(Path.Combine(_store.Folder, "originals"), recursive: true);
        Restore.Run(File_, _store.Database.Path).ShouldBe(RestoreOutcome.ArticlesRestored);
        File.ReadAllBytes(new PageStore(_store.Database).OriginalOf("handbook", article.Version).ShouldNotBeNull()).ShouldBe(file);

        var elsewhere = Path.Combine(_store.Folder, "new", "ccgbot.db");
        Restore.Run(File_, elsewhere).ShouldBe(RestoreOutcome.Placed);
        var placed = new PageStore(new Database(elsewhere));
        File.ReadAllBytes(placed.OriginalOf("handbook", article.Version).ShouldNotBeNull()).ShouldBe(file);
        placed.OriginalOf("lost", lost.Version).ShouldBeNull();
        // The store itself doesn't hold them.
        new FileInfo(elsewhere).Length.ShouldBeLessThan(file.Length);
    }

    [Fact]
    public void A_backup_whose_files_are_damaged_is_refused_and_changes_nothing()
    {
        var article = WithPages("handbook", "its words");
        new PageStore(_store.Database).Put(article, [1, 2, 3]);
        Backup.Write(_store.Database, File_);
        using (var backup = new SqliteConnection($"Data Source={File_};Pooling=False"))
        {
            backup.Open();
            backup.Run("UPDATE original_part SET bytes = x'01'");
        }

        Put("a", "changed words");
        Should.Throw<InvalidDataException>(() => Restore.Run(File_, _store.Database.Path)).Message.ShouldContain("damaged");

        _store.Articles.Find("a")!.Article.Blocks[0].Text.ShouldBe("changed words");
    }

    [Fact]
    public void A_restore_refuses_a_file_that_is_no_backup_or_anothers_and_changes_nothing()
    {
        File.WriteAllText(File_, "not a store");
        Should.Throw<InvalidDataException>(() => Restore.Run(File_, _store.Database.Path)).Message.ShouldContain("no backup");
        using var other = new TemporaryStore();
        var theirs = Path.Combine(_store.Folder, "theirs.db");
        Backup.Write(other.Database, theirs);

        Should.Throw<InvalidDataException>(() => Restore.Run(theirs, _store.Database.Path)).Message.ShouldContain("another store");

        _store.Articles.Find("a").ShouldNotBeNull();
        Directory.GetFiles(_store.Folder, "*.restoring*").ShouldBeEmpty();
    }

    [Fact]
    public void A_restore_refuses_when_the_evidence_was_cut_since()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        _store.Log.Append(TemporaryStore.Record("b"));
        Backup.Write(_store.Database, File_);
        _store.Run("DELETE FROM evidence_payload WHERE seq = 2");
        _store.Run("DELETE FROM evidence WHERE seq = 2");

        Should.Throw<InvalidDataException>(() => Restore.Run(File_, _store.Database.Path)).Message.ShouldContain("does not go on");
    }

    private Article WithPages(string id, string text)
    {
        var article = new Article(id, "Title", null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1) { Page = 1, Places = [1, 2, 3] }]);
        _store.Articles.Put(article);
        return article;
    }

    private sealed class Told(List<double> shares) : IProgress<double>
    {
        public void Report(double value) => shares.Add(value);
    }

    private void Put(string id, string text) =>
        _store.Articles.Put(new Article(id, "Title", null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1)]));
}

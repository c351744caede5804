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

    private void Put(string id, string text) =>
        _store.Articles.Put(new Article(id, "Title", null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1)]));
}

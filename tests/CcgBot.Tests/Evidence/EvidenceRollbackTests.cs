using CcgBot.Conversations;
using CcgBot.Evidence;
using CcgBot.Storage;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Evidence;

/// <summary>Records cut off or put back to an earlier state are noticed by the heads exported outside the store, and what is forgotten is in no file.</summary>
public sealed class EvidenceRollbackTests : IDisposable
{
    private readonly TemporaryStore _store = new(new EvidenceOptions { HeadsFile = Path.Combine(Directory.CreateTempSubdirectory("ccgbot-heads-").FullName, "heads") });

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_store_put_back_to_an_earlier_copy_does_not_verify()
    {
        _store.Log.Append(TemporaryStore.Record("first"));
        _store.Reopen();
        var earlier = Path.Combine(_store.Folder, "earlier.db");
        Backup.Write(_store.Database, earlier);
        for (var i = 0; i < 18; i++)
        {
            _store.Log.Append(TemporaryStore.Record($"later {i}"));
        }

        _store.Reopen();
        using var rolledBack = new EvidenceLog(new Database(earlier), _store.Options, _store.Time);

        var report = new EvidenceVerifier(rolledBack).Verify(new HeadFile(rolledBack.HeadsFile).Read(rolledBack.Database.StoreId));

        report.Whole.ShouldBeFalse();
        report.Problems.ShouldContain(problem => problem.What.StartsWith("cut: the head exported"));
    }

    [Fact]
    public void The_head_is_exported_when_a_log_that_wrote_is_closed()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        var head = _store.Log.Head();

        _store.Reopen();

        new HeadFile(_store.Options.HeadsFile!).Read(_store.Database.StoreId).ShouldHaveSingleItem().Head.ShouldBe(head);
    }

    [Fact]
    public async Task Retention_exports_the_head_at_the_start_and_each_hour_under_the_stores_id()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        using var stop = new CancellationTokenSource();
        var rounds = new Retention(_store.Log, new ConversationOptions(), _store.Time).RunDailyAsync(error => throw error, stop.Token);
        var heads = new HeadFile(_store.Options.HeadsFile!);
        heads.Read(_store.Database.StoreId).Count.ShouldBe(1);

        _store.Log.Append(TemporaryStore.Record("b"));
        for (var tries = 0; tries < 100 && heads.Read(_store.Database.StoreId).Count < 2; tries++)
        {
            _store.Time.Advance(TimeSpan.FromHours(1));
            await Task.Delay(20);
        }

        heads.Read(_store.Database.StoreId).Count.ShouldBe(2);
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(rounds);
    }

    [Fact]
    public void What_a_forgotten_person_said_is_in_no_file_also_after_start_over_and_under_another_id()
    {
        const string Secret = "xylophone-allergy";
        var conversations = new ConversationStore(_store.Database, _store.Time);
        var evidence = _store.Log.Append(TemporaryStore.Record($"What of my {Secret} one?"), "dl_me");
        conversations.Add(new Exchange("directline|c1", "m1", _store.Log.Pseudonym("dl_me"), $"What of my {Secret} one?", $"Nothing on {Secret}.", [], evidence));
        conversations.StartOver("directline|c1");
        var other = _store.Log.Append(TemporaryStore.Record($"And the {Secret} two?"), "someone-else");
        conversations.Add(new Exchange("directline|c1", "m2", _store.Log.Pseudonym("someone-else"), $"And the {Secret} two?", $"Still nothing on {Secret}.", [], other));
        _store.Run("INSERT INTO directline_conversation(id, user, site, seen) VALUES ('c1', 'dl_me', 'http://x', '2026-03-02')");
        _store.Run("INSERT INTO directline_activity(conversation, number, activity) VALUES ('c1', 1, '{\"from\":{\"id\":\"someone-else\"},\"text\":\"" + Secret + "\"}')");
        _store.Run("INSERT INTO directline_activity(conversation, number, activity) VALUES ('c2', 1, '{\"from\":{\"id\":\"dl_me\"},\"text\":\"" + Secret + "\"}')");

        new EvidenceEraser(_store.Log, _store.Time).Forget("dl_me");

        _store.Reopen();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_store.Folder))
        {
            System.Text.Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain(Secret, Case.Sensitive, Path.GetFileName(file));
        }

        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
    }
}

using System.Text;
using CcgBot.Evidence;
using Microsoft.Data.Sqlite;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class EvidenceEraserTests : IDisposable
{
    private readonly TemporaryStore _store = new(new EvidenceOptions { RetentionDays = 30 });

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Forgetting_a_person_deletes_their_payloads_and_feedback_and_the_chain_still_verifies()
    {
        var hers = _store.Log.Append(TemporaryStore.Record("Her question?"), "her");
        var his = _store.Log.Append(TemporaryStore.Record("His question?"), "him");
        var hersToo = _store.Log.Append(TemporaryStore.Record("Her other question?"), "her");
        _store.Feedback.Shown("message-1", hers);
        _store.Feedback.Record(null, hers, Reaction.Like, "ta", "her");
        _store.Feedback.Record(null, hers, Reaction.Dislike, "no", "him");

        var erased = new EvidenceEraser(_store.Log, _store.Time).Forget("her");

        erased.ShouldBe(new ErasureReport(2, 1));
        (_store.Log.Find(hers)!.Record, _store.Log.Find(hersToo)!.Record, _store.Log.Find(hers)!.User).ShouldBe((null, null, null));
        _store.Log.Find(his)!.Record!.Question.ShouldBe("His question?");
        _store.Feedback.Of(hers).ShouldHaveSingleItem().Text.ShouldBe("no");
        var report = new EvidenceVerifier(_store.Log).Verify();
        report.Whole.ShouldBeTrue(string.Join('\n', report.Problems));
        report.Erased.ShouldBe(2);
    }

    [Fact]
    public void Forgotten_words_are_not_left_in_the_files()
    {
        _store.Log.Append(TemporaryStore.Record("Something about zebrafish?"), "her");
        _store.Log.Append(TemporaryStore.Record("His question?"), "him");

        new EvidenceEraser(_store.Log, _store.Time).Forget("her");

        _store.Reopen();
        SqliteConnection.ClearAllPools();
        foreach (var file in Directory.GetFiles(_store.Folder, "ccgbot.db*"))
        {
            Encoding.Latin1.GetString(File.ReadAllBytes(file)).ShouldNotContain("zebrafish", customMessage: file);
        }
    }

    [Fact]
    public void An_erased_payload_that_is_put_back_is_found()
    {
        _store.Log.Append(TemporaryStore.Record("Her question?"), "her");
        var (salt, payload) = (_store.Scalar<byte[]>("SELECT salt FROM evidence_payload"), _store.Scalar<byte[]>("SELECT payload FROM evidence_payload"));
        new EvidenceEraser(_store.Log, _store.Time).Forget("her");
        _store.Run("INSERT INTO evidence_payload(seq, user, salt, payload) VALUES (1, NULL, $1, $2)", salt, payload);

        new EvidenceVerifier(_store.Log).Verify().Problems.ShouldHaveSingleItem().What.ShouldContain("there again");
    }

    [Fact]
    public void The_sweep_deletes_what_is_older_than_the_retention_days_and_nothing_else()
    {
        var old = _store.Log.Append(TemporaryStore.Record("Old?"), "her");
        _store.Feedback.Record(null, old, Reaction.Like, "old", "her");
        _store.Time.Advance(TimeSpan.FromDays(31));
        var recent = _store.Log.Append(TemporaryStore.Record("New?"), "her");
        var eraser = new EvidenceEraser(_store.Log, _store.Time);

        eraser.Sweep().ShouldBe(new ErasureReport(1, 1));

        (_store.Log.Find(old)!.Record is null, _store.Log.Find(recent)!.Record is null).ShouldBe((true, false));
        var before = _store.Log.Head();
        eraser.Sweep().ShouldBe(new ErasureReport(0, 0));
        _store.Log.Head().ShouldBe(before);
        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
    }

    [Fact]
    public void Ranges_left_by_a_cover_are_those_outside_it() =>
        SequenceRanges.Except([[1, 10], [20, 30]], [[3, 4], [9, 22], [30, 40]]).ShouldBe([[1, 2], [5, 8], [23, 29]]);
}

using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Evidence;

/// <summary>One test for each kind of tampering, on a log of ten answers.</summary>
public sealed class EvidenceVerifierTests : IDisposable
{
    private readonly TemporaryStore _store = new();
    private readonly List<string> _ids;

    public EvidenceVerifierTests() =>
        _ids = [.. Enumerable.Range(1, 10).Select(i => _store.Log.Append(TemporaryStore.Record($"Question {i}?"), $"user-{i % 3}"))];

    public void Dispose() => _store.Dispose();

    [Fact]
    public void An_untouched_log_is_whole()
    {
        var report = Verify();

        report.Whole.ShouldBeTrue();
        (report.Records, report.Erased).ShouldBe((10, 0));
        report.Head.ShouldBe(_store.Log.Head());
    }

    [Fact]
    public void An_empty_log_is_whole()
    {
        using var empty = new TemporaryStore();

        new EvidenceVerifier(empty.Log).Verify().ShouldSatisfyAllConditions(report => report.Whole.ShouldBeTrue(), report => report.Head.Hash.ShouldBe(""));
    }

    [Theory]
    [InlineData("UPDATE evidence_payload SET payload = replace(payload, 'Question 4', 'Question 5') WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence_payload SET salt = zeroblob(16) WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence SET at = at + 1 WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence SET kind = 'abstention' WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence SET id = randomblob(16) WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence SET digest = zeroblob(32) WHERE seq = 4", 4)]
    [InlineData("UPDATE evidence SET mac = zeroblob(32) WHERE seq = 10", 10)]
    public void An_edited_record_is_found(string edit, long seq)
    {
        _store.Run(edit).ShouldBe(1);

        Verify().Problems.ShouldContain(problem => problem.Seq == seq);
    }

    [Fact]
    public void A_payload_altered_with_a_fresh_digest_is_found()
    {
        // What someone does who knows the format but not the key.
        var (salt, payload) = (new byte[16], "{\"kind\":\"grounded\"}"u8.ToArray());
        _store.Run("UPDATE evidence_payload SET salt = $1, payload = $2 WHERE seq = 4", salt, payload);
        _store.Run("UPDATE evidence SET digest = $1 WHERE seq = 4", EvidenceChain.Digest(salt, payload));

        Verify().Problems.ShouldContain(problem => problem.Seq == 4);
    }

    [Fact]
    public void A_deleted_record_is_found()
    {
        Unchecked("DELETE FROM evidence WHERE seq = 4");

        var problems = Verify().Problems;
        problems.ShouldContain(problem => problem.Seq == 4 && problem.What.Contains("removed"));
        problems.ShouldContain(problem => problem.What.Contains("payloads have no record"));
    }

    [Fact]
    public void A_deleted_record_is_found_when_those_after_it_are_renumbered()
    {
        Unchecked("DELETE FROM evidence_payload WHERE seq = 4; DELETE FROM evidence WHERE seq = 4");
        for (var seq = 5; seq <= 10; seq++)
        {
            Unchecked($"UPDATE evidence SET seq = {seq - 1} WHERE seq = {seq}; UPDATE evidence_payload SET seq = {seq - 1} WHERE seq = {seq}");
        }

        Verify().Problems.ShouldContain(problem => problem.Seq == 4);
    }

    [Fact]
    public void A_payload_removed_without_an_erasure_record_is_found()
    {
        _store.Run("DELETE FROM evidence_payload WHERE seq IN (4, 5)").ShouldBe(2);

        Verify().Problems.ShouldHaveSingleItem().ToString().ShouldBe("record 4 to 5: payload removed without an erasure record");
    }

    [Fact]
    public void An_inserted_record_is_found()
    {
        for (var seq = 10; seq >= 5; seq--)
        {
            Unchecked($"UPDATE evidence SET seq = {seq + 1} WHERE seq = {seq}; UPDATE evidence_payload SET seq = {seq + 1} WHERE seq = {seq}");
        }

        _store.Run("INSERT INTO evidence(seq, id, at, kind, digest, mac) SELECT 5, randomblob(16), at, kind, digest, mac FROM evidence WHERE seq = 4");
        _store.Run("INSERT INTO evidence_payload(seq, user, salt, payload) SELECT 5, user, salt, payload FROM evidence_payload WHERE seq = 4");

        Verify().Problems.ShouldContain(problem => problem.Seq == 5);
    }

    [Fact]
    public void A_record_put_at_the_end_is_found()
    {
        _store.Run("INSERT INTO evidence(seq, id, at, kind, digest, mac) SELECT 11, randomblob(16), at, kind, digest, mac FROM evidence WHERE seq = 4");
        _store.Run("INSERT INTO evidence_payload(seq, user, salt, payload) SELECT 11, user, salt, payload FROM evidence_payload WHERE seq = 4");

        Verify().Problems.ShouldContain(problem => problem.Seq == 11);
    }

    [Fact]
    public void Reordered_records_are_found()
    {
        foreach (var (from, to) in ((int, int)[])[(4, 99), (7, 4), (99, 7)])
        {
            Unchecked($"UPDATE evidence SET seq = {to} WHERE seq = {from}; UPDATE evidence_payload SET seq = {to} WHERE seq = {from}");
        }

        var problems = Verify().Problems;
        problems.ShouldContain(problem => problem.Seq == 4);
        problems.ShouldContain(problem => problem.Seq == 7);
    }

    [Fact]
    public void Swapped_payloads_are_found()
    {
        foreach (var (from, to) in ((int, int)[])[(4, 99), (7, 4), (99, 7)])
        {
            Unchecked($"UPDATE evidence_payload SET seq = {to} WHERE seq = {from}");
        }

        Verify().Problems.Select(problem => problem.Seq).ShouldBe([4, 7]);
    }

    [Fact]
    public void A_cut_end_is_found_by_the_sealed_head()
    {
        Truncate(7);

        Verify().Problems.ShouldHaveSingleItem().ToString().ShouldBe("record 8 to 10: cut from the log's end");
    }

    [Fact]
    public void A_cut_end_is_found_after_the_head_was_put_back_too()
    {
        Truncate(7);
        _store.Run("UPDATE evidence_head SET seq = 7, mac = (SELECT mac FROM evidence WHERE seq = 7)");

        Verify().Problems.ShouldHaveSingleItem().What.ShouldContain("sealed head was altered");
    }

    [Fact]
    public void A_cut_end_is_found_for_ever_after_the_log_went_on()
    {
        Truncate(7);
        _store.Run("UPDATE evidence_head SET seq = 7, mac = (SELECT mac FROM evidence WHERE seq = 7)");
        _store.Log.Append(TemporaryStore.Record("Question 11?"));

        Verify().Problems.ShouldHaveSingleItem().Seq.ShouldBe(8);
    }

    [Fact]
    public void A_log_put_back_whole_from_an_older_copy_is_found_by_the_exported_head()
    {
        var old = (Mac: _store.Scalar<byte[]>("SELECT mac FROM evidence_head"), Seal: _store.Scalar<byte[]>("SELECT seal FROM evidence_head"));
        _store.Log.Append(TemporaryStore.Record("Question 11?"));
        var exported = Export();
        Truncate(10);
        _store.Run("UPDATE evidence_head SET seq = 10, mac = $1, seal = $2", old.Mac, old.Seal);

        Verify().Whole.ShouldBeTrue(); // nothing inside the store can tell
        Verify(exported).Problems.ShouldHaveSingleItem().What.ShouldBe("cut: the head exported on 2026-03-02 had 11 records, the log has 10");
        Verify(null, exported[^1].Head.Hash).Problems.ShouldHaveSingleItem().What.ShouldContain("is not in this log");
    }

    [Fact]
    public void A_log_written_anew_with_the_key_is_found_by_the_exported_head()
    {
        var exported = Export();
        Unchecked("DELETE FROM evidence_payload; DELETE FROM evidence; DELETE FROM evidence_head");
        for (var i = 1; i <= 12; i++)
        {
            _store.Log.Append(TemporaryStore.Record($"Kinder question {i}?"));
        }

        Verify().Whole.ShouldBeTrue();
        Verify(exported).Problems.ShouldHaveSingleItem().ToString().ShouldContain("record 10 is not the record whose hash was exported");
        Verify(null, exported[^1].Head.Hash[..16]).Whole.ShouldBeFalse();
    }

    [Fact]
    public void A_removed_log_is_found_by_the_exported_head()
    {
        var exported = Export();
        Unchecked("DELETE FROM evidence_payload; DELETE FROM evidence; DELETE FROM evidence_head");

        Verify(exported).Problems.ShouldHaveSingleItem().What.ShouldContain("the log has 0");
    }

    [Fact]
    public void Exported_heads_fit_a_log_that_has_grown()
    {
        var exported = Export();
        _store.Log.Append(TemporaryStore.Record("Question 11?"));

        Verify(exported, exported[0].Head.Hash).Whole.ShouldBeTrue();
    }

    [Fact]
    public void A_head_is_exported_once_while_nothing_changes()
    {
        var file = new HeadFile(Path.Combine(_store.Folder, "heads"));
        file.Export(_store.Database.StoreId, _store.Log.Head(), _store.Time.GetUtcNow()).ShouldBeTrue();
        file.Export(_store.Database.StoreId, _store.Log.Head(), _store.Time.GetUtcNow()).ShouldBeFalse();
        file.Export("another", _store.Log.Head(), _store.Time.GetUtcNow()).ShouldBeTrue();

        file.Read(_store.Database.StoreId).ShouldHaveSingleItem().Head.ShouldBe(_store.Log.Head());
    }

    [Fact]
    public void A_head_that_is_no_hash_is_refused() =>
        Should.Throw<ArgumentException>(() => Verify(null, "latest")).Message.ShouldContain("64 hex digits");

    private EvidenceReport Verify(IReadOnlyList<ExportedHead>? heads = null, string? head = null) => new EvidenceVerifier(_store.Log).Verify(heads, head);

    private IReadOnlyList<ExportedHead> Export()
    {
        var file = new HeadFile(Path.Combine(_store.Folder, "heads"));
        file.Export(_store.Database.StoreId, _store.Log.Head(), _store.Time.GetUtcNow());
        return file.Read(_store.Database.StoreId);
    }

    private void Truncate(int last) => Unchecked($"DELETE FROM evidence_payload WHERE seq > {last}; DELETE FROM evidence WHERE seq > {last}");

    /// <summary>SQL as a tamperer runs it: foreign keys don't stop them.</summary>
    private void Unchecked(string sql) => _store.Run($"PRAGMA foreign_keys = OFF; {sql}; PRAGMA foreign_keys = ON");
}

using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class EvidenceLogTests : IDisposable
{
    private readonly TemporaryStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void A_record_is_found_by_its_id_as_it_was_written()
    {
        var record = TemporaryStore.Record("Who led the research?") with { ModelReplies = ["{}"], PromptHashes = new Dictionary<string, string> { ["answer"] = "ab" } };

        var id = _store.Log.Append(record, "user-1");

        id.Length.ShouldBe(32);
        var found = _store.Log.Find(id).ShouldNotBeNull();
        found.Seq.ShouldBe(1);
        found.At.ShouldBe(_store.Time.GetUtcNow());
        EvidenceJson.Write(found.Record).ShouldBe(EvidenceJson.Write(record with { QuestionStored = StoredQuestion.Masked }));
    }

    [Fact]
    public void A_user_id_is_stored_as_a_keyed_hash_only()
    {
        var id = _store.Log.Append(TemporaryStore.Record("Who?"), "29:someone");

        _store.Log.Find(id)!.User.ShouldBe(_store.Log.Pseudonym("29:someone"));
        _store.Log.Find(id)!.User!.ShouldNotContain("someone");
    }

    [Theory]
    [InlineData(StoredQuestion.Whole, "Ring 07700 900123?")]
    [InlineData(StoredQuestion.Masked, "Ring •••?")]
    [InlineData(StoredQuestion.None, null)]
    public void A_question_is_stored_as_the_setting_says(StoredQuestion setting, string? stored)
    {
        using var store = new TemporaryStore(new EvidenceOptions { Question = setting });

        var record = store.Log.Find(store.Log.Append(TemporaryStore.Record("Ring 07700 900123?")))!.Record!;

        (record.Question, record.Standalone, record.QuestionStored).ShouldBe((stored, stored, setting));
    }

    [Fact]
    public void A_record_waits_in_memory_while_another_program_holds_the_store_and_is_written_after()
    {
        _store.Log.Append(TemporaryStore.Record("first"));
        string id;
        using (var other = _store.Database.Open())
        using (other.BeginTransaction(deferred: false))
        {
            id = _store.Log.Append(TemporaryStore.Record("second"));
            _store.Log.Find(id)!.Record!.Question.ShouldBe("second");
            _store.Log.Head().Seq.ShouldBe(1);
        }

        _store.Time.Advance(TimeSpan.FromSeconds(2));
        _store.Log.Flush();

        _store.Log.Find(id)!.Seq.ShouldBe(2);
    }

    [Fact]
    public void The_key_file_is_readable_by_its_owner_only()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        var key = Path.Combine(_store.Folder, "evidence.key");

        File.Exists(key).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(key).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void A_log_does_not_open_without_its_key_or_with_another()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        _store.Reopen();
        var key = Path.Combine(_store.Folder, "evidence.key");
        File.Move(key, key + ".away");

        Should.Throw<InvalidDataException>(() => _store.Log).Message.ShouldContain("evidence.key is missing");

        File.WriteAllText(key, new string('0', 64));
        Should.Throw<InvalidDataException>(() => _store.Log).Message.ShouldContain("not the key");
    }
}

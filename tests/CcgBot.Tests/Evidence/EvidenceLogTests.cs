using CcgBot.Evidence;
using CcgBot.Storage;
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
        using (_store.Database.BeginWrite(other, Turns.Other))
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

        File.Exists(_store.Log.KeyFile).ShouldBeTrue();
        if (!OperatingSystem.IsWindows())
        {
            File.GetUnixFileMode(_store.Log.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
    }

    [Fact]
    public void By_default_the_key_and_the_exported_heads_lie_outside_the_stores_folder()
    {
        _store.Log.Append(TemporaryStore.Record("a"));

        foreach (var file in (string[])[_store.Log.KeyFile, _store.Log.HeadsFile])
        {
            Path.GetRelativePath(_store.Folder, file).ShouldStartWith("..");
        }

        Directory.GetFiles(_store.Folder, "*.key").ShouldBeEmpty();
    }

    [Fact]
    public void A_key_from_beside_the_store_is_moved_with_its_heads_and_the_log_still_verifies()
    {
        var (key, heads) = (Path.Combine(_store.Folder, "evidence.key"), Path.Combine(_store.Folder, "evidence.heads"));
        _store.Log.Append(TemporaryStore.Record("a"));
        var head = _store.Log.Head();
        new HeadFile(heads).Export(_store.Database.StoreId, head, _store.Time.GetUtcNow());
        _store.Reopen();
        // As an earlier version left it.
        File.Move(_store.Log.KeyFile, key);
        _store.Reopen();

        new EvidenceVerifier(_store.Log).Verify(new HeadFile(_store.Log.HeadsFile).Read(_store.Database.StoreId), head.Hash).Whole.ShouldBeTrue();
        new HeadFile(_store.Log.HeadsFile).Read(_store.Database.StoreId).ShouldHaveSingleItem().Head.ShouldBe(head);
        File.Exists(key).ShouldBeFalse();
        File.Exists(heads).ShouldBeFalse();
    }

    [Fact]
    public void A_key_named_by_the_setting_is_left_where_it_is()
    {
        _store.Options.KeyFile = Path.Combine(_store.Folder, "evidence.key");
        _store.Log.Append(TemporaryStore.Record("a"));
        _store.Reopen();

        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
        File.Exists(_store.Options.KeyFile).ShouldBeTrue();
    }

    [Fact]
    public void A_key_that_is_not_the_stores_own_is_never_put_in_the_place_of_the_one_there()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        _store.Reopen();
        var other = Path.Combine(_store.Folder, "evidence.key");
        File.WriteAllText(other, new string('0', 64));

        new EvidenceVerifier(_store.Log).Verify().Whole.ShouldBeTrue();
        File.Exists(other).ShouldBeTrue();
    }

    [Fact]
    public void Without_evidence_no_key_is_made_until_one_is_needed()
    {
        _store.Options.Enabled = false;
        File.Exists(_store.Log.KeyFile).ShouldBeFalse();

        _store.Log.Pseudonym("jo").Length.ShouldBe(32);
        File.Exists(_store.Log.KeyFile).ShouldBeTrue();
    }

    [Fact]
    public void A_log_does_not_open_without_its_key_or_with_another()
    {
        _store.Log.Append(TemporaryStore.Record("a"));
        var key = _store.Log.KeyFile;
        _store.Reopen();
        File.Move(key, key + ".away");

        Should.Throw<InvalidDataException>(() => _store.Log).Message.ShouldContain(".key is missing");

        File.WriteAllText(key, new string('0', 64));
        Should.Throw<InvalidDataException>(() => _store.Log).Message.ShouldContain("not the key");
    }

    [Fact]
    public void A_place_that_can_not_hold_the_key_is_named_with_the_fix()
    {
        var file = Path.Combine(_store.Folder, "a-file");
        File.WriteAllText(file, "");
        _store.Options.KeyFile = Path.Combine(file, "evidence.key");

        Should.Throw<InvalidDataException>(() => _store.Log).Message.ShouldContain("Evidence:KeyFile");
    }
}

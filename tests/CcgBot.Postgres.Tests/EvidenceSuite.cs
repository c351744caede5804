using CcgBot.Evidence;
using CcgBot.Postgres.Tests.Infrastructure;
using CcgBot.Storage;

namespace CcgBot.Postgres.Tests;

public abstract class EvidenceSuite(PostgresServer? server) : IDisposable
{
    private readonly StoreUnderTest _store = new(server);

    [StoreFact]
    public void A_record_is_found_by_its_id_and_among_the_latest()
    {
        var first = _store.Log.Append(Record("Who?"), "anna");
        _store.Time.Advance(TimeSpan.FromSeconds(1));
        var second = _store.Log.Append(Record("Why?", "abstention"));

        _store.Log.Find(first)!.Record!.Text.ShouldBe("Eight. [1]");
        _store.Log.Find(first)!.User.ShouldBe(_store.Log.Pseudonym("anna"));
        _store.Log.Find(new string('0', 32)).ShouldBeNull();
        _store.Log.Latest(1).ShouldHaveSingleItem().Id.ShouldBe(second);
        _store.Log.Unanswered(5).ShouldHaveSingleItem().Id.ShouldBe(second);
        _store.Log.Head().Seq.ShouldBe(2);
        Whole();
    }

    [StoreFact]
    public void Writers_on_several_hosts_make_one_chain()
    {
        const int Hosts = 4;
        const int Each = 50;
        _store.Log.Append(Record("first"));
        var writers = Enumerable.Range(0, Hosts).Select(_ => _store.NewLog()).ToList();

        var ids = writers.AsParallel().WithDegreeOfParallelism(Hosts)
            .SelectMany(log => Enumerable.Range(0, Each).Select(i => log.Append(Record($"question {i}"))).ToList()).ToList();
        writers.ForEach(log => log.Flush());

        _store.Log.Head().Seq.ShouldBe((Hosts * Each) + 1);
        ids.Distinct().Count().ShouldBe(Hosts * Each);
        ids.ShouldAllBe(id => _store.Log.Find(id) != null);
        Whole().Records.ShouldBe((Hosts * Each) + 1);
    }

    [StoreFact]
    public void Whatever_is_done_to_the_log_behind_its_back_is_found()
    {
        for (var i = 0; i < 4; i++)
        {
            _store.Log.Append(Record($"question {i}"));
        }

        _store.Run("UPDATE evidence SET at = at + 1 WHERE seq = 2");
        Problems().ShouldContain(problem => problem.StartsWith("record 2 does not follow"));
        _store.Run("UPDATE evidence SET at = at - 1 WHERE seq = 2");
        Problems().ShouldBeEmpty();

        _store.Run("DELETE FROM evidence_payload WHERE seq = 4");
        _store.Run("DELETE FROM evidence WHERE seq = 4");
        Problems().ShouldContain("record 4 cut from the log's end");
        // Going on does not heal it: a link says for ever where it was.
        _store.Log.Append(Record("after"));
        Problems().ShouldContain(problem => problem.Contains("marks where the log was found cut"));
    }

    [StoreFact]
    public void Who_is_forgotten_is_nowhere_and_the_chain_holds()
    {
        var id = _store.Log.Append(Record("Mine?"), "anna");
        var other = _store.Log.Append(Record("Yours?"), "ben");
        var feedback = new FeedbackStore(_store.Database, _store.Log, _store.Time);
        feedback.Record(null, id, Reaction.Like, "good", "anna");
        _store.Run("INSERT INTO directline_conversation(id, \"user\", site, seen) VALUES ('c1', 'anna', 'https://a', '2026')");
        _store.Run("INSERT INTO directline_activity(conversation, number, activity) VALUES ('c1', 1, $1), ('c2', 1, $2), ('c3', 1, $3)",
            """{"from":{"id":"anna"}}""", """{"from":{"id":"bot"},"recipient":{"id":"anna"}}""", "no JSON");
        _store.Run("INSERT INTO delivery(activity, state, at) VALUES ('directline|c2|7', 'done', '2026'), ('directline|c3|7', 'done', '2026')");
        _store.Run("INSERT INTO exchange(conversation, \"user\", question, answer, cited, at) VALUES ('directline|c1', $1, 'q', 'a', '[]', '2026'), ('x', 'ben', 'q', 'a', '[]', '2026')", _store.Log.Pseudonym("anna"));

        var report = new EvidenceEraser(_store.Log, _store.Time).Forget("anna");

        (report.Records, report.Feedback, report.Conversations).ShouldBe((1L, 1, 1));
        _store.Log.Find(id)!.Record.ShouldBeNull();
        _store.Log.Find(other)!.Record.ShouldNotBeNull();
        _store.Scalar<string>("SELECT conversation FROM directline_activity").ShouldBe("c3");
        _store.Scalar<string>("SELECT activity FROM delivery").ShouldBe("directline|c3|7");
        Whole().Erased.ShouldBe(1);
    }

    [StoreFact]
    public void What_is_past_its_days_goes()
    {
        _store.Log.Append(Record("old"));
        _store.Time.Advance(TimeSpan.FromDays(_store.Log.Options.RetentionDays + 1));
        _store.Log.Append(Record("new"));

        new EvidenceEraser(_store.Log, _store.Time).Sweep().Records.ShouldBe(1);
        new EvidenceEraser(_store.Log, _store.Time).Sweep().Records.ShouldBe(0);
        Whole().Erased.ShouldBe(1);
    }

    [StoreFact]
    public void A_change_that_fails_leaves_nothing()
    {
        Should.Throw<InvalidOperationException>(() => _store.Log.Change<int>(connection =>
        {
            connection.Run("INSERT INTO meta(name, value) VALUES ('x', 'y')");
            throw new InvalidOperationException();
        }));

        _store.Scalar<long>("SELECT count(*) FROM meta WHERE name = 'x'").ShouldBe(0);
        _store.Log.Record(new ChangeRecord("eve", "key.add", "k"));
        Whole().Records.ShouldBe(1);
    }

    [StoreFact]
    public void A_log_of_another_key_is_refused()
    {
        _store.Log.Append(Record("Who?"));
        Should.Throw<InvalidDataException>(() => new EvidenceLog(_store.Open(), new EvidenceOptions { KeyFile = Path.Combine(_store.Folder, "other.key") }, _store.Time));
    }

    [StoreFact]
    public void Feedback_is_kept_a_persons_newest_alone()
    {
        var id = _store.Log.Append(Record("Who?"));
        var feedback = new FeedbackStore(_store.Database, _store.Log, _store.Time);
        feedback.Shown("m1", new string('a', 32));
        feedback.Shown("m1", id);

        feedback.AnswerOf("m1").ShouldBe(id);
        feedback.AnswerOf("m2").ShouldBeNull();
        feedback.Record("m1", null, Reaction.Like, null, "anna").ShouldBe(id);
        feedback.Record(null, id, Reaction.Dislike, "no: a.b@nhs.net", "anna").ShouldBe(id);
        feedback.Record("unknown", null, Reaction.Like, null, null).ShouldBeNull();
        feedback.Of(id).ShouldHaveSingleItem().Text.ShouldBe("no: •••");
        feedback.Latest(10, only: Reaction.Like).ShouldHaveSingleItem().EvidenceId.ShouldBeNull();
        feedback.Latest(10).Count.ShouldBe(2);
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    protected static EvidenceRecord Record(string question, string kind = "grounded") => new() { Question = question, Kind = kind, Text = "Eight. [1]" };

    private List<string> Problems() => [.. new EvidenceVerifier(_store.Log).Verify().Problems.Select(problem => problem.ToString())];

    private EvidenceReport Whole()
    {
        var report = new EvidenceVerifier(_store.Log).Verify();
        report.Problems.ShouldBeEmpty();
        return report;
    }
}

public sealed class EvidenceOverSqlite() : EvidenceSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class EvidenceOverPostgres(PostgresServer server) : EvidenceSuite(server);

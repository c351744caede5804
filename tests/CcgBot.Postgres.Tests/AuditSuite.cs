using CcgBot.Evidence;
using CcgBot.Postgres.Tests.Infrastructure;

namespace CcgBot.Postgres.Tests;

/// <summary>What auditors look for: changes by who, what, words and days; figures day by day.</summary>
public abstract class AuditSuite(PostgresServer? server) : IDisposable
{
    private readonly StoreUnderTest _store = new(server);

    [StoreFact]
    public void Changes_are_found_by_person_action_words_subject_and_day()
    {
        _store.Log.Record(new ChangeRecord("Özil, Anna", "article.withdraw", "lido", "it closed", """{"title":"The lido"}""", """{"title":"The lido","withdrawn":true}"""));
        _store.Time.Advance(TimeSpan.FromDays(1));
        _store.Log.Record(new ChangeRecord("Bob", "article.groups", "caf\u00e9", null, """{"groups":[]}""", """{"groups":["k\u00fcche"]}"""));
        _store.Log.Append(new EvidenceRecord { Question = "q", Standalone = "q", Kind = "abstention", Text = "" });
        _store.Time.Advance(TimeSpan.FromDays(1));
        _store.Log.Record(new ChangeRecord("Bob", "key.add", "1a2b"));
        _store.Log.Record(new ChangeRecord("Bob", "articles.none", "x"));

        Found(ChangeFilter.Of()).ShouldBe(["x", "1a2b", "café", "lido"]);
        Found(ChangeFilter.Of(who: "özil")).ShouldBe(["lido"]);
        Found(ChangeFilter.Of(what: "article")).ShouldBe(["café", "lido"]);
        Found(ChangeFilter.Of(what: "article.groups")).ShouldBe(["café"]);
        Found(ChangeFilter.Of(text: "CLOSED")).ShouldBe(["lido"]);
        Found(ChangeFilter.Of(text: "küche")).ShouldBe(["café"]);
        Found(ChangeFilter.Of(subject: "café", who: "bob")).ShouldBe(["café"]);
        Found(ChangeFilter.Of(from: "2026-03-03", to: "2026-03-03")).ShouldBe(["café"]);
        Found(ChangeFilter.Of(from: "2026-03-04")).ShouldBe(["x", "1a2b"]);
        Found(ChangeFilter.Of(to: "2026-03-02")).ShouldBe(["lido"]);
        Found(ChangeFilter.Of(from: "9999-12-31", to: "9999-12-31")).ShouldBeEmpty();
        Found(ChangeFilter.Of(who: " ", text: "nothing like it")).ShouldBeEmpty();
        Should.Throw<InvalidDataException>(() => ChangeFilter.Of(from: "3 March")).Message.ShouldContain("'3 March' is no date");
        _store.Log.Changes(1, 1).ShouldHaveSingleItem().Change.Subject.ShouldBe("1a2b");
    }

    [StoreFact]
    public void Figures_count_what_was_asked_answered_disliked_and_how_long_it_took_by_days()
    {
        Answer("grounded", 10);
        _store.Time.Advance(TimeSpan.FromDays(3));
        var disliked = Answer("grounded", 100);
        Answer("abstention", 300);
        Answer("reply", 9_000);
        _store.Log.Record(new ChangeRecord("Bob", "key.add", "1a2b"));
        new FeedbackStore(_store.Database, _store.Log, _store.Time).Record(null, disliked, Reaction.Dislike, null, "her");
        _store.Time.Advance(TimeSpan.FromDays(1));
        Answer("clarification", 20);

        var figures = new AnswerFigures(_store.Log).Count(_store.Time.GetUtcNow().AddHours(1), 4);

        figures.IsSampled.ShouldBeFalse();
        figures.Days.Select(day => (day.Asked, day.Answered, day.Disliked)).ShouldBe([(0, 0, 0), (0, 0, 0), (2, 1, 1), (1, 0, 0)]);
        figures.Days[2].Times.ShouldBe([100, 300]);
        AnswerFigures.P95(figures.Days[2].Times).ShouldBe(300);
        AnswerFigures.P95(figures.Days[0].Times).ShouldBeNull();
        new AnswerFigures(_store.Log).Count(_store.Time.GetUtcNow().AddDays(-10), 2).Days.Sum(day => day.Asked).ShouldBe(4, "what a clock puts in the future is of the last day");
    }

    public void Dispose()
    {
        _store.Dispose();
        GC.SuppressFinalize(this);
    }

    private string Answer(string kind, double took) => _store.Log.Append(new EvidenceRecord { Question = "q", Standalone = "q", Kind = kind, Text = "", ElapsedMs = took });

    private IEnumerable<string> Found(ChangeFilter filter) => _store.Log.Changes(filter).Select(stored => stored.Change.Subject);
}

public sealed class AuditOverSqlite() : AuditSuite(null);

[OverPostgres]
[Collection(PostgresCollection.Name)]
public sealed class AuditOverPostgres(PostgresServer server) : AuditSuite(server);

using System.Data.Common;
using System.Text.Json.Serialization;
using CcgBot.Privacy;
using CcgBot.Retrieval.Lexical;
using CcgBot.Storage;

namespace CcgBot.Evidence;

/// <summary>What people asked and was not answered, questions about one thing put together, with what was decided of them.</summary>
public sealed class Gaps(EvidenceLog log) : IDisposable
{
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>Groups the newest unanswered questions, the largest group first.</summary>
    /// <param name="records">How many answers to look back over.</param>
    public GapReport Find(int records = 10_000)
    {
        var (questions, unstored) = (new List<GapQuestion>(), 0);
        foreach (var evidence in log.Unanswered(records))
        {
            var record = evidence.Record!;
            // "empty" is no question at all.
            var asked = record.Kind == "grounded" ? record.Unanswered : record.Reason == "empty" ? [] : [record.Standalone ?? ""];
            unstored += asked.Count(text => text.Length == 0);
            questions.AddRange(asked
                .Where(text => text.Length > 0)
                .Select(text => PatientNames.Mask(PersonalData.Mask(text).Text))
                .Select(text => new GapQuestion(text, evidence.At, evidence.Id, record.Reason, record.Citations.Count > 0 ? record.Citations[0] : null) { Key = KeyOf(text) }));
        }

        var decided = Decided();
        var settled = questions.ToLookup(question => decided.TryGetValue(question.Key, out var decision) && decision.Settles(question));
        return new GapReport(Group([.. settled[false]], decided), unstored) { Settled = Group([.. settled[true]], decided) };
    }

    public void Dispose() => _analyzer.Dispose();

    private IReadOnlyList<GapGroup> Group(IReadOnlyList<GapQuestion> questions, IReadOnlyDictionary<string, Decision> decided) =>
    [
        .. GapGrouping.Group(questions, text => _analyzer.Terms(text)).Select(group =>
        {
            var known = group.Questions.Select(question => decided.GetValueOrDefault(question.Key)).OfType<Decision>().MaxBy(decision => decision.Revision);
            var settled = known?.Settles(group.Questions[0]) == true;
            return group with
            {
                Key = group.Questions[0].Key, State = settled ? known!.State : GapState.Open, Assignee = known?.Assignee, Revision = known?.Revision ?? 0,
            };
        }),
    ];

    /// <summary>A question by its terms, hashed with the log's key: its words are nobody's to find in the store once its record is gone.</summary>
    private string KeyOf(string question) => log.Pseudonym("gap " + string.Join(' ', _analyzer.Terms(question) is { Count: > 0 } terms ? terms : [question.ToLowerInvariant()]));

    private IReadOnlyDictionary<string, Decision> Decided()
    {
        using var connection = log.Database.Open();
        return Decided(connection);
    }

    private static IReadOnlyDictionary<string, Decision> Decided(DbConnection connection) => connection.Query(
        "SELECT key, state, assignee, revision, at FROM gap",
        reader => (Key: reader.GetString(0), Decision: new Decision((GapState)reader.GetInt32(1), reader.StringOrNull(2), reader.GetInt64(3), DateTimeOffset.FromUnixTimeMilliseconds(reader.GetInt64(4)))))
        .ToDictionary(row => row.Key, row => row.Decision, StringComparer.Ordinal);

    /// <summary>The newest decision of questions by their <see cref="GapQuestion.Key"/>; 0 = there was none.</summary>
    internal static long RevisionOf(DbConnection connection, IReadOnlyCollection<string> keys)
    {
        var known = Decided(connection);
        return keys.Max(key => known.TryGetValue(key, out var decision) ? decision.Revision : 0);
    }

    /// <summary>Decides of questions by their <see cref="GapQuestion.Key"/>.</summary>
    /// <param name="at">Milliseconds since 1970.</param>
    internal static void Put(DbConnection connection, IReadOnlyCollection<string> keys, GapDecision decision, long at)
    {
        var next = connection.Scalar<long>("SELECT coalesce(max(revision), 0) + 1 FROM gap");
        foreach (var key in keys)
        {
            connection.Run(
                """
                INSERT INTO gap(key, state, assignee, revision, at) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT(key) DO UPDATE SET state = excluded.state, assignee = excluded.assignee, revision = excluded.revision, at = excluded.at
                """,
                key,
                (int)decision.State,
                decision.Assignee,
                next,
                at);
        }
    }

    private sealed record Decision(GapState State, string? Assignee, long Revision, DateTimeOffset At)
    {
        /// <summary>What is done and asked again, without an answer, is open again.</summary>
        public bool Settles(GapQuestion question) => State == GapState.OutOfScope || State == GapState.Done && question.At <= At;
    }
}

/// <param name="Reason">notInArticles or outOfScope; null for a part of a question whose other parts were answered.</param>
/// <param name="Nearest">The nearest words that were shown instead; null when there were none.</param>
public sealed record GapQuestion(string Text, DateTimeOffset At, string EvidenceId, string? Reason, CitedWords? Nearest)
{
    /// <summary>The same for whoever asks it in the same terms.</summary>
    internal string Key { get; init; } = "";
}

/// <param name="Topic">The words that the questions share, most common first.</param>
/// <param name="Questions">Newest first.</param>
public sealed record GapGroup(string Topic, IReadOnlyList<GapQuestion> Questions)
{
    /// <summary>Names the group when something is decided of it.</summary>
    public string Key { get; init; } = "";

    public GapState State { get; init; }

    /// <summary>Who looks after it; null = nobody yet.</summary>
    public string? Assignee { get; init; }

    /// <summary>Another with every decision; 0 = nothing was decided yet.</summary>
    public long Revision { get; init; }
}

/// <param name="Assignee">Null = nobody.</param>
public sealed record GapDecision(GapState State, string? Assignee);

/// <summary>What becomes of a question that was not answered. Numbers are stored: never renumber.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<GapState>))]
public enum GapState
{
    [JsonStringEnumMemberName("open")]
    Open = 0,

    /// <summary>Nothing that the articles should answer.</summary>
    [JsonStringEnumMemberName("outOfScope")]
    OutOfScope = 1,

    /// <summary>Answered since: by an article, a curated answer.</summary>
    [JsonStringEnumMemberName("done")]
    Done = 2,
}

/// <param name="Groups">Those that are open.</param>
/// <param name="Unstored">Unanswered questions that were not stored, so can't be shown.</param>
public sealed record GapReport(IReadOnlyList<GapGroup> Groups, int Unstored)
{
    /// <summary>Those that are done or out of scope.</summary>
    public IReadOnlyList<GapGroup> Settled { get; init; } = [];
}

using CcgBot.Privacy;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Evidence;

/// <summary>What people asked and was not answered, questions about one thing put together.</summary>
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
                .Select(text => new GapQuestion(PatientNames.Mask(PersonalData.Mask(text).Text), evidence.At, evidence.Id, record.Reason, record.Citations.Count > 0 ? record.Citations[0] : null)));
        }

        return new GapReport(GapGrouping.Group(questions, text => _analyzer.Terms(text)), unstored);
    }

    public void Dispose() => _analyzer.Dispose();
}

/// <param name="Reason">notInArticles or outOfScope; null for a part of a question whose other parts were answered.</param>
/// <param name="Nearest">The nearest words that were shown instead; null when there were none.</param>
public sealed record GapQuestion(string Text, DateTimeOffset At, string EvidenceId, string? Reason, CitedWords? Nearest);

/// <param name="Topic">The words that the questions share, most common first.</param>
/// <param name="Questions">Newest first.</param>
public sealed record GapGroup(string Topic, IReadOnlyList<GapQuestion> Questions);

/// <param name="Unstored">Unanswered questions that were not stored, so can't be shown.</param>
public sealed record GapReport(IReadOnlyList<GapGroup> Groups, int Unstored);

using CcgBot.Answering;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Scoring;

/// <summary>One question as the report shows it: asked, expected, given, scored.</summary>
/// <param name="Relevant">The documents judged relevant.</param>
/// <param name="Found">The first documents of the ranking.</param>
public sealed record QuestionReport(
    ScoredQuestion Scored,
    string Question,
    IReadOnlyList<Turn> History,
    string? Scenario,
    string Expected,
    IReadOnlyList<ResultClaim> Claims,
    IReadOnlyList<ResultCitation> Citations,
    IReadOnlyList<string> Relevant,
    IReadOnlyList<string> Found,
    string? Failure)
{
    private const int Shown = 10;

    /// <summary>The scores of <see cref="Found"/>.</summary>
    public IReadOnlyList<double> FoundScores { get; init; } = [];

    /// <summary>What was searched for; null when the system did not say.</summary>
    public string? Standalone { get; init; }

    /// <summary>The words that it was searched by.</summary>
    public IReadOnlyList<string> Words { get; init; } = [];

    /// <summary>What went wrong; null: nothing that is known.</summary>
    public FailureGroup? Group => FailureGroups.Of(this);

    /// <param name="judged">The question's judged documents; null when it has none.</param>
    public static QuestionReport Of(TestQuestion question, QuestionResult result, IReadOnlyDictionary<string, int>? judged) => new(
        ScoredQuestion.Of(question, result, judged),
        question.Text,
        question.History,
        question.Scenario,
        question.Expected,
        result.Claims,
        result.Citations,
        [.. (judged ?? new Dictionary<string, int>()).Where(pair => pair.Value >= 1).Select(pair => pair.Key)],
        [.. (result.Ranking ?? []).Take(Shown).Select(ranked => ranked.Document)],
        result.Failure)
    {
        FoundScores = [.. (result.Ranking ?? []).Take(Shown).Select(ranked => ranked.Score)],
        Standalone = result.Standalone,
        Words = result.Words ?? [],
    };
}

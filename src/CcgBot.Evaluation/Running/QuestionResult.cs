using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.Running;

/// <summary>What came of asking one question: one line of a run's <c>results.jsonl</c>.</summary>
/// <param name="Id">The question's id.</param>
/// <param name="Claims">The sentences of the answer with their citations' numbers; none when it is not grounded.</param>
/// <param name="Ranking">The paragraphs found, best first; null when the system did not say (an endpoint).</param>
/// <param name="Failure">The error, when there was one.</param>
/// <param name="Judged">A language model's opinion of the answer, where one was asked for: 1 right, 0.5 partly, 0 wrong; null = it gave none.</param>
public sealed record QuestionResult(
    string Id,
    AnswerKind Kind,
    IReadOnlyList<ResultClaim> Claims,
    IReadOnlyList<ResultCitation> Citations,
    double Confidence,
    double ElapsedMs,
    IReadOnlyList<RankedDocument>? Ranking = null,
    string? Failure = null,
    double? Judged = null)
{
    /// <summary>What was searched for: the question as it stands alone; null when the system did not say.</summary>
    public string? Standalone { get; init; }

    /// <summary>The words that it was searched by, as they stand in the question.</summary>
    public IReadOnlyList<string>? Words { get; init; }

    /// <summary>The answer as plain text, without marks.</summary>
    public string Text => string.Join(' ', Claims.Select(claim => claim.Text));
}

public sealed record ResultClaim(string Text, IReadOnlyList<int> Citations);

/// <param name="Document">As the qrels name it.</param>
public sealed record ResultCitation(int Number, string Document, string Title, int Paragraph, string Quote);

public enum AnswerKind
{
    Grounded,
    Abstention,
    Clarification,

    /// <summary>Only ranked, not answered (<c>--retrieval-only</c>).</summary>
    Ranking,
    Failed,
}

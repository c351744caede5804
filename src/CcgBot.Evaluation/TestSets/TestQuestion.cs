using CcgBot.Answering;

namespace CcgBot.Evaluation.TestSets;

/// <summary>One question of a test set with what is expected of it.</summary>
/// <param name="Id">Unique within the set.</param>
public sealed record TestQuestion(string Id, string Text)
{
    /// <summary>Any of these is right.</summary>
    public IReadOnlyList<string> Answers { get; init; } = [];

    /// <summary>All of these belong to a right answer.</summary>
    public IReadOnlyList<string> AnswersAll { get; init; } = [];

    /// <summary>Whether the corpus answers it; null: not scored for abstention.</summary>
    public bool? Answerable { get; init; }

    public IReadOnlyList<Turn> History { get; init; } = [];

    /// <summary>The asker's own situation, where the set gives one.</summary>
    public string? Scenario { get; init; }

    /// <summary>The words in the articles that answer it, where the set gives these and not qrels.</summary>
    public IReadOnlyList<EvidenceQuote> Evidence { get; init; } = [];

    /// <summary>The document that its writer looked at, where the set says so, also of a question which that does not answer.</summary>
    public string? About { get; init; }

    /// <summary>Where it stands in its file, from 1; 0 = not known.</summary>
    public int Line { get; init; }

    /// <summary>Documents hidden from the answerer for this question (probe <c>gold-removed</c>).</summary>
    public IReadOnlySet<string> Removed { get; init; } = new HashSet<string>();

    /// <summary>The expected answer for people to read.</summary>
    public string Expected => Answers.Count > 0 ? string.Join(" · ", Answers) : string.Join(" + ", AnswersAll);
}

/// <summary>Words that stand verbatim in a paragraph of an article.</summary>
public sealed record EvidenceQuote(string Article, string Quote);

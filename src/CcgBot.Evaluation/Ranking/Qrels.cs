namespace CcgBot.Evaluation.Ranking;

/// <summary>Judged relevance: for each question, its judged documents with their grade (1 and above: relevant).</summary>
public sealed record Qrels(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByQuestion)
{
    /// <summary>The line of each judgement of its file, to name one that can't be used; empty where they come of another kind of file.</summary>
    public IReadOnlyDictionary<(string Question, string Document), int> Lines { get; init; } = new Dictionary<(string, string), int>();

    /// <summary>The file they were read from.</summary>
    public string? File { get; init; }

    public static Qrels None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, int>>());

    /// <summary>The judged documents of a question; null when it was not judged.</summary>
    public IReadOnlyDictionary<string, int>? Of(string question) => ByQuestion.GetValueOrDefault(question);

    /// <summary>The documents that are relevant to a question; none when it was not judged.</summary>
    public IReadOnlySet<string> Relevant(string question) =>
        (Of(question) ?? new Dictionary<string, int>()).Where(pair => pair.Value >= 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
}

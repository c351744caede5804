namespace CcgBot.Evaluation.Ranking;

/// <summary>Judged relevance: for each question, its judged documents with their grade (1 and above: relevant).</summary>
public sealed record Qrels(IReadOnlyDictionary<string, IReadOnlyDictionary<string, int>> ByQuestion)
{
    public static Qrels None { get; } = new(new Dictionary<string, IReadOnlyDictionary<string, int>>());

    /// <summary>The judged documents of a question; null when it was not judged.</summary>
    public IReadOnlyDictionary<string, int>? Of(string question) => ByQuestion.GetValueOrDefault(question);

    /// <summary>The documents that are relevant to a question; none when it was not judged.</summary>
    public IReadOnlySet<string> Relevant(string question) =>
        (Of(question) ?? new Dictionary<string, int>()).Where(pair => pair.Value >= 1).Select(pair => pair.Key).ToHashSet(StringComparer.Ordinal);
}

namespace CcgBot.Evaluation.Answers;

/// <summary>
/// Do the citations of an answer's sentences point at judged paragraphs? After ALCE (Gao et al. 2023), with human relevance
/// judgements in the place of its entailment model: a citation is right when its paragraph is judged relevant.
/// </summary>
public static class CitationMeasures
{
    /// <summary>The share of right ones among all citations of all sentences; null when there is none.</summary>
    /// <param name="sentences">For each sentence the documents it cites.</param>
    /// <param name="judged">Document → grade; relevant from 1 on.</param>
    public static double? Precision(IReadOnlyList<IReadOnlyList<string>> sentences, IReadOnlyDictionary<string, int> judged)
    {
        var citations = sentences.SelectMany(documents => documents).ToList();
        return citations.Count > 0 ? (double)citations.Count(document => IsRight(document, judged)) / citations.Count : null;
    }

    /// <summary>The share of sentences with at least one right citation; null when there is no sentence.</summary>
    public static double? Recall(IReadOnlyList<IReadOnlyList<string>> sentences, IReadOnlyDictionary<string, int> judged) =>
        sentences.Count > 0 ? (double)sentences.Count(documents => documents.Any(document => IsRight(document, judged))) / sentences.Count : null;

    private static bool IsRight(string document, IReadOnlyDictionary<string, int> judged) => judged.GetValueOrDefault(document) >= 1;
}

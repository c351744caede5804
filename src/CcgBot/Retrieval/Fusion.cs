namespace CcgBot.Retrieval;

/// <summary>
/// Words and meaning in one score: words ÷ best words + weight × (cosine − mean) ÷ (best cosine − mean). Measured better than reciprocal
/// ranks (+.08 nDCG@10) and than learnt combinations out of their domain.
/// </summary>
public static class Fusion
{
    /// <summary>Ranks candidates, best first; ties by key.</summary>
    /// <param name="weight">How much meaning counts; the best word score counts 1.</param>
    /// <param name="meanCosine">The question's mean cosine with the whole corpus: what a paragraph about something else has.</param>
    public static IReadOnlyList<FusedHit> WeightedSum(IReadOnlyCollection<FusionCandidate> candidates, double weight, double meanCosine)
    {
        ArgumentNullException.ThrowIfNull(candidates);
        var bestWords = candidates.Select(candidate => candidate.Words).DefaultIfEmpty().Max();
        var bestCosine = candidates.Select(candidate => candidate.Cosine ?? meanCosine).DefaultIfEmpty().Max();
        return [.. candidates
            .Select(candidate => new FusedHit(
                candidate.Key,
                Share(candidate.Words, bestWords) + weight * Share((candidate.Cosine ?? meanCosine) - meanCosine, bestCosine - meanCosine),
                candidate.Cosine))
            .OrderByDescending(hit => hit.Score)
            .ThenBy(hit => hit.Key)];
    }

    private static double Share(double value, double best) => best > 0 ? value / best : 0;
}

/// <param name="Words">The word score (BM25 and what is added to it), 0 where no word matches.</param>
/// <param name="Cosine">Null where the paragraph has no vector: it then counts as of mean cosine.</param>
public readonly record struct FusionCandidate(long Key, double Words, double? Cosine);

/// <param name="Score">The fused score; comparable within one question only.</param>
public readonly record struct FusedHit(long Key, double Score, double? Cosine);

namespace CcgBot.Evaluation.Ranking;

/// <summary>
/// trec_eval's ranking measures for one question: judged documents and a ranking (<see cref="RankedDocument.InTrecOrder"/>) → 0..1.
/// A document is relevant from grade 1 on (trec_eval's default <c>-l 1</c>); one that was not judged is not relevant. A question
/// without a relevant document scores 0, as in trec_eval. Definitions: trec_eval 10.0, the file named at each measure.
/// </summary>
public static class RankingMeasures
{
    /// <summary>
    /// Normalised discounted cumulative gain: Σ grade / log2(rank + 1) down to <paramref name="depth"/>, over that sum for the
    /// judged documents in their best order (m_ndcg_cut.c).
    /// </summary>
    public static double NdcgAt(int depth, IReadOnlyDictionary<string, int> judged, IReadOnlyList<RankedDocument> ranking)
    {
        var ideal = Gain(judged.Values.OrderDescending().Take(depth));
        return ideal > 0 ? Gain(ranking.Take(depth).Select(document => judged.GetValueOrDefault(document.Document))) / ideal : 0;
    }

    /// <summary>The share of the relevant documents that stand among the first <paramref name="depth"/> (m_recall.c).</summary>
    public static double RecallAt(int depth, IReadOnlyDictionary<string, int> judged, IReadOnlyList<RankedDocument> ranking)
    {
        var relevant = Relevant(judged);
        return relevant > 0 ? (double)ranking.Take(depth).Count(document => IsRelevant(judged, document)) / relevant : 0;
    }

    /// <summary>1 / rank of the first relevant document, 0 when none is among the first <paramref name="depth"/> (m_recip_rank.c with <c>-M depth</c>).</summary>
    public static double ReciprocalRankAt(int depth, IReadOnlyDictionary<string, int> judged, IReadOnlyList<RankedDocument> ranking)
    {
        for (var i = 0; i < Math.Min(depth, ranking.Count); i++)
        {
            if (IsRelevant(judged, ranking[i]))
            {
                return 1.0 / (i + 1);
            }
        }

        return 0;
    }

    /// <summary>Precision at each relevant document of the ranking, summed, over the number of relevant documents (m_map.c).</summary>
    public static double AveragePrecision(IReadOnlyDictionary<string, int> judged, IReadOnlyList<RankedDocument> ranking)
    {
        var (found, sum, relevant) = (0, 0.0, Relevant(judged));
        for (var i = 0; i < ranking.Count; i++)
        {
            if (IsRelevant(judged, ranking[i]))
            {
                sum += (double)++found / (i + 1);
            }
        }

        return relevant > 0 ? sum / relevant : 0;
    }

    private static bool IsRelevant(IReadOnlyDictionary<string, int> judged, RankedDocument document) => judged.GetValueOrDefault(document.Document) >= 1;

    private static int Relevant(IReadOnlyDictionary<string, int> judged) => judged.Values.Count(grade => grade >= 1);

    private static double Gain(IEnumerable<int> grades) => grades.Select((grade, i) => Math.Max(grade, 0) / Math.Log2(i + 2)).Sum();
}

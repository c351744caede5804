using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.Tests.Ranking;

/// <summary>The values are trec_eval 10.0's (<c>-c -q</c>) for these judgements and rankings; topic 2 and the discounts are worked by hand too.</summary>
public sealed class RankingMeasuresTests
{
    // Ties at 4.0, 3.5 and 1.0, out of order; a negative grade; a document that was never judged; a name beyond ASCII.
    private static readonly Topic Graded = new(
        new() { ["a"] = 1, ["b"] = 2, ["c"] = 0, ["d"] = 3, ["e"] = 1, ["z"] = -1 },
        [("c", 5), ("b", 4), ("z", 4), ("q", 3.5), ("d", 3.5), ("é", 3.5), ("e", 1.25), ("f01", 1), ("f02", 1), ("f03", 1), ("f04", 1), ("a", 1)]);

    private static readonly Topic AllTied = new(new() { ["a"] = 1, ["k"] = 1 }, [("j", 2), ("k", 2), ("a", 2)]);

    private static readonly Topic NothingRelevant = new(new() { ["x"] = 0 }, [("x", 1), ("y", 0.5)]);

    private static readonly Topic NothingFound = new(new() { ["m"] = 1, ["n"] = 1 }, []);

    [Fact]
    public void Ties_are_ordered_by_document_number_falling() =>
        Assert.Equal(["c", "z", "b", "é", "q", "d", "e", "f04", "f03", "f02", "f01", "a"], Graded.Ranking.Select(document => document.Document));

    [Fact]
    public void Ndcg_uses_grades_as_gains_and_the_best_order_of_all_judged_as_ideal()
    {
        Assert.Equal(0.4626, RankingMeasures.NdcgAt(10, Graded.Judged, Graded.Ranking), 4);
        // k, j, a: (1/log2 2 + 1/log2 4) / (1/log2 2 + 1/log2 3) = 1.5 / 1.6309
        Assert.Equal(0.9197, RankingMeasures.NdcgAt(10, AllTied.Judged, AllTied.Ranking), 4);
    }

    [Fact]
    public void Recall_is_of_the_relevant_documents_found_down_to_a_rank()
    {
        Assert.Equal(0, RankingMeasures.RecallAt(1, Graded.Judged, Graded.Ranking));
        Assert.Equal(0.75, RankingMeasures.RecallAt(10, Graded.Judged, Graded.Ranking), 4);
        Assert.Equal(1, RankingMeasures.RecallAt(100, Graded.Judged, Graded.Ranking), 4);
        Assert.Equal(0.5, RankingMeasures.RecallAt(1, AllTied.Judged, AllTied.Ranking), 4);
    }

    [Fact]
    public void Reciprocal_rank_is_of_the_first_relevant_document_within_depth()
    {
        Assert.Equal(0.3333, RankingMeasures.ReciprocalRankAt(10, Graded.Judged, Graded.Ranking), 4);
        Assert.Equal(1, RankingMeasures.ReciprocalRankAt(10, AllTied.Judged, AllTied.Ranking), 4);
        Assert.Equal(0, RankingMeasures.ReciprocalRankAt(2, Graded.Judged, Graded.Ranking));
    }

    [Fact]
    public void Average_precision_is_over_all_relevant_documents()
    {
        // Relevant at ranks 3, 6, 7, 12: (1/3 + 2/6 + 3/7 + 4/12) / 4
        Assert.Equal(0.3571, RankingMeasures.AveragePrecision(Graded.Judged, Graded.Ranking), 4);
        Assert.Equal(0.8333, RankingMeasures.AveragePrecision(AllTied.Judged, AllTied.Ranking), 4);
    }

    [Fact]
    public void A_question_with_nothing_relevant_or_nothing_found_scores_nothing()
    {
        foreach (var topic in (Topic[])[NothingRelevant, NothingFound])
        {
            Assert.Equal(0, RankingMeasures.NdcgAt(10, topic.Judged, topic.Ranking));
            Assert.Equal(0, RankingMeasures.RecallAt(100, topic.Judged, topic.Ranking));
            Assert.Equal(0, RankingMeasures.ReciprocalRankAt(10, topic.Judged, topic.Ranking));
            Assert.Equal(0, RankingMeasures.AveragePrecision(topic.Judged, topic.Ranking));
        }
    }

    private sealed record Topic(Dictionary<string, int> Judged, (string Document, double Score)[] Scored)
    {
        public IReadOnlyList<RankedDocument> Ranking => RankedDocument.InTrecOrder(Scored.Select(pair => new RankedDocument(pair.Document, pair.Score)));
    }
}

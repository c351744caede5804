using CcgBot.Retrieval;

namespace CcgBot.Tests.Retrieval;

public class FusionTests
{
    [Fact]
    public void Score_is_the_share_of_the_best_words_plus_the_weighted_share_of_the_best_cosine()
    {
        var fused = Fusion.WeightedSum([new(1, 10, 0.4), new(2, 5, 0.8), new(3, 0, 0.2)], 0.3, 0.2);
        Assert.Equal([1, 2, 3], fused.Select(hit => hit.Key));
        Assert.Equal(1 + 0.3 * (0.2 / 0.6), fused[0].Score, 1e-12);
        Assert.Equal(0.5 + 0.3, fused[1].Score, 1e-12);
        Assert.Equal(0, fused[2].Score, 1e-12);
    }

    [Fact]
    public void Without_any_word_match_meaning_ranks() =>
        Assert.Equal([2, 1], Fusion.WeightedSum([new(1, 0, 0.1), new(2, 0, 0.3)], 0.3, 0).Select(hit => hit.Key));

    [Fact]
    public void A_paragraph_without_a_vector_counts_as_of_mean_cosine()
    {
        var fused = Fusion.WeightedSum([new(1, 4, null), new(2, 4, 0.5), new(3, 4, 0.1)], 1, 0.2);
        Assert.Equal([2, 1, 3], fused.Select(hit => hit.Key));
        Assert.Equal(1, fused[1].Score);
    }

    [Fact]
    public void Ties_and_candidates_below_the_mean_keep_a_fixed_order()
    {
        Assert.Equal([1, 2], Fusion.WeightedSum([new(2, 1, 0.1), new(1, 1, 0.1)], 0.3, 0.4).Select(hit => hit.Key));
        Assert.Empty(Fusion.WeightedSum([], 0.3, 0));
    }
}

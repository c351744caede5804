using CcgBot.Evaluation.Answers;

namespace CcgBot.Evaluation.Tests.Answers;

public sealed class CitationMeasuresTests
{
    private static readonly Dictionary<string, int> Judged = new() { ["right"] = 1, ["also"] = 2, ["wrong"] = 0 };

    [Fact]
    public void Precision_is_over_citations_and_recall_over_sentences()
    {
        IReadOnlyList<IReadOnlyList<string>> sentences = [["right", "wrong"], ["unjudged"], ["also"], []];

        // 2 of 4 citations are right; 2 of 4 sentences have a right one.
        Assert.Equal(0.5, CitationMeasures.Precision(sentences, Judged));
        Assert.Equal(0.5, CitationMeasures.Recall(sentences, Judged));
        Assert.Equal(2.0 / 3, CitationMeasures.Precision([["right", "also", "wrong"]], Judged));
        Assert.Equal(1, CitationMeasures.Recall([["right", "also", "wrong"]], Judged));
    }

    [Fact]
    public void Nothing_cited_has_no_precision_and_recalls_nothing()
    {
        Assert.Null(CitationMeasures.Precision([[]], Judged));
        Assert.Equal(0, CitationMeasures.Recall([[]], Judged));
        Assert.Null(CitationMeasures.Recall([], Judged));
    }
}

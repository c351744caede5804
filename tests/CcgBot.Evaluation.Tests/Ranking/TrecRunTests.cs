using CcgBot.Evaluation.Ranking;

namespace CcgBot.Evaluation.Tests.Ranking;

public sealed class TrecRunTests
{
    [Fact]
    public void Writes_ranks_in_trec_order_with_scores_that_read_back_the_same()
    {
        using var writer = new StringWriter();

        TrecRun.Write(writer, [("q 1", [new RankedDocument("a", 0.1f), new RankedDocument("b c", 0.1f), new RankedDocument("d", 2)])], "tag");

        Assert.Equal("q%201 Q0 d 1 2 tag\nq%201 Q0 b%20c 2 0.10000000149011612 tag\nq%201 Q0 a 3 0.10000000149011612 tag\n", writer.ToString());
    }
}

using CcgBot.Evaluation.Probes;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Probes;

public sealed class ProbeTests
{
    private static readonly TestSet Set = new(
        "own", "own", null,
        [new("1", "Yes?") { Answerable = true }, new("2", "No?") { Answerable = false }, new("3", "Unsaid?"), new("4", "Unjudged?")],
        new Qrels(new Dictionary<string, IReadOnlyDictionary<string, int>>
        {
            ["1"] = new Dictionary<string, int> { ["a"] = 1, ["b"] = 0, ["c"] = 2 },
            ["3"] = new Dictionary<string, int> { ["d"] = 1 },
        }),
        []);

    [Fact]
    public void Gold_removed_asks_answerable_questions_with_and_without_their_relevant_paragraphs()
    {
        var probed = Probe.GoldRemoved(Set).Questions;

        Assert.Equal(["1", "1~removed", "3", "3~removed"], probed.Select(question => question.Id));
        Assert.Equal([true, false, true, false], probed.Select(question => question.Answerable));
        Assert.Empty(probed[0].Removed);
        Assert.Equal(["a", "c"], probed[1].Removed.Order());
    }

    [Fact]
    public void Foreign_adds_as_many_unanswerable_questions_of_the_other_set_spread_over_it()
    {
        var other = Set with { Name = "other", Questions = [.. Enumerable.Range(0, 10).Select(i => new TestQuestion($"{i}", "Foreign?") { Answerable = true })] };

        var probed = Probe.Foreign(Set, other).Questions;

        Assert.Equal(["1", "3", "other:0", "other:5"], probed.Select(question => question.Id));
        Assert.Equal([true, true, false, false], probed.Select(question => question.Answerable));
    }
}

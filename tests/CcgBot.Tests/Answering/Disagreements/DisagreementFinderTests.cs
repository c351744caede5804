using CcgBot.Answering;
using CcgBot.Answering.Disagreements;
using CcgBot.Articles;
using Shouldly;
using Xunit.Abstractions;

namespace CcgBot.Tests.Answering.Disagreements;

public sealed class DisagreementFinderTests(ITestOutputHelper output)
{
    private const double MinPrecision = 0.9;

    [Theory]
    [InlineData("dev.tsv", 0.8)]
    [InlineData("heldout.tsv", 0.7)]
    public void Planted_disagreements_are_told_from_agreements_and_lookalikes(string file, double minRecall)
    {
        var pairs = File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Answering", "Disagreements", file))
            .Where(line => !line.StartsWith('#'))
            .Select(line => line.Split('\t'))
            .Select(parts => (Kind: parts[0], One: parts[1], Other: parts[2], Found: DisagreementFinder.Differ(parts[1], parts[2]), Back: DisagreementFinder.Differ(parts[2], parts[1])))
            .ToList();

        var (right, wrong) = (pairs.Where(pair => pair.Found && pair.Kind == "differ").ToList(), pairs.Where(pair => pair.Found && pair.Kind != "differ").ToList());
        var missed = pairs.Where(pair => !pair.Found && pair.Kind == "differ").ToList();
        var figures = $"{file}: {right.Count} right, {wrong.Count} wrong, {missed.Count} missed\nwrong:\n{string.Join('\n', wrong)}\nmissed:\n{string.Join('\n', missed)}";

        output.WriteLine(figures);
        ((double)right.Count / (right.Count + wrong.Count)).ShouldBeGreaterThanOrEqualTo(MinPrecision, figures);
        ((double)right.Count / (right.Count + missed.Count)).ShouldBeGreaterThanOrEqualTo(minRecall, figures);
        pairs.Where(pair => pair.Found != pair.Back).ShouldBeEmpty();
    }

    [Fact]
    public void A_disagreement_names_its_topic_and_both_values()
    {
        var citations = Cite("Case studies were made in eight developing CCGs.", "Nothing else was said.", "There were case studies in twelve developing CCGs.");

        var disagreement = DisagreementFinder.Find(citations).ShouldHaveSingleItem();

        disagreement.About.ShouldBe("case developing CCGs: “eight” or “twelve”");
        disagreement.Citations.ShouldBe([1, 3]);
    }

    [Fact]
    public void The_seed_articles_own_words_for_one_thing_do_not_differ() => DisagreementFinder.Find(Cite(
        "The study involved detailed qualitative case studies in eight developing CCGs across England from Sept 2011-June 2012, as well as conducting web surveys of all developing CCGs at two points in time – December and April.",
        "“We carried out detailed qualitative case studies in eight developing CCGs across England from Sept 2011-June 2012, as well as conducting web surveys of all developing CCGs at two points in time – December and April."))
        .ShouldBeEmpty();

    [Fact]
    public void A_changed_number_in_the_seed_articles_own_words_is_found() => DisagreementFinder.Find(Cite(
        "The study involved detailed qualitative case studies in eight developing CCGs across England from Sept 2011-June 2012, as well as conducting web surveys of all developing CCGs at two points in time – December and April.",
        "“We carried out detailed qualitative case studies in nine developing CCGs across England from Sept 2011-June 2012, as well as conducting web surveys of all developing CCGs at two points in time – December and April."))
        .ShouldHaveSingleItem().About.ShouldEndWith("“eight” or “nine”");

    private static IReadOnlyList<Citation> Cite(params string[] texts) =>
        [.. texts.Select((text, i) => new Citation(i + 1, Paragraph(i + 1, text), text, 0, text.Length))];

    private static Paragraph Paragraph(int ordinal, string text) =>
        new(ordinal, new ParagraphId("a", ordinal, ContentHash.Of(text)), text, "Title", null, null, null, "v", true, false);
}

using CcgBot.Articles;
using CcgBot.Retrieval.Reading;

namespace CcgBot.Tests.Retrieval;

public sealed class ReadingUnitsTests
{
    private static readonly List<Paragraph> List =
    [
        Of(8, "The hut sleeps twelve.", null),
        Of(9, "Leave at home:", new BlockLayout(BlockForm.LeadIn)),
        Of(10, "skis longer than two metres", new BlockLayout(BlockForm.ListItem, LeadIn: 1)),
        Of(11, "drones. They frighten the goats.", new BlockLayout(BlockForm.ListItem, LeadIn: 2)),
        Of(12, "The key is under the bench.", null),
    ];

    private readonly ReadingUnits _units = new(_ => List);

    [Fact]
    public void An_item_is_read_in_its_whole_list()
    {
        var unit = _units.Of(List[3]);

        Assert.Equal("Leave at home:\nskis longer than two metres\ndrones. They frighten the goats.", unit.Text);
        Assert.Equal(["drones.", "They frighten the goats."], unit.Sentences.Select(span => unit.Text[span.Start..span.End]));
    }

    [Fact]
    public void Its_reading_is_given_in_places_of_its_own_text()
    {
        var unit = _units.Of(List[3]);
        var first = unit.Sentences[0];

        var own = unit.Own(new PassageReading(2, 1, -3, [new SentenceReading(4, first.Start, first.Start + 6), new SentenceReading(0, unit.Sentences[1].Start, unit.Sentences[1].End)]));

        Assert.Equal("drones", List[3].Text[own.Sentences[0].Start..own.Sentences[0].End]);
        Assert.Equal(2, own.Answerable);
    }

    [Fact]
    public void What_the_list_answers_counts_for_the_words_that_introduce_it()
    {
        var unit = _units.Of(List[1]);

        var own = unit.Own(new PassageReading(2, 1, -3, [new SentenceReading(-8, 0, 5), new SentenceReading(6, 15, 30)]));

        var sentence = Assert.Single(own.Sentences);
        Assert.Equal(6, sentence.Score);
        Assert.Equal("Leave at home:", List[1].Text[sentence.Start..sentence.End]);
    }

    [Fact]
    public void Running_text_is_read_by_itself_after_its_title()
    {
        var unit = _units.Of(List[4]);

        Assert.Equal((List[4].Text, "Goat Hut"), (unit.Text, unit.Title));
    }

    [Fact]
    public void Of_a_long_list_the_lead_in_and_the_item_are_read()
    {
        List<Paragraph> list = [List[1], .. Enumerable.Range(0, 60).Select(i => Of(10 + i, $"item {i} of a list that goes on and on", new BlockLayout(BlockForm.ListItem, LeadIn: 1 + i)))];

        var unit = new ReadingUnits(_ => list).Of(list[50]);

        Assert.Equal($"Leave at home:\n{list[50].Text}", unit.Text);
    }

    private static Paragraph Of(long key, string text, BlockLayout? layout) =>
        new(key, new ParagraphId("hut", (int)key, ContentHash.Of(text)), text, "Goat Hut", null, null, null, "v1", true, false) { Layout = layout };
}

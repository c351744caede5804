using CcgBot.Articles;

namespace CcgBot.Tests.Articles;

public sealed class TextArticleReaderTests
{
    [Theory]
    [InlineData("000_c83acc44ee83a71c", 14, "Strategic Health Authority (SHA) risk assessments", "The study involved", "December and April.")]
    [InlineData("001_d410f58d39418b5e", 13, "Researchers have published", "The full report is available", "www.prucomm.ac.uk")]
    public void The_seeds_have_the_paragraphs_that_the_product_page_counts(string name, int count, string first, string last, string end)
    {
        var article = TextArticleReader.Read(name, File.ReadAllText(Path.Combine(TestFolder.Seeds, name + ".txt")));

        var paragraphs = article.Paragraphs.ToList();
        Assert.Equal(count, paragraphs.Count);
        Assert.Equal(Enumerable.Range(1, count), paragraphs.Select(block => block.Ordinal!.Value));
        Assert.StartsWith(first, paragraphs[0].Text, StringComparison.Ordinal);
        Assert.StartsWith(last, paragraphs[^1].Text, StringComparison.Ordinal);
        Assert.EndsWith(end, paragraphs[^1].Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\uFEFF")]
    [InlineData("\n\n \n")]
    public void A_text_without_any_block_is_said_to_have_no_paragraph(string text) =>
        Assert.Contains("no paragraph is left", Assert.Throws<InvalidDataException>(() => TextArticleReader.Read("empty", text)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("Brelin Syrup: Storage and Use\nFern Pharma Ltd. | Last revised: 4 March 2023\n\nStorage\n\nKeep the syrup of Brelin in its box, away from storage heaters.", "Brelin Syrup: Storage and Use")]
    [InlineData("A Long Title of the Report on the Winter Walks of Older People in Towns\nFern Institute, published 12 May 2022\nAuthors: A. Roe and B. Lind\n\nOlder people walk less in winter, the report says.",
        "A Long Title of the Report on the Winter Walks of Older People in Towns")]
    [InlineData("Home › Health › Asthma\n\nAsthma\n\nAsthma is a common illness of the lungs, and health can suffer.", "Asthma")]
    public void The_title_is_the_fuller_line_and_neither_a_heading_nor_a_trail(string text, string title) =>
        Assert.Equal(title, TextArticleReader.Read("a", text).Title);

    [Fact]
    public void Finds_the_title_before_the_date_and_sets_buttons_apart()
    {
        var article = TextArticleReader.Read("a", """
            Members only

            Hospital opens new wing for children

            Published: 3rd May 2021

            Email this page

            The hospital has opened a wing for children with twenty beds.

            It cost four million pounds.Print
            """);

        Assert.Equal("Hospital opens new wing for children", article.Title);
        Assert.Equal(new DateOnly(2021, 5, 3), article.Published);
        Assert.Equal(
            ["The hospital has opened a wing for children with twenty beds.", "It cost four million pounds."],
            article.Paragraphs.Select(block => block.Text));
        Assert.Contains(article.Blocks, block => block is { Kind: BlockKind.Boilerplate, Text: "Print" });
    }

    [Fact]
    public void Guidance_that_addresses_its_reader_loses_nothing()
    {
        var article = TextArticleReader.Read("a", """
            Renew your passport

            You can renew your passport online.

            Help with the form

            Contact us if you need help. You must register first and join the queue at our office.
            """);

        Assert.Equal(3, article.Paragraphs.Count());
    }

    [Fact]
    public void A_promotion_at_the_foot_is_no_evidence()
    {
        var article = TextArticleReader.Read("a", """
            Trial of a new vaccine ends

            The trial of the vaccine ended on Monday after two years of work in six countries.

            Summer Lectures

            Join us for an evening at the museum and refresh your mind with our speakers.
            """);

        Assert.Equal(["The trial of the vaccine ended on Monday after two years of work in six countries."], article.Paragraphs.Select(block => block.Text));
    }

    [Fact]
    public void The_manifest_wins_over_what_is_inferred()
    {
        var entry = new ManifestEntry("x", "Another title", "A publisher", new DateOnly(2020, 1, 2), "https://example.org/x", ["2", "Third"]);
        var article = TextArticleReader.Read("a", "A title\n\nFirst paragraph.\n\nSecond paragraph.\n\nThird paragraph.\n\nFourth paragraph.", entry);

        Assert.Equal(("x", "Another title", "A publisher", new DateOnly(2020, 1, 2)), (article.Id, article.Title, article.Publisher, article.Published));
        Assert.Equal(["First paragraph.", "Fourth paragraph."], article.Paragraphs.Select(block => block.Text));
        Assert.Equal([1, 2], article.Paragraphs.Select(block => block.Ordinal!.Value));
    }

    [Theory]
    [InlineData("16 November 2012", "2012-11-16")]
    [InlineData("November 16, 2012", "2012-11-16")]
    [InlineData("Published on: Friday 16 Nov 2012 at 10:30", "2012-11-16")]
    [InlineData("2012-11-16", "2012-11-16")]
    [InlineData("16/11/2012", "2012-11-16")]
    [InlineData("November 2012", null)]
    public void Reads_a_line_that_is_a_date_and_invents_no_day(string line, string? expected)
    {
        Assert.True(DateLine.TryParse(line, out var date));
        Assert.Equal(expected, date?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
    }

    [Theory]
    [InlineData("The report of 16 November 2012 said so")]
    [InlineData("12 people")]
    public void A_sentence_with_a_date_is_no_date_line(string line) => Assert.False(DateLine.TryParse(line, out _));
}

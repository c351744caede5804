using CcgBot.Articles;

namespace CcgBot.Tests.Articles;

public sealed class ImprintTests
{
    [Theory]
    [InlineData("Published 4 May 2023 by the Marsh Trust", "2023-05-04", "the Marsh Trust")]
    [InlineData("Issued by Nettle Bay Town Council.", null, "Nettle Bay Town Council")]
    [InlineData("Leaflet last revised 11 March 2024 by Fern Pharma Ltd.", "2024-03-11", "Fern Pharma Ltd.")]
    [InlineData("This page was last updated on 2 October 2022", "2022-10-02", null)]
    [InlineData("Released June 2021 by Pike Home Appliances", null, "Pike Home Appliances")]
    [InlineData("Published by Ada Holm and Rui Costa on 3 July 2020", "2020-07-03", "Ada Holm and Rui Costa")]
    [InlineData("16 November 2012", "2012-11-16", null)]
    [InlineData("Publisher: Nettle Bay Ferries Ltd.   Date: 5 June 2024", "2024-06-05", "Nettle Bay Ferries Ltd.")]
    [InlineData("Issued by: Holm College | Last updated: 9 January 2021", "2021-01-09", "Holm College")]
    [InlineData("Fern Institute for Sleep, published 12 May 2022", "2022-05-12", "Fern Institute for Sleep")]
    public void Reads_when_and_by_whom_a_text_was_published(string line, string? date, string? publisher)
    {
        var imprint = Imprint.Of(line);

        Assert.NotNull(imprint);
        Assert.True(imprint.IsWhole);
        Assert.Equal((date, publisher), (imprint.Published?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture), imprint.Publisher));
    }

    [Fact]
    public void A_line_that_says_more_stays_evidence()
    {
        var imprint = Imprint.Of("Valid 1 May to 30 September 2024. Published by Heron Lake Boats (HLB).");

        Assert.Equal(new Imprint(null, "Heron Lake Boats (HLB)", false), imprint);
    }

    [Theory]
    [InlineData("Published works by Holm are in room 3.")]
    [InlineData("Date: to be agreed")]
    [InlineData("In the third paper, published 5 March 2020 in a journal, they doubt it.")]
    [InlineData("The report was published in 2012 by the council and read by many.")]
    [InlineData("Updated rules apply to the harbour")]
    [InlineData("Issued tickets are not refunded")]
    [InlineData("By bus or by train")]
    [InlineData("Produced by the liver, bile breaks down fats.")]
    [InlineData("Reviewed by Dr Jane Roe, the dose is 5 mg twice a day.")]
    [InlineData("Published by the council, the rules apply to all members.")]
    public void Running_text_is_none(string line) => Assert.Null(Imprint.Of(line));

    [Fact]
    public void The_article_has_the_date_and_the_publisher_and_quotes_neither()
    {
        var article = TextArticleReader.Read("rules", "Rules of the pier\nPublished 4 May 2023 by the Marsh Trust\n\nThe pier is open from dawn to dusk, on every day of the year.");

        Assert.Equal((new DateOnly(2023, 5, 4), "the Marsh Trust", "Rules of the pier"), (article.Published!.Value, article.Publisher, article.Title));
        Assert.Equal("The pier is open from dawn to dusk, on every day of the year.", Assert.Single(article.Paragraphs).Text);
    }
}

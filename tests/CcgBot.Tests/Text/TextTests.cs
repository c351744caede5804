using CcgBot.Conversations;
using CcgBot.Questions;
using CcgBot.Text;
using CsCheck;

namespace CcgBot.Tests.Text;

public sealed class TextTests
{
    [Theory]
    [InlineData("One sentence. Another one! A third?", 3)]
    [InlineData("Dr. Smith met Mr. Jones at 3.5 miles an hour in the U.S. army.", 1)]
    [InlineData("See www.prucomm.ac.uk for more.", 1)]
    [InlineData("“It works,” said the report. “However, not always.”", 2)]
    [InlineData("the first one . the second one .", 2)]
    [InlineData("• A list item without an end", 1)]
    [InlineData("Jonathan Cheban (born c. 1974) is an American. He wrote.", 2)]
    [InlineData("K. G. Balakrishnan (b. 12 May. Some say June.) was a judge. He sat.", 2)]
    [InlineData("It is a law passed by the U.S. Congress in 1856.", 1)]
    [InlineData("It was made in the U.S. The others were not.", 2)]
    [InlineData("The Act (4 Geo. 3 c. 34) extended it.", 1)]
    [InlineData("A bracket that (never closes. Next one.", 2)]
    public void Finds_sentences(string text, int count) => Assert.Equal(count, SentenceSplitter.Split(text).Count);

    [Fact]
    public void Sentences_are_runs_of_the_text_in_order_whatever_it_holds() => Gen.String[Gen.Char[" .!?\n•-“”()aAbB1é🙂"], 0, 80].Sample(text =>
    {
        var end = 0;
        foreach (var span in SentenceSplitter.Split(text))
        {
            Assert.InRange(span.Start, end, text.Length);
            Assert.InRange(span.End, span.Start + 1, text.Length);
            end = span.End;
        }
    });

    [Theory]
    [InlineData("the Policy Research Unit in Commissioning and the Healthcare System (PRUComm) said", "PRUComm", "Policy Research Unit in Commissioning and the Healthcare System")]
    [InlineData("many clinical commissioning groups (CCGs) mergers", "CCGs", "clinical commissioning groups")]
    [InlineData("to the NHS Commissioning Board (NHS CB) and", "NHS CB", null)]
    [InlineData("Local Health and Wellbeing Boards (HWB) are", "HWB", "Health and Wellbeing Boards")]
    [InlineData("the REST trial (Recovery and Early Sleep Trial) asked", "REST", "Recovery and Early Sleep Trial")]
    [InlineData("the FAO (Food and Agriculture Organization) says", "FAO", "Food and Agriculture Organization")]
    [InlineData("the FAO (in a letter of May) says", null, null)]
    [InlineData("in the year (2012) and the place (see below)", null, null)]
    public void Learns_acronyms_where_they_are_introduced(string text, string? shortForm, string? longForm)
    {
        var found = AcronymFinder.Find(text).FirstOrDefault();

        Assert.Equal(longForm is null && shortForm != "NHS CB" ? null : shortForm, found?.Short);
        if (longForm is not null)
        {
            Assert.Equal(longForm, found!.Long);
        }
    }

    [Theory]
    [InlineData("spede", "speed", 1)]
    [InlineData("helth", "health", 1)]
    [InlineData("abc", "abc", 0)]
    [InlineData("", "abc", 3)]
    [InlineData("kitten", "sitting", 3)]
    public void Counts_edits_with_swaps_as_one(string a, string b, int distance) => Assert.Equal(distance, EditDistance.Of(a, b));

    [Theory]
    [InlineData("And who led it?", true)]
    [InlineData("What did it say about them?", true)]
    [InlineData("Why?", true)]
    [InlineData("How many developing CCGs were studied as case studies?", false)]
    public void Tells_a_follow_up_from_a_question_of_its_own(string question, bool leans) => Assert.Equal(leans, FollowUp.LeavesOut(question));

    [Fact]
    public void Knows_words_of_one_family()
    {
        Assert.Equal("lead", WordFamily.Base("led"));
        Assert.True(WordFamily.IsOf("lead", "leadership"));
        Assert.False(WordFamily.IsOf("lead", "leaden"));
    }
}

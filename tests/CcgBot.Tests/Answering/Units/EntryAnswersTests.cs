using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Answering.Units;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Answering.Units;

public sealed class EntryAnswersTests
{
    private static readonly EnglishTextAnalyzer Analyzer = new();

    private static readonly List<Paragraph> Fares =
    [
        Of(1, "A ride on the cliff railway takes four minutes.", null),
        Of(2, "Fares for one ride", new BlockLayout(BlockForm.Heading)),
        Of(3, "Adult\t£4\nChild under 3\tfree\nChild 3 to 12\t£2\nOver 65\t£3", new BlockLayout(BlockForm.Table, LeadIn: 1)),
        Of(4, "Do not lean on:", new BlockLayout(BlockForm.LeadIn)),
        Of(5, "the gate", new BlockLayout(BlockForm.ListItem, LeadIn: 1)),
        Of(6, "the brake wheel", new BlockLayout(BlockForm.ListItem, LeadIn: 2)),
        Of(7, "Season: Summer · Weight of the car: 2.1 t · Rides: 40,100", new BlockLayout(BlockForm.TableRow)),
        Of(8, "Season: Winter · Weight of the car: 2.3 t · Rides: 9,300", new BlockLayout(BlockForm.TableRow)),
    ];

    [Theory]
    [InlineData("fare for a child of 7 years", "£2")]
    [InlineData("how much is a ride for my son who is 2?", "free")]
    [InlineData("Fare for a 70 year old?", "£3")]
    public void The_row_is_the_one_whose_range_holds_the_age(string question, string price) => Assert.EndsWith(price, Assert.Single(Answer(question)!.Shown).Text);

    [Theory]
    [InlineData("fare for a man of 40 years")]
    [InlineData("how many children of 7 years were carried?")]
    [InlineData("blood pressure of a child of 7 years")]
    public void No_row_is_given_for_an_age_that_none_holds_or_for_something_else(string question) => Assert.Null(Answer(question));

    [Theory]
    [InlineData("rides in winter", "Season: Winter · Weight of the car: 2.3 t · Rides: 9,300")]
    [InlineData("What was the weight of the car in summer?", "Season: Summer · Weight of the car: 2.1 t · Rides: 40,100")]
    public void Row_and_column_that_are_both_named_are_found(string question, string row) => Assert.Equal(row, Assert.Single(Answer(question)!.Shown).Text);

    [Theory]
    [InlineData("rides in spring")]
    [InlineData("colour of the car in winter")]
    public void A_row_or_column_that_is_not_there_is_not_made_up(string question) => Assert.Null(Answer(question));

    [Fact]
    public void A_question_in_the_words_of_a_lead_in_is_given_the_list() =>
        Assert.Equal(["the gate", "the brake wheel"], Answer("What must I not lean on?")!.Shown.Select(item => item.Text));

    [Theory]
    [InlineData("What may I lean on?")]
    [InlineData("Must I not lean on it?")]
    [InlineData("What must I not lean on in the café?")]
    public void Another_question_is_not(string question) => Assert.Null(Answer(question));

    private static EntryAnswer? Answer(string question)
    {
        // The words that a search leaves out.
        HashSet<string> empty = ["what", "was", "were", "must", "may", "not", "who", "how", "much", "is", "my", "i", "a", "of", "the", "in", "for", "on", "it"];
        var terms = Analyzer.Tokens(question)
            .Where(token => !empty.Contains(question[token.Start..token.End].ToLowerInvariant()))
            .Select(token => new QuestionTerm(token.Term, question[token.Start..token.End], 1, 2, TermOrigin.Question, []))
            .ToList();
        return new EntryAnswers(Analyzer, new EntryReader(_ => Fares), _ => Fares).Of(QuestionAnalysis.Of(question), new QuestionMatch(question, terms), Fares);
    }

    private static Paragraph Of(long key, string text, BlockLayout? layout) =>
        new(key, new ParagraphId("railway", (int)key, ContentHash.Of(text)), text, "Saltcombe cliff railway", null, null, null, "v1", true, false) { Layout = layout };
}

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
    [InlineData("fare for children under 3 years", "free")]
    [InlineData("fare for people over 65 years", "£3")]
    public void An_amount_with_a_bound_is_given_the_row_with_that_bound(string question, string price) => Assert.EndsWith(price, Assert.Single(Answer(question)!.Shown).Text);

    [Theory]
    [InlineData("dose of Levol for children over 12 years", "Over 12 years\t500 mg")]
    [InlineData("dose of Levol for infants under 3 months", "Under 3 months\tdo not give")]
    [InlineData("dose of Levol for a baby of 3 months", "3 to 12 months\t2.5 ml")]
    public void A_bound_is_not_the_row_beside_it(string question, string row) => Assert.Equal(row, Assert.Single(Answer(question, Doses)!.Shown).Text);

    [Theory]
    [InlineData("toll for a cart of 7 kg", "over 5 kg, up to 10 kg\t3 crowns")]
    [InlineData("toll for a cart of 12 kg", "from 11 kg but under 20 kg\t6 crowns")]
    [InlineData("toll for a cart of 44 kg", null)]
    [InlineData("toll for a cart of 20 kg", null)]
    public void Two_bounds_in_one_cell_are_one_range(string question, string? row) => Assert.Equal(row, Answer(question, Tolls)?.Shown.Single().Text);

    [Theory]
    [InlineData("may I give Levol for 2 weeks?")]
    [InlineData("dose of Levol where the temperature is 39")]
    public void How_long_and_how_hot_are_no_ages(string question) => Assert.Null(Answer(question, Doses));

    [Fact]
    public void Days_alone_name_no_columns() =>
        Assert.Equal("Monday\tclosed", Assert.Single(Answer("is the pier hall open on Monday", Hall)!.Shown).Text);

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

    [Theory]
    [InlineData("When does the lido close on a Tuesday?", "Mon–Wed\t7 am\t9 pm")]
    [InlineData("lido opening Sunday", "Sunday and holidays\t9 am\t5 pm")]
    public void The_row_is_the_one_whose_days_hold_the_day(string question, string row) => Assert.Equal(row, Assert.Single(Answer(question, Lido)!.Shown).Text);

    [Fact]
    public void How_long_is_asked_of_a_column_of_times() =>
        Assert.Equal("3\t1240 °C\t12 h", Assert.Single(Answer("how long is programme 3 of the kiln", Kiln)!.Shown).Text);

    [Fact]
    public void No_row_is_given_for_a_day_without_one() => Assert.Null(Answer("When does the lido close on a Friday?", Lido));

    [Fact]
    public void An_age_in_brackets_after_a_word_for_people_tells_rows_apart() =>
        Assert.Equal("Child (5 to 15)\t€3\t€5", Assert.Single(Answer("return fare on the funicular for an 8-year-old", Funicular)!.Shown).Text);

    [Theory]
    [InlineData("What is the first step before lighting the stove?", "Open the flue.")]
    [InlineData("What do I do after laying the paper and kindling?", "Light the paper at one end.")]
    [InlineData("what comes before lighting the paper", "Lay paper and kindling.")]
    [InlineData("step 4 of lighting the stove?", "Shut the door once the logs burn.")]
    [InlineData("last step for lighting the stove", "Shut the door once the logs burn.")]
    public void A_step_is_found_by_its_place(string question, string step) => Assert.Equal(step, Assert.Single(Answer(question, Stove)!.Shown).Text);

    [Theory]
    [InlineData("What is the first step of baking bread?")]
    [InlineData("step 9 of lighting the stove?")]
    [InlineData("what do I do after cleaning the chimney")]
    public void A_step_that_is_not_there_is_not_made_up(string question) => Assert.Null(Answer(question, Stove));

    [Fact]
    public void The_words_for_what_is_listed_need_not_be_in_the_lead_in() =>
        Assert.Equal(["the gate", "the brake wheel"], Answer("Which parts and fittings must I not lean on?")!.Shown.Select(item => item.Text));

    private static readonly List<Paragraph> Lido =
    [
        Of(1, "The lido is heated from May to September.", null, "The lido at Cove End: opening hours"),
        Of(2, "Day\tOpens\tCloses\nMon–Wed\t7 am\t9 pm\nThursday\t7 am\t6 pm\nSaturday\t8 am\t6 pm\nSunday and holidays\t9 am\t5 pm", new BlockLayout(BlockForm.Table), "The lido at Cove End: opening hours"),
    ];

    private static readonly List<Paragraph> Funicular =
        [Of(1, "Fares\tOne way\tReturn\nAdult (16 and over)\t€6\t€11\nChild (5 to 15)\t€3\t€5\nChild under 5\tfree\tfree\nDog\t€1\t€2", new BlockLayout(BlockForm.Table), "The funicular: timetable and fares")];

    private static readonly List<Paragraph> Doses =
        [Of(1, "Age\tDose\nUnder 3 months\tdo not give\n3 to 12 months\t2.5 ml\n6 to 12 years\t250 mg\nOver 12 years\t500 mg", new BlockLayout(BlockForm.Table), "Levol: the dose")];

    private static readonly List<Paragraph> Tolls =
        [Of(1, "Weight\tToll\nup to 5 kg\t1 crown\nover 5 kg, up to 10 kg\t3 crowns\nfrom 11 kg but under 20 kg\t6 crowns", new BlockLayout(BlockForm.Table), "Toll for a cart")];

    private static readonly List<Paragraph> Hall =
        [Of(1, "Monday\tclosed\nTuesday\topen\nWednesday\topen", new BlockLayout(BlockForm.Table), "Is the pier hall open?")];

    private static readonly List<Paragraph> Kiln =
        [Of(1, "Programme\tTop temperature\tTime\n1\t600 °C\t5 h\n3\t1240 °C\t12 h", new BlockLayout(BlockForm.Table), "The kiln")];

    private static readonly List<Paragraph> Stove =
        [Of(1, "To light the stove:\n1. Open the flue.\n2. Lay paper and kindling.\n3. Light the paper at one end.\n4. Shut the door once the logs burn.", null, "Using the wood stove")];

    private static EntryAnswer? Answer(string question, IReadOnlyList<Paragraph>? paragraphs = null)
    {
        // The words that a search leaves out.
        HashSet<string> empty = ["what", "was", "were", "must", "may", "not", "who", "how", "much", "is", "my", "i", "a", "of", "the", "in", "for", "on", "it", "which", "and", "do", "does", "to", "when", "can", "before", "after", "at"];
        var terms = Analyzer.Tokens(question)
            .Where(token => !empty.Contains(question[token.Start..token.End].ToLowerInvariant()))
            .Select(token => new QuestionTerm(token.Term, question[token.Start..token.End], 1, 2, TermOrigin.Question, []))
            .ToList();
        paragraphs ??= Fares;
        return new EntryAnswers(Analyzer, new EntryReader(_ => paragraphs), _ => paragraphs).Of(QuestionAnalysis.Of(question), new QuestionMatch(question, terms), paragraphs);
    }

    private static Paragraph Of(long key, string text, BlockLayout? layout, string title = "Saltcombe cliff railway") =>
        new(key, new ParagraphId("railway", (int)key, ContentHash.Of(text)), text, title, null, null, null, "v1", true, false) { Layout = layout };
}

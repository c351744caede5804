using CcgBot.Answering.Defining;
using CcgBot.Questions;
using Shouldly;

namespace CcgBot.Tests.Answering.Defining;

public sealed class DefinitionFinderTests
{
    private readonly DefinitionFinder _finder = new();

    [Theory]
    [InlineData("What does MIU stand for?", "Nurses run the Minor Injuries Unit (MIU) on weekdays.", "Minor Injuries Unit")]
    [InlineData("what does miu mean", "Nurses run the Minor Injuries Unit (MIU), which sees 90 patients a day.", "Minor Injuries Unit")]
    [InlineData("What is the ILL?", "The Inter-Library Loan (ILL) is a service for readers.", "Inter-Library Loan")]
    [InlineData("What does BMI stand for?", "BMI stands for body mass index.", "body mass index")]
    public void A_short_form_is_answered_with_the_words_that_it_stands_for(string question, string text, string words)
    {
        var found = _finder.Find(DefinitionQuestion.Of(question)!, [Passages.Found(text).Paragraph]).ShouldNotBeNull();

        found.Text[found.Answer!.Value.Start..found.Answer.Value.End].ShouldBe(words);
    }

    [Fact]
    public void A_short_form_with_two_meanings_has_both()
    {
        var found = _finder.Meanings(_finder.All(DefinitionQuestion.Of("What does TRA stand for?")!,
        [
            Passages.Found("TRA stands for Tree Rest Area. No fires are lit there.").Paragraph,
            Passages.Found("1. Fill in the form.\n2. Pass the TRA (Trainee Rider Assessment).").Paragraph,
        ]));

        found.Select(each => each.Text).ShouldBe(["TRA stands for Tree Rest Area.", "Pass the TRA (Trainee Rider Assessment)."]);
    }

    [Fact]
    public void A_bracket_on_the_next_line_spells_a_short_form_out() =>
        _finder.Find(DefinitionQuestion.Of("What does EDU mean?")!, [Passages.Found("The drops are put in on the tenth day by one of the nurses of the EDU\n(Eye Day Unit), who has the key.").Paragraph]).ShouldNotBeNull().Long.ShouldBe("Eye Day Unit");

    [Theory]
    [InlineData("What is an allotment?", "Plots are scarce. An allotment is a piece of land that is rented for growing vegetables.", "An allotment is a piece")]
    [InlineData("Define systolic pressure", "Two numbers are given. The systolic pressure is the force at which your heart pumps.", "The systolic pressure is")]
    [InlineData("What is triage?", "Triage means deciding who is seen first. Triage is done by nurses.", "Triage means")]
    [InlineData("What are cockerels?", "Cockerels are male birds. Cockerels are not allowed.", "Cockerels are male")]
    [InlineData("What is a CCG?", "Some regretted the clinical commissioning groups (CCGs). Clinical commissioning groups (CCGs) are statutory bodies.", "Clinical commissioning groups (CCGs) are")]
    public void A_word_is_answered_with_its_definition(string question, string text, string start)
    {
        var found = _finder.Find(DefinitionQuestion.Of(question)!, [Passages.Found(text).Paragraph]).ShouldNotBeNull();

        found.Text.ShouldStartWith(start);
    }

    [Theory]
    [InlineData("What does GP stand for?", "GPs lead the groups. A GP (in England) is a doctor.")]
    [InlineData("What is triage?", "Triage is done by nurses.")]
    [InlineData("What is a fine?", "The clinic is a place for minor injuries.")]
    public void What_no_sentence_defines_is_not_found(string question, string text) =>
        _finder.Find(DefinitionQuestion.Of(question)!, [Passages.Found(text).Paragraph]).ShouldBeNull();
}

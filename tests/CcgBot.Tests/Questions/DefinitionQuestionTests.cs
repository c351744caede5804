using CcgBot.Questions;
using Shouldly;

namespace CcgBot.Tests.Questions;

public sealed class DefinitionQuestionTests
{
    [Theory]
    [InlineData("What does CCG stand for?", "CCG", true)]
    [InlineData("what do the letters MIU stand for", "MIU", true)]
    [InlineData("What is the full form of ILL?", "ILL", true)]
    [InlineData("What is PCT short for?", "PCT", true)]
    [InlineData("ACE stands for what?", "ACE", true)]
    [InlineData("What is a CCG?", "CCG", false)]
    [InlineData("what's an allotment", "allotment", false)]
    [InlineData("Define hypertension", "hypertension", false)]
    [InlineData("What is meant by “systolic pressure”?", "systolic pressure", false)]
    [InlineData("What does triage mean?", "triage", false)]
    [InlineData("meaning of the word sprain", "sprain", false)]
    [InlineData("What are commissioning groups?", "commissioning groups", false)]
    [InlineData("CCG?", "CCG", false)]
    public void A_question_for_what_a_word_means_is_known(string question, string term, bool spellsOut) =>
        DefinitionQuestion.Of(question).ShouldBe(new DefinitionQuestion(term, spellsOut));

    [Theory]
    [InlineData("What is the cost of parking?")]
    [InlineData("What is it?")]
    [InlineData("Who led the research?")]
    [InlineData("What is open on Sundays?")]
    [InlineData("What does the council do?")]
    public void Any_other_question_is_none(string question) => DefinitionQuestion.Of(question).ShouldBeNull();
}

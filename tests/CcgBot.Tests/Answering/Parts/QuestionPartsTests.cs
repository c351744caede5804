using CcgBot.Answering.Parts;
using Shouldly;

namespace CcgBot.Tests.Answering.Parts;

public sealed class QuestionPartsTests
{
    [Theory]
    [InlineData("Who led the study and how many CCGs were studied?", "Who led the study?", "How many CCGs were studied?")]
    [InlineData("Who led the study? How many CCGs were studied?", "Who led the study?", "How many CCGs were studied?")]
    [InlineData("Who led the study? And when was it published?", "Who led the study?", "When was it published?")]
    [InlineData("What are CCGs, who runs them, and when did they start?", "What are CCGs?", "Who runs them?", "When did they start?")]
    [InlineData("What is a CCG and does it replace the PCT?", "What is a CCG?", "Does it replace the PCT?")]
    [InlineData("Who led it? Who paid? Who was asked? When did it end?", "Who led it? Who paid? Who was asked? When did it end?")]
    [InlineData("Who led it? Who paid for it? Who was asked? When did it end?", "Who led it?", "Who paid for it?", "Who was asked? When did it end?")]
    public void Each_question_of_its_own_is_a_part(string question, params string[] parts) =>
        QuestionParts.Of(question).ShouldBe(parts);

    [Theory]
    [InlineData("Who led the study?")]
    [InlineData("When and where was he born?")]
    [InlineData("What are the roles of GPs and managers in CCGs?")]
    [InlineData("How many people were injured and were taken to hospital?")]
    [InlineData("Did the report explain why costs rose and how they could fall?")]
    [InlineData("Who is the man who led the study and who was born in Leeds?")]
    [InlineData("Which body was set up in 2012 and which was abolished?")]
    [InlineData("I live in Leeds. Who commissions care there?")]
    [InlineData("What and how?")]
    [InlineData("CCGs?")]
    [InlineData("")]
    [InlineData("???")]
    public void What_asks_one_thing_stays_as_it_is(string question) =>
        QuestionParts.Of(question).ShouldBe([question]);
}

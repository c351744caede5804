using CcgBot.Answering;

namespace CcgBot.Tests.Answering;

public sealed class QuestionAnalysisTests
{
    [Theory]
    [InlineData("Who led the research?", AnswerType.Person)]
    [InlineData("Where was it built?", AnswerType.Place)]
    [InlineData("When were the surveys carried out?", AnswerType.Date)]
    [InlineData("The number of colonists declined after what year?", AnswerType.Date)]
    [InlineData("How many CCGs were studied?", AnswerType.Number)]
    [InlineData("How much public money will CCGs spend?", AnswerType.Money)]
    [InlineData("Why did they merge?", AnswerType.Reason)]
    [InlineData("What does PRUComm stand for?", AnswerType.Definition)]
    [InlineData("Which three universities make up PRUComm?", AnswerType.List)]
    [InlineData("Do GPs lead the groups?", AnswerType.YesNo)]
    [InlineData("Which university ran the study?", AnswerType.Organisation)]
    public void Tells_what_is_asked_for(string question, AnswerType type) => Assert.Equal(type, QuestionAnalysis.Of(question).Type);

    [Theory]
    [InlineData("How many CCGs were studied?", true)]
    [InlineData("When were the surveys carried out?", true)]
    [InlineData("In what year did it open?", true)]
    [InlineData("Which three universities make up PRUComm?", true)]
    [InlineData("How long has it been used?", false)]
    [InlineData("When does the sky turn red?", false)]
    [InlineData("Which university ran the study?", false)]
    [InlineData("Who led the research?", false)]
    public void Tells_where_only_that_kind_can_be_right(string question, bool strict) => Assert.Equal(strict, QuestionAnalysis.Of(question).IsStrict);

    [Fact]
    public void A_count_need_not_stand_in_the_answer()
    {
        var analysis = QuestionAnalysis.Of("Which three universities make up PRUComm?");

        Assert.Equal(3, analysis.Count);
        Assert.True(analysis.IsCount("three"));
        Assert.False(analysis.IsCount("two"));
    }
}

using CcgBot.Answering.Units;

namespace CcgBot.Tests.Answering.Units;

public sealed class WeekdayRangeTests
{
    [Theory]
    [InlineData("Monday to Thursday", "0123")]
    [InlineData("Fri–Mon", "0456")]
    [InlineData("Saturday and Sunday", "56")]
    [InlineData("weekdays", "01234")]
    [InlineData("daily except Wednesdays", "013456")]
    [InlineData("Mo-Fr", "01234")]
    [InlineData("Sunday and holidays", "6")]
    [InlineData("Adult", "")]
    public void Reads_the_days_of_a_cell(string cell, string days) => Assert.Equal(days, string.Concat(WeekdayRange.Of(cell, cell: true).Order()));

    [Theory]
    [InlineData("do I so need to sat down?", "5")]
    [InlineData("When is it open at weekends?", "56")]
    [InlineData("How do I get in?", "")]
    public void Short_forms_of_two_letters_are_words_in_a_question(string question, string days) =>
        Assert.Equal(days, string.Concat(WeekdayRange.Of(question, cell: false).Order()));
}

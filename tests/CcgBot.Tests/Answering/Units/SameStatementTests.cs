using CcgBot.Answering.Disagreements;
using CcgBot.Answering.Units;
using Shouldly;

namespace CcgBot.Tests.Answering.Units;

public sealed class SameStatementTests
{
    [Theory]
    [InlineData("The lift is out of order on Monday.", "The lift is not out of order on Monday.")]
    [InlineData("The north gate opens at eight.", "The north gate closes at eight.")]
    [InlineData("The bins in Mill Lane are emptied on Tuesday.", "The bins in Mill Lane are emptied on Thursday.")]
    [InlineData("Add 5 ml of the oil to the bath.", "Add 5 mg of the oil to the bath.")]
    [InlineData("Add 5 ml of the oil to the bath.", "Add 50 ml of the oil to the bath.")]
    [InlineData("The shop opens at 9 am on weekdays.", "The shop opens at 9 pm on weekdays.")]
    [InlineData("Visitors must wear a helmet in the mine.", "Visitors may wear a helmet in the mine.")]
    [InlineData("The new pills are safe for cats.", "The new pills are unsafe for cats.")]
    public void Sentences_that_differ_in_what_turns_the_meaning_are_not_the_same_but_contrary(string one, string other)
    {
        SameStatement.Of(one, other).ShouldBeFalse();
        DisagreementFinder.Contradict(one, other).ShouldBeTrue();
        DisagreementFinder.Contradict(other, one).ShouldBeTrue();
    }

    [Theory]
    [InlineData("The lift is out of order on Monday.", "This lift is out of order on Monday!")]
    [InlineData("The lift is out of\norder on Monday.", "The lift is out of order on Monday.")]
    [InlineData("The study involved interviews in nine towns.", "We carried out interviews in nine towns.")]
    public void The_same_words_but_for_articles_and_light_verbs_are_the_same(string one, string other)
    {
        SameStatement.Of(one, other).ShouldBeTrue();
        DisagreementFinder.Contradict(one, other).ShouldBeFalse();
    }

    [Theory]
    [InlineData("Room 5 is beside the stairs.", "Room 6 is beside the stairs.")]
    [InlineData("The clinic opens on Monday at nine.", "The clinic opens on Tuesday at ten.")]
    [InlineData("The pool has 3 lanes for adults.", "The pool has 2 slides for adults.")]
    [InlineData("About 300 people came to the fair.", "Some 310 people came to the fair.")]
    public void Sentences_about_two_things_are_neither(string one, string other)
    {
        SameStatement.Of(one, other).ShouldBeFalse();
        DisagreementFinder.Contradict(one, other).ShouldBeFalse();
    }
}

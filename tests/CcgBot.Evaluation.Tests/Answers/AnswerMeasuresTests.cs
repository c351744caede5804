using CcgBot.Evaluation.Answers;

namespace CcgBot.Evaluation.Tests.Answers;

public sealed class AnswerMeasuresTests
{
    [Theory]
    [InlineData("The research took place in eight developing CCGs.", "eight", 1)]
    [InlineData("The research took place in eighteen CCGs.", "eight", 0)]
    [InlineData("An eight-week course.", "eight", 1)]
    [InlineData("In the U.S. and Canada.", "US", 1)]
    [InlineData("some £60 billion of public money", "£60 billion", 1)]
    [InlineData("some £60 billion of public money", "60 Billion", 1)]
    [InlineData("it cost 1,000 pounds", "1", 0)]
    [InlineData("it cost 3.5 pounds", "5", 0)]
    [InlineData("the years 1946–1947", "1947", 1)]
    [InlineData("London School of Hygiene & Tropical Medicine", "the London School of Hygiene", 1)]
    [InlineData("", "eight", 0)]
    public void Containment_is_at_word_boundaries(string given, string expected, double score) =>
        Assert.Equal(score, AnswerMeasures.Containment(given, [expected], []));

    [Fact]
    public void Any_of_the_answers_is_enough_and_all_of_answersAll_are_needed()
    {
        Assert.Equal(1, AnswerMeasures.Containment("Manchester and Kent", ["Leeds", "Kent"], []));
        Assert.Equal(1, AnswerMeasures.Containment("Manchester and Kent", [], ["Manchester", "Kent"]));
        Assert.Equal(0, AnswerMeasures.Containment("Manchester and Kent", [], ["Manchester", "Kent", "London"]));
    }

    [Theory]
    [InlineData("Yes")]
    [InlineData("no.")]
    [InlineData("Are you over 60?")]
    [InlineData("one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen")]
    public void Containment_is_not_scored_for_yes_and_no_and_questions_and_long_answers(string expected) =>
        Assert.Null(AnswerMeasures.Containment("one two three", [expected], []));

    [Fact]
    public void Containment_is_scored_by_the_short_answers_where_some_are_long() =>
        Assert.Equal(1, AnswerMeasures.Containment("it is three", [string.Join(' ', Enumerable.Repeat("long", 16)), "three"], []));

    [Fact]
    public void Containment_needs_something_expected() => Assert.Null(AnswerMeasures.Containment("anything", [], []));

    [Fact]
    public void Token_F1_counts_words_with_repetition_after_normalising()
    {
        // given: cat sat on mat (4 words, "the" dropped twice); expected: cat mat cat (3): 2 in common, 2·2/7
        Assert.Equal(4.0 / 7, AnswerMeasures.TokenF1("The cat sat on the mat.", ["cat mat cat"], [])!.Value, 10);
        Assert.Equal(1, AnswerMeasures.TokenF1("A dog!", ["cat", "the dog"], []));
        Assert.Equal(0, AnswerMeasures.TokenF1("", ["cat"], []));
        Assert.Null(AnswerMeasures.TokenF1("cat", [], []));
    }

    [Fact]
    public void Token_F1_takes_answersAll_as_one_answer() =>
        // given 2 words, expected 3 together, 2 in common: 4/5
        Assert.Equal(0.8, AnswerMeasures.TokenF1("Manchester Kent", [], ["Manchester", "Kent", "London"])!.Value, 10);
}

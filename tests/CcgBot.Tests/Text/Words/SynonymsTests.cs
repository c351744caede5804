using CcgBot.Text.Words;

namespace CcgBot.Tests.Text.Words;

public sealed class SynonymsTests
{
    [Theory]
    [InlineData("amalgamation", "merger")]
    [InlineData("doctor", "physician")]
    [InlineData("purchase", "buy")]
    [InlineData("beginning", "start")]
    [InlineData("salary", "wage")]
    public void A_word_has_those_that_share_a_usual_sense(string word, string synonym) =>
        Assert.Contains(IndexTerm.Of(synonym), Synonyms.Of(IndexTerm.Of(word)));

    [Theory]
    [InlineData("france")]
    [InlineData("prucomm")]
    [InlineData("1948")]
    [InlineData("")]
    public void Names_numbers_and_strangers_have_none(string word) => Assert.Empty(Synonyms.Of(word));

    [Theory]
    [InlineData("capital", "money")]
    [InlineData("help", "harm")]
    [InlineData("reform", "policy")]
    public void Related_and_opposite_words_are_none(string word, string other) => Assert.DoesNotContain(IndexTerm.Of(other), Synonyms.Of(IndexTerm.Of(word)));
}

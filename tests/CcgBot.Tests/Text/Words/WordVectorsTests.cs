using CcgBot.Text.Words;

namespace CcgBot.Tests.Text.Words;

public sealed class WordVectorsTests
{
    [Theory]
    [InlineData("doctor", "physician", "budget")]
    [InlineData("merger", "amalgamation", "surveys")]
    [InlineData("grew", "growth", "dose")]
    [InlineData("hindered", "impeded", "published")]
    public void A_word_is_more_like_one_of_its_meaning_than_another(string word, string alike, string other)
    {
        Assert.True(Likeness(word, alike) > 0.6, $"{word} and {alike}: {Likeness(word, alike)}");
        Assert.True(Likeness(word, other) < 0.3, $"{word} and {other}: {Likeness(word, other)}");
    }

    [Fact]
    public void A_word_is_wholly_like_itself() => Assert.Equal(1, Likeness("doctors", "doctor"), 1e-5);

    [Theory]
    [InlineData("prucomm")]
    [InlineData("2013")]
    [InlineData("")]
    public void Rare_words_and_numbers_have_no_vector(string term) => Assert.Equal(-1, WordVectors.Find(term));

    [Fact]
    public void The_terms_are_those_of_the_analyzer()
    {
        string[] words = ["organisation", "commissioning", "accountable", "responsibility", "hindered", "leadership", "national", "generally", "policies", "running", "analogies", "possibly"];

        Assert.All(words, word => Assert.True(WordVectors.Find(IndexTerm.Of(word)) >= 0, word));
    }

    private static float Likeness(string first, string second) => WordVectors.Likeness(Number(first), Number(second));

    private static int Number(string word)
    {
        var number = WordVectors.Find(IndexTerm.Of(word));
        Assert.True(number >= 0, word);
        return number;
    }
}

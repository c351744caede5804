using CcgBot.Text;

namespace CcgBot.Tests.Text;

public sealed class WordListTests
{
    private static readonly WordList List = new(() => new HashSet<string> { "merge", "plan", "reform", "hard" });

    [Theory]
    [InlineData("merge")]
    [InlineData("Merges")]
    [InlineData("merging")]
    [InlineData("merged")]
    [InlineData("planned")]
    [InlineData("planners")]
    [InlineData("reforms")]
    [InlineData("hardly")]
    public void Has_a_word_with_a_common_ending(string word) => Assert.True(List.Has(word));

    [Theory]
    [InlineData("mergre")]
    [InlineData("plam")]
    [InlineData("s")]
    [InlineData("ing")]
    [InlineData("")]
    public void Has_no_other(string word) => Assert.False(List.Has(word));
}

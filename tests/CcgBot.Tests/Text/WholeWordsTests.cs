using CcgBot.Text;

namespace CcgBot.Tests.Text;

public sealed class WholeWordsTests
{
    [Theory]
    [InlineData("the board met", "board", 4)]
    [InlineData("boards and a board", "board", 13)]
    [InlineData("aboard", "board", -1)]
    [InlineData("(board)", "board", 1)]
    [InlineData("board2 board", "board", 7)]
    [InlineData("", "board", -1)]
    public void Words_stand_alone_or_not_at_all(string text, string words, int at) => Assert.Equal(at, WholeWords.IndexOf(text, words));

    [Fact]
    public void Every_place_is_replaced_and_longer_words_are_not() =>
        Assert.Equal("The group met; groups of a group.", WholeWords.Replace("The borad met; groups of a borad.", "borad", "group"));
}

using CcgBot.Articles;

namespace CcgBot.Tests.Articles;

public sealed class ParagraphIdTests
{
    [Theory]
    [InlineData("000_c83acc44ee83a71c")]
    [InlineData("books/A Modern Utopia#p808")]
    [InlineData("a@b#p1@0123456789abcdef")]
    public void The_text_form_reads_back_whatever_the_article_id_holds(string article)
    {
        var id = new ParagraphId(article, 14, "0123456789abcdef");

        Assert.True(ParagraphId.TryParse(id.ToString(), out var read));
        Assert.Equal(id, read);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("a#p1")]
    [InlineData("a#p0@0123456789abcdef")]
    [InlineData("a#p1@0123456789ABCDEF")]
    [InlineData("#p1@0123456789abcdef")]
    public void Anything_else_is_refused(string? text) => Assert.False(ParagraphId.TryParse(text, out _));
}

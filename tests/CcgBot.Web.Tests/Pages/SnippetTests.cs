using CcgBot.Web.Pages;

namespace CcgBot.Web.Tests.Pages;

public sealed class SnippetTests
{
    [Fact]
    public void Marks_the_words_looked_for_in_any_ending_and_no_others() =>
        Assert.Equal(
            "The <mark>Boards</mark> are <mark>developing</mark> at different <mark>speeds</mark>, each <mark>board</mark> at its own.",
            Snippet.Of("The Boards are developing at different speeds, each board at its own.", "At what speed do boards develop?").ToString());

    [Fact]
    public void Marks_a_word_that_the_index_takes_for_the_same() =>
        Assert.Equal("The <mark>development</mark> of CCGs.", Snippet.Of("The development of CCGs.", "developing").ToString());

    [Fact]
    public void Shows_the_stretch_where_the_words_are_when_the_text_is_long()
    {
        var filler = string.Concat(Enumerable.Repeat("Nothing of interest stands in here. ", 40));
        var snippet = Snippet.Of($"{filler}The mergers were forced by the board. {filler}", "forced mergers").ToString();

        Assert.Contains("The <mark>mergers</mark> were <mark>forced</mark> by the board.", snippet);
        Assert.StartsWith("… ", snippet);
        Assert.EndsWith("…", snippet);
        Assert.InRange(snippet.Replace("<mark>", "").Replace("</mark>", "").Length, Snippet.Length / 2, Snippet.Length + 4);
    }

    [Fact]
    public void Begins_at_the_beginning_when_none_of_the_words_is_there() =>
        Assert.StartsWith("word word", Snippet.Of(string.Concat(Enumerable.Repeat("word ", 200)), "elsewhere").ToString());

    [Theory]
    [InlineData("<script>alert(1)</script> boards", "script boards")]
    [InlineData("<b>boards</b>", "<b> boards")]
    public void Encodes_what_it_shows(string text, string search)
    {
        var snippet = Snippet.Of(text, search).ToString().Replace("<mark>", "").Replace("</mark>", "");
        Assert.DoesNotContain("<", snippet);
    }

    [Fact]
    public void Never_cuts_a_character_in_two()
    {
        for (var shift = 0; shift < 4; shift++)
        {
            var text = new string('a', shift) + string.Concat(Enumerable.Repeat("😀", 300)) + " boards " + string.Concat(Enumerable.Repeat("😀", 300));
            Assert.DoesNotContain("\uFFFD", Snippet.Of(text, "boards").ToString());
        }
    }
}

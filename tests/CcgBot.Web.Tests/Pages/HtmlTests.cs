using CcgBot.Web.Pages;

namespace CcgBot.Web.Tests.Pages;

public sealed class HtmlTests
{
    [Fact]
    public void Encodes_everything_put_in_but_finished_markup()
    {
        var inner = Html.Of($"<b>{"<i>"}</b>");
        Assert.Equal("<p title=\"&quot;&#x27;&amp;\"><b>&lt;i&gt;</b>7</p>", Html.Of($"<p title=\"{"\"'&"}\">{inner}{7}</p>").ToString());
    }

    [Fact]
    public void Leaves_out_characters_that_change_how_others_are_shown() =>
        Assert.Equal("abc", Html.Of($"{"a\u202Eb\u2066\u0000c"}").ToString());

    [Fact]
    public void Shows_them_by_their_code_in_an_articles_text() =>
        Assert.Equal("a<span class=\"control\">U+202E</span>b&#xA;", Html.Visible("a\u202Eb\n").ToString());

    [Fact]
    public void A_lone_surrogate_is_replaced_and_does_no_harm() => Assert.Equal("a\uFFFDb", Html.Visible("a\ud800b").ToString());
}

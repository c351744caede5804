using CcgBot.Answering;
using CcgBot.Answering.Dates;
using CcgBot.Articles;
using Shouldly;

namespace CcgBot.Tests.Answering.Dates;

public sealed class DatesTests
{
    private static readonly DateOnly Today = new(2026, 3, 2);

    [Theory]
    [InlineData("ready to take on their new functions from next April.", "next April")]
    [InlineData("planned shake-up of the NHS next year is progressing", "next year")]
    [InlineData("has generated much debate over the last two years", "over the last two years")]
    [InlineData("has researched these developments and today publishes its report", "today")]
    [InlineData("It closed ten years ago.", "ten years ago")]
    [InlineData("responsibility in April 2013", null)]
    [InlineData("the next step and the last word", null)]
    public void Words_that_hang_on_the_day_of_writing_are_found(string text, string? words) =>
        RelativeDates.In(text).Select(span => text[span.Start..span.End]).FirstOrDefault().ShouldBe(words);

    [Fact]
    public void The_articles_date_stands_beside_relative_words()
    {
        RelativeDates.Beside(Cite("from next April", new DateOnly(2012, 11, 16))).ShouldBe("“next April”: as written on 16 November 2012");
        RelativeDates.Beside(Cite("from next April", null)).ShouldBe("“next April”: as written in an undated article");
        RelativeDates.Beside(Cite("in April 2013", null)).ShouldBeNull();
    }

    [Fact]
    public void A_claims_relative_words_are_dated_in_the_answers_text_and_its_own_words_are_not_touched()
    {
        var dated = Cite("CCGs take over from next April.", new DateOnly(2012, 11, 16));
        var undated = Cite("They start next April.", null, "b") with { Number = 2 };
        Answer.Grounded Answer(params Claim[] claims) => new(claims, [dated, undated]) { Question = "When?", Standalone = "When?" };

        AnswerMarkdown.Of(Answer(new Claim("CCGs take over from next April.", [1])))
            .ShouldBe("CCGs take over from next April. [1] _(“next April”: as written on 16 November 2012)_");
        AnswerMarkdown.Of(Answer(new Claim("CCGs take over from next April.", [1, 2])))
            .ShouldBe("CCGs take over from next April. [1][2] _(“next April”: as written on 16 November 2012 [1], and in an undated article [2])_");
        AnswerMarkdown.Of(Answer(new Claim("CCGs take over.", [1]))).ShouldBe("CCGs take over. [1]");
        // A model's own "recently" is no article's.
        AnswerMarkdown.Of(Answer(new Claim("CCGs recently took over.", [1]))).ShouldBe("CCGs recently took over. [1]");
    }

    [Fact]
    public void A_notice_says_that_every_source_is_old()
    {
        var old = Cite("a", new DateOnly(2012, 11, 16));

        OldSources.Notice([old], Today, 5)!.Text.ShouldBe("The source is from 16 November 2012: things may have changed since.");
        OldSources.Notice([old, Cite("b", null, "other")], Today, 5)!.Text.ShouldContain("the rest are undated");
        OldSources.Notice([old, Cite("b", new DateOnly(2025, 1, 1), "other")], Today, 5).ShouldBeNull();
        OldSources.Notice([Cite("b", null)], Today, 5).ShouldBeNull();
        OldSources.Notice([old], Today, 0).ShouldBeNull();
    }

    private static Citation Cite(string text, DateOnly? published, string article = "a") =>
        new(1, new Paragraph(1, new ParagraphId(article, 1, ContentHash.Of(text)), text, "Title", null, published, null, "v", true, false), text, 0, text.Length);
}

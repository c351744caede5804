using CcgBot.Answering.Suggestions;
using CcgBot.Articles;
using Shouldly;

namespace CcgBot.Tests.Answering.Suggestions;

public sealed class QuestionTemplatesTests
{
    [Theory]
    [InlineData("Clinical commissioning groups (CCGs) are statutory bodies.", "What are clinical commissioning groups?", "What does CCG stand for?")]
    [InlineData("It was said by Dr Kath Checkland, who led the research.", "Who led the research?")]
    [InlineData("The study was funded by the Department of Health.", "Who funded the study?")]
    [InlineData("The first board was established in April 2013.", "When was the first board established?")]
    [InlineData("Eight groups were studied.", "How many groups were studied?")]
    [InlineData("The appendix is a small pouch.", "What is the appendix?")]
    public void Plain_sentences_are_turned_round(string text, params string[] questions) =>
        QuestionTemplates.Of(ArticleOf(text)).ShouldBe(questions);

    [Theory]
    [InlineData("It is a small pouch.")]
    [InlineData("People who smoke are the largest group.")]
    [InlineData("Some were studied and others were not.")]
    [InlineData("There is a risk.")]
    public void What_would_make_no_good_question_makes_none(string text) =>
        QuestionTemplates.Of(ArticleOf(text)).ShouldBeEmpty();

    private static Article ArticleOf(string text) => new("a", "T", null, null, null, "v", [new Block(BlockKind.Paragraph, text, 1)]);
}

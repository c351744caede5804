using CcgBot.Answering.Extractive;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Answering;

public sealed class PassageTextTests
{
    private readonly PassageText.Memory _memory = new(new EnglishTextAnalyzer());

    [Fact]
    public void A_paragraph_seen_before_is_not_analysed_again_and_keeps_the_score_it_is_found_with_now()
    {
        var first = _memory.Of(Passages.Found("Eight boards were visited. They differ.", score: 2));
        var second = _memory.Of(Passages.Found("Eight boards were visited. They differ.", score: 1));

        Assert.Same(first.Sentences, second.Sentences);
        Assert.Equal((2, 1), (first.Source.Score, second.Source.Score));
    }

    [Fact]
    public void Another_text_or_title_under_the_same_key_is_another_paragraph()
    {
        Assert.Equal("Eight boards.", _memory.Of(Passages.Found("Eight boards.")).Sentences[0].Text);
        Assert.Equal("Nine boards.", _memory.Of(Passages.Found("Nine boards.")).Sentences[0].Text);
        Assert.Contains("budget", _memory.Of(Passages.Found("Nine boards.", "The budget")).TitleTerms);
    }
}

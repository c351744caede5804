using CcgBot.Answering;
using CcgBot.Answering.Extractive;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Answering;

/// <summary>When a second sentence is shown: nearly as likely as the first, or of its paragraph, rather likely and short like it.</summary>
public sealed class SecondSentenceTests
{
    private const string Short = "Eight boards were visited.";
    private const string Long = "The boards that were visited by the researchers in the first months of the study were chosen from all regions of the country, so that large and small ones, old and new ones, and those of towns and of the country were among them.";

    private readonly PassageText.Memory _memory = new(new EnglishTextAnalyzer());
    private readonly ExtractiveComposer _composer = new(new AnsweringOptions(), WeightChoice.Shipped(packaged: false));

    [Theory]
    [InlineData(1.5, Long, true)]
    [InlineData(1.7, Long, false)]
    [InlineData(3.9, "They differ in size.", true)]
    [InlineData(4.1, "They differ in size.", false)]
    public void Of_the_same_paragraph_it_may_be_the_less_likely_the_shorter_both_are(double below, string text, bool shown)
    {
        var passage = _memory.Of(Passages.Found($"{Short} {text}", key: 1));
        Assert.Equal(shown, _composer.Choose([Scored(passage, 0, 5), Scored(passage, 1, 5 - below)]).Count == 2);
    }

    [Theory]
    [InlineData(1.5, true)]
    [InlineData(1.7, false)]
    [InlineData(3.9, false)]
    public void Of_another_paragraph_it_must_be_nearly_as_likely_however_short(double below, bool shown) =>
        Assert.Equal(shown, _composer.Choose([Scored(1, Short, 5), Scored(2, "They differ in size.", 5 - below)]).Count == 2);

    [Fact]
    public void A_short_one_is_shown_where_a_likelier_one_is_too_long()
    {
        var passage = _memory.Of(Passages.Found($"{Short} {Long} They differ in size.", key: 1));
        Assert.Equal(
            [Short, "They differ in size."],
            _composer.Choose([Scored(passage, 0, 5), Scored(passage, 1, 3.2), Scored(passage, 2, 2.5)]).Select(chosen => chosen.Sentence.Text));
    }

    [Fact]
    public void One_that_says_the_same_is_not_shown() => Assert.Single(_composer.Choose([Scored(1, Short, 5), Scored(2, "Eight boards were visited!", 5)]));

    private ScoredSentence Scored(long key, string text, double logit) => Scored(_memory.Of(Passages.Found(text, key: key)), 0, logit);

    private static ScoredSentence Scored(PassageText passage, int sentence, double logit) =>
        new(passage, passage.Sentences[sentence], new WordAffinity(new QuestionMatch("", []), passage), new float[SentenceFeatures.Names.Count], logit);
}

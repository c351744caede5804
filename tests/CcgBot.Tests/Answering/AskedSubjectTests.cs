using CcgBot.Answering.Extractive;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Answering;

public sealed class AskedSubjectTests
{
    private static readonly EnglishTextAnalyzer Analyzer = new();

    private readonly PassageText.Memory _memory = new(Analyzer);

    [Fact]
    public void A_sentence_on_another_thing_of_the_number_is_left_out() =>
        Assert.Equal(
            ["Cycle 2 washes wool.", "Cycles 1 and 2 need no powder.", "Wool dries slowly."],
            Left("How long is cycle 2?", "Cycle 7 takes two hours.", "Cycle 2 washes wool.", "Cycles 1 and 2 need no powder.", "Wool dries slowly."));

    [Fact]
    public void Nothing_is_left_out_where_no_sentence_has_the_thing_asked_for() =>
        Assert.Equal(["Cycle 7 takes two hours."], Left("How long is cycle 3?", "Cycle 7 takes two hours."));

    [Fact]
    public void A_number_of_hours_names_nothing() =>
        Assert.Equal(["It takes 4 hours.", "It takes 5 hours."], Left("Does it take under 4 hours?", "It takes 4 hours.", "It takes 5 hours."));

    [Fact]
    public void A_word_of_one_title_alone_tells_articles_apart()
    {
        var subject = new AskedSubject(new QuestionMatch("How far apart are the doses of Levol syrup?", Terms("doses Levol syrup")), Analyzer);
        var syrup = _memory.Of(Passages.Found("Leave 4 hours between doses.", "Levol syrup", key: 1));
        var tablets = _memory.Of(Passages.Found("Leave 6 hours between doses.", "Levol tablets", key: 2));
        var other = _memory.Of(Passages.Found("Leave 6 hours between doses of the syrup.", "Levol leaflet", key: 3));

        Assert.True(subject.TellsApart(syrup, tablets));
        Assert.False(subject.TellsApart(tablets, syrup));
        Assert.False(subject.TellsApart(syrup, other));
    }

    private string[] Left(string question, params string[] sentences)
    {
        var match = new QuestionMatch(question, []);
        var ranked = sentences.Select((text, i) => _memory.Of(Passages.Found(text, key: 10 + i)))
            .Select(passage => new ScoredSentence(passage, passage.Sentences[0], new WordAffinity(match, passage), new float[SentenceFeatures.Names.Count], 1)).ToList();
        return [.. new AskedSubject(match, Analyzer).WithoutOthers(ranked).Select(sentence => sentence.Sentence.Text)];
    }

    private static List<QuestionTerm> Terms(string words) =>
        [.. words.Split(' ').Select(word => new QuestionTerm(Analyzer.Terms(word)[0], word, 1, 2, TermOrigin.Question, []))];
}

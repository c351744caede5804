using CcgBot.Answering.Extractive;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Tests.Answering;

public sealed class WordAffinityTests
{
    [Fact]
    public void A_word_that_stands_counts_whole_one_like_it_in_part_another_not_at_all()
    {
        var question = Match("merger", "doctor");

        Assert.Equal(1, Of(question, "Doctors stopped the merger.").InSentence(0), 1e-6);
        Assert.InRange(Of(question, "Physicians stopped the amalgamation.").InSentence(0), 0.5, 0.99);
        Assert.Equal(0, Of(question, "Buses were late.").InSentence(0), 1e-6);
    }

    [Fact]
    public void A_name_is_like_no_other()
    {
        var france = new QuestionMatch("France", [Term(IndexTerm.Of("France")) with { IsDetail = true }]);

        Assert.Equal(0, Of(france, "They met in England.").InSentence(0));
        Assert.Equal(1, Of(france, "They met in France.").InSentence(0));
    }

    [Fact]
    public void What_the_turn_before_lends_is_like_no_other()
    {
        var lent = new QuestionMatch("merger", [Term("merger") with { Origin = TermOrigin.FollowUp }]);

        Assert.Equal(0, Of(lent, "The amalgamation came first.").InSentence(0));
        Assert.Equal(1, Of(lent, "The merger came first.").InSentence(0));
    }

    [Fact]
    public void Sentences_around_and_the_title_count_where_they_are_asked_for()
    {
        var affinity = Of(Match("merger", "budget", "survey"), "The merger came first. Nobody spoke. The budget followed.", "A survey");

        Assert.Equal(0, affinity.InSentence(1), 1e-6);
        Assert.Equal(2.0 / 3, affinity.WithBefore(1), 1e-6);
        Assert.Equal(2.0 / 3, affinity.InWindow(1), 1e-6);
        Assert.Equal(1, affinity.InParagraph, 1e-6);
        Assert.Equal(1.0 / 3, affinity.MissingRarest(1), 1e-6);
        Assert.Equal(0, affinity.MaxMissing, 1e-6);
    }

    [Fact]
    public void A_question_without_words_of_its_own_has_no_part_in_anything()
    {
        var affinity = Of(new QuestionMatch("", []), "The merger came first.");

        Assert.Equal((0, 0, 0), (affinity.InSentence(0), affinity.InParagraph, affinity.MaxMissing));
    }

    private static QuestionMatch Match(params string[] words) => new(string.Join(' ', words), [.. words.Select(word => Term(IndexTerm.Of(word)))]);

    private static QuestionTerm Term(string term) => new(term, term, 1, 2, TermOrigin.Question, []);

    private static WordAffinity Of(QuestionMatch question, string text, string title = "Untitled") =>
        new(question, new PassageText.Memory(new EnglishTextAnalyzer()).Of(Passages.Found(text, title)));
}

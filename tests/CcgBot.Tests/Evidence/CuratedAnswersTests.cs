using CcgBot.Articles;
using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Evidence;

public sealed class CuratedAnswersTests : IDisposable
{
    private const string Led = "said Dr Kath Checkland, from the University of Manchester, who led the research.";

    private readonly TemporaryStore _store = new();
    private readonly CuratedAnswers _curated;

    public CuratedAnswersTests()
    {
        _curated = new CuratedAnswers(Path, _store.Articles);
        Put($"“The study provides the first detailed evidence,” {Led}");
    }

    private string Path => System.IO.Path.Combine(_store.Folder, "curated.yaml");

    public void Dispose()
    {
        _curated.Dispose();
        _store.Dispose();
    }

    [Theory]
    [InlineData("Who led the research?")]
    [InlineData("who led research")]
    [InlineData("WHO WAS THE LEAD RESEARCHER")]
    public void A_variant_of_the_question_gets_the_operators_answer(string question)
    {
        Write(File(Led));

        var answer = _curated.Find(question).ShouldNotBeNull();

        answer.Curated.ShouldBeTrue();
        answer.Claims.ShouldHaveSingleItem().Text.ShouldBe("Dr Kath Checkland, from the University of Manchester, led the research.");
        var citation = answer.Citations.ShouldHaveSingleItem();
        citation.Paragraph.Text[citation.Start..citation.End].ShouldBe(citation.Quote);
    }

    [Theory]
    [InlineData("Who funded the research?")]
    [InlineData("Who has not led the research?")]
    [InlineData("Who led?")]
    public void Another_question_does_not(string question)
    {
        Write(File(Led));

        _curated.Find(question).ShouldBeNull();
    }

    [Fact]
    public void An_answer_whose_words_left_the_articles_is_not_shown_and_says_why()
    {
        Write(File(Led));
        Put("“The study provides the first detailed evidence,” said a doctor.");

        _curated.Find("Who led the research?").ShouldBeNull();
        _curated.CheckAll().ShouldHaveSingleItem().Problem!.ShouldStartWith("No paragraph of 'article' has the words");
    }

    [Fact]
    public void An_answer_that_its_quote_does_not_support_is_not_shown()
    {
        Write(File(Led).Replace("text: Dr Kath Checkland", "text: Dr Jane Smith"));

        _curated.Find("Who led the research?").ShouldBeNull();
        _curated.CheckAll()[0].Problem!.ShouldContain("does not name");
    }

    [Fact]
    public void An_answer_from_a_withdrawn_article_is_not_shown()
    {
        Write(File(Led));
        _store.Articles.Withdraw("article");

        _curated.Find("Who led the research?").ShouldBeNull();
        _curated.CheckAll()[0].Problem!.ShouldContain("withdrawn");
    }

    [Fact]
    public void A_changed_file_is_taken_up_and_a_broken_one_leaves_the_answers_of_before()
    {
        Write(File(Led));
        _curated.Find("Who led the research?").ShouldNotBeNull();

        Write("answers: [", later: true);
        _curated.Find("Who led the research?").ShouldNotBeNull();
        Should.Throw<InvalidDataException>(() => _curated.CheckAll()).Message.ShouldContain("curated.yaml:");
    }

    [Theory]
    [InlineData("answers:\n- text: A [1]\n  citations: [{article: a, quote: b}]", "needs 'questions'")]
    [InlineData("answers:\n- questions: [q]\n  text: A.\n  citations: []", "needs its marks after it")]
    [InlineData("answers:\n- questions: [q]\n  text: A. [2]\n  citations: [{article: a, quote: b}]", "cites [2], but it has 1 citations")]
    [InlineData("answers:\n- questions: [q]\n  text: A. [1]\n  citations: [{article: a}]", "needs 'article' and 'quote'")]
    public void A_file_that_is_not_right_is_refused_with_the_fix(string yaml, string message)
    {
        Write(yaml);

        Should.Throw<InvalidDataException>(() => _curated.CheckAll()).Message.ShouldContain(message);
    }

    private static string File(string quote) => $"""
        answers:
        - questions:
          - Who led the research?
          - Who was the lead researcher?
          text: Dr Kath Checkland, from the University of Manchester, led the research. [1]
          citations:
          - article: article
            quote: {quote}
        """;

    private void Write(string yaml, bool later = false)
    {
        System.IO.File.WriteAllText(Path, yaml);
        System.IO.File.SetLastWriteTimeUtc(Path, _store.Time.GetUtcNow().UtcDateTime.AddMinutes(later ? 2 : 1));
    }

    private void Put(string text) => _store.Articles.Put(new Article("article", "Title", null, null, null, ContentHash.Of(text), [new Block(BlockKind.Paragraph, text, 1)]));
}

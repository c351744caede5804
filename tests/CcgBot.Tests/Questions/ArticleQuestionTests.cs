using CcgBot.Questions;
using Shouldly;

namespace CcgBot.Tests.Questions;

public sealed class ArticleQuestionTests
{
    [Theory]
    [InlineData("When was the article published?", ArticleQuestionKind.Date, "")]
    [InlineData("when was this written", ArticleQuestionKind.Date, "")]
    [InlineData("What is the publication date of the article about mergers?", ArticleQuestionKind.Date, "mergers")]
    [InlineData("How old is the knee pain leaflet?", ArticleQuestionKind.Date, "knee pain")]
    [InlineData("Who published it?", ArticleQuestionKind.Publisher, "")]
    [InlineData("Where does the article come from?", ArticleQuestionKind.Publisher, "")]
    [InlineData("Who wrote the article on library fines?", ArticleQuestionKind.Author, "library fines")]
    [InlineData("who wrote the leaflet about sprains and when was it issued?", ArticleQuestionKind.Author, "sprains")]
    [InlineData("When was the page on bus fares updated, and who wrote it?", ArticleQuestionKind.Author, "bus fares")]
    [InlineData("How many articles are there?", ArticleQuestionKind.Count, "")]
    [InlineData("how many documents do you have", ArticleQuestionKind.Count, "")]
    [InlineData("how many leaflets are there and which ones?", ArticleQuestionKind.Count, "")]
    [InlineData("List the articles", ArticleQuestionKind.List, "")]
    [InlineData("please list every leaflet that you can search", ArticleQuestionKind.List, "")]
    [InlineData("Show me all documents you draw on", ArticleQuestionKind.List, "")]
    [InlineData("Which articles do you have?", ArticleQuestionKind.List, "")]
    [InlineData("can you show me all the articles please", ArticleQuestionKind.List, "")]
    [InlineData("What are your sources?", ArticleQuestionKind.List, "")]
    [InlineData("Which of the articles is the oldest?", ArticleQuestionKind.Oldest, "")]
    [InlineData("what is the most recent document you have?", ArticleQuestionKind.Newest, "")]
    [InlineData("which leaflet is the newest", ArticleQuestionKind.Newest, "")]
    [InlineData("What is this about?", ArticleQuestionKind.About, "")]
    [InlineData("What's the article about?", ArticleQuestionKind.About, "")]
    [InlineData("Summarise the article", ArticleQuestionKind.Summary, "")]
    [InlineData("Please give me a short summary of the leaflet about sprains", ArticleQuestionKind.Summary, "sprains")]
    [InlineData("tl;dr", ArticleQuestionKind.Summary, "")]
    [InlineData("What are the key findings?", ArticleQuestionKind.KeyPoints, "")]
    [InlineData("What are the main points of the minutes?", ArticleQuestionKind.KeyPoints, "")]
    public void A_question_about_the_articles_themselves_is_known(string question, ArticleQuestionKind kind, string topic)
    {
        var asked = ArticleQuestion.Of(question).ShouldNotBeNull();

        asked.Kinds[0].ShouldBe(kind);
        asked.Topic.ShouldBe(topic);
        asked.NamesArticle.ShouldBeTrue();
    }

    [Theory]
    [InlineData("When and by whom was it published?")]
    [InlineData("Who published the article, and when?")]
    public void When_and_by_whom_are_asked_together(string question) =>
        ArticleQuestion.Of(question).ShouldNotBeNull().Kinds.ShouldBe([ArticleQuestionKind.Date, ArticleQuestionKind.Publisher]);

    [Theory]
    [InlineData("How many articles does the constitution have?")]
    [InlineData("How many articles mention mergers?")]
    [InlineData("Who led the research?")]
    [InlineData("What is a CCG?")]
    [InlineData("How many eyes does a spider have?")]
    [InlineData("Which articles may I bring on board?")]
    [InlineData("What do CCGs do?")]
    [InlineData("list the symptoms")]
    public void A_question_about_their_subject_is_none(string question) => ArticleQuestion.Of(question).ShouldBeNull();

    [Theory]
    [InlineData("When was the full report published?", "full report")]
    [InlineData("What is the meeting about?", "meeting")]
    public void Without_a_word_for_an_article_its_title_must_be_named(string question, string topic)
    {
        var asked = ArticleQuestion.Of(question).ShouldNotBeNull();

        asked.NamesArticle.ShouldBeFalse();
        asked.Topic.ShouldBe(topic);
    }

    [Theory]
    [InlineData("list them", true)]
    [InlineData("Which ones?", true)]
    [InlineData("which ones are open?", false)]
    public void They_are_listed_after_they_were_counted(string question, bool list) => ArticleQuestion.IsListOfThem(question).ShouldBe(list);
}

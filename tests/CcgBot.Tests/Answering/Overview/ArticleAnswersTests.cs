using CcgBot.Answering;
using CcgBot.Evidence;
using Shouldly;

namespace CcgBot.Tests.Answering.Overview;

public sealed class ArticleAnswersTests : SmallCorpus
{
    [Theory]
    [InlineData("How many articles are there?", "3 articles")]
    [InlineData("When was the article about garden waste published?", "2 February 2023")]
    [InlineData("When was the clinic leaflet written?", "10 January 2022")]
    [InlineData("How old is the library article?", "undated")]
    [InlineData("Who published the article on garden waste?", "names no publisher")]
    [InlineData("Who wrote the library rules article?", "no author")]
    [InlineData("Which of the articles is the oldest?", "10 January 2022")]
    [InlineData("what is your newest article", "2 February 2023")]
    public async Task The_record_answers(string question, string words)
    {
        var answer = await GroundedAsync(question);

        Said(answer).ShouldContain(words);
        answer.Citations.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("List the articles")]
    [InlineData("which documents do you have?")]
    public async Task Every_article_is_listed_with_its_date(string question)
    {
        var answer = await GroundedAsync(question);

        answer.Claims.Count.ShouldBe(3);
        Said(answer).ShouldContain("Northfield Walk-in Clinic");
        Said(answer).ShouldContain("2 February 2023");
    }

    [Fact]
    public async Task They_are_listed_after_they_were_counted() =>
        (await GroundedAsync("which ones?", "How many articles are there?", "There are 3 articles.")).Claims.Count.ShouldBe(3);

    [Fact]
    public async Task The_article_is_the_one_that_the_last_answer_cited() =>
        Said(await GroundedAsync("When was it published?", "Who chaired the Environment Committee?", "Councillor Maria Lopez. [1]")).ShouldContain("2 February 2023");

    [Theory]
    [InlineData("What is the article about garden waste about?", "collect garden waste every two weeks")]
    [InlineData("Summarise the garden waste article", "45 pounds a year")]
    [InlineData("What is the clinic leaflet about?", "walk-in clinic is open")]
    public async Task The_articles_own_sentences_say_what_it_is_about(string question, string words)
    {
        var answer = await GroundedAsync(question);

        Said(answer).ShouldContain(words);
        foreach (var citation in answer.Citations)
        {
            citation.Paragraph.Text[citation.Start..citation.End].ShouldBe(citation.Quote);
        }
    }

    [Fact]
    public async Task Key_points_are_the_articles_own_list()
    {
        var answer = await GroundedAsync("What are the key points?");

        answer.Claims.Select(claim => claim.Text).ShouldBe(["Put the bin out before 7 am.", "Do not put stones into the bin."]);
    }

    [Fact]
    public async Task What_came_from_the_record_is_not_replayed_and_leaves_no_gap()
    {
        var answer = await GroundedAsync("How many articles are there?");

        (await Engine.Replay().ReplayAsync(Engine.Evidence.Find(answer.EvidenceId)!)).NotReplayable.ShouldNotBeNull();
        using var gaps = new Gaps(Engine.Evidence);
        gaps.Find().Groups.ShouldBeEmpty();
    }

    [Fact]
    public async Task What_only_sounds_like_it_is_searched_for() =>
        Said(await AskAsync("When was the decision made?")).ShouldContain("12 December 2022");
}

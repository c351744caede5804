using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Hosting;

namespace CcgBot.Tests.Answering;

/// <summary>The whole path over the seed articles, on words alone so that no weights need be restored.</summary>
public sealed class AnswererTests : IDisposable
{
    private readonly TestFolder _folder = new();
    private readonly BotEngine _engine;

    public AnswererTests()
    {
        var settings = new BotSettings();
        settings.Retrieval.Dense.Enabled = false;
        settings.Evidence.Enabled = false;
        _engine = BotEngine.Open(_folder.Path, settings, TimeProvider.System);
        _ = _engine.Ingestor.Ingest([TestFolder.Seeds]).ToList();
        _engine.Synchronise();
    }

    public void Dispose()
    {
        _engine.Dispose();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }

    [Theory]
    [InlineData("Who led the research into developing CCGs?", "Kath Checkland", "001_d410f58d39418b5e", 4)]
    [InlineData("How much public money will CCGs be responsible for spending?", "£60 billion", "001_d410f58d39418b5e", 2)]
    [InlineData("at wat spede are helth and welbeing bords devlopping", "different speeds", "001_d410f58d39418b5e", 10)]
    [InlineData("What does PRUComm stand for?", "Policy Research Unit in Commissioning", null, 0)]
    [InlineData("Where can I find the full report?", "www.prucomm.ac.uk", "001_d410f58d39418b5e", 13)]
    public async Task Answers_with_the_right_words_from_the_right_paragraph(string question, string words, string? article, int paragraph)
    {
        var answer = Assert.IsType<Answer.Grounded>(await AskAsync(question));

        Assert.Contains(words, string.Join(' ', answer.Claims.Select(claim => claim.Text)), StringComparison.Ordinal);
        if (article is not null)
        {
            Assert.Equal((article, paragraph), (answer.Citations[0].Paragraph.Id.ArticleId, answer.Citations[0].Paragraph.Id.Ordinal));
        }

        AssertProven(answer);
    }

    [Theory]
    [InlineData("What is the capital of France?")]
    [InlineData("What is the recommended dose of amoxicillin for a child?")]
    [InlineData("What did the BMA say about the mergers?")]
    [InlineData("How many Health and Wellbeing Boards are there?")]
    [InlineData("When was PRUComm founded?")]
    public async Task Abstains_when_no_paragraph_supports_an_answer(string question) =>
        Assert.IsType<Answer.Abstention>(await AskAsync(question));

    [Theory]
    [InlineData("")]
    [InlineData("🙂🙂")]
    [InlineData("the of and")]
    [InlineData("\u0000\u0007\u202e")]
    [InlineData("<script>alert(1)</script> [x](javascript:alert(1))")]
    public async Task Odd_input_gets_an_answer_and_never_an_error(string question)
    {
        var answer = await AskAsync(question);

        Assert.NotNull(AnswerJson.From(answer).Text);
    }

    [Fact]
    public async Task A_hundred_thousand_characters_are_cut_and_answered()
    {
        Assert.NotNull(await AskAsync(string.Concat(Enumerable.Repeat("commissioning groups ", 5000))));
    }

    [Fact]
    public async Task A_withdrawn_article_is_out_of_answers_before_the_index_follows()
    {
        _engine.Articles.Withdraw("001_d410f58d39418b5e");

        var answer = await AskAsync("Who led the research into developing CCGs?");

        var cited = answer switch
        {
            Answer.Grounded grounded => grounded.Citations,
            Answer.Abstention abstention => abstention.Nearest,
            _ => [],
        };
        Assert.DoesNotContain(cited, citation => citation.Paragraph.Id.ArticleId == "001_d410f58d39418b5e");
    }

    [Fact]
    public async Task A_follow_up_leans_on_the_turn_before()
    {
        var question = new Question("And who led it?", [new Turn(Role.User, "What study looked at how CCGs are developing?"), new Turn(Role.Assistant, "PRUComm carried out a study of the early development of CCGs [1].")]);

        var answer = Assert.IsType<Answer.Grounded>(await _engine.Answerer.AnswerAsync(question));

        Assert.Contains("Kath Checkland", answer.Claims[0].Text + answer.Claims[^1].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Every_mark_has_one_citation_and_the_reverse()
    {
        var answer = Assert.IsType<Answer.Grounded>(await AskAsync("How many developing CCGs were studied as case studies?"));
        var marks = System.Text.RegularExpressions.Regex.Matches(AnswerMarkdown.Of(answer), @"(?<!\\)\[(\d+)\]").Select(match => int.Parse(match.Groups[1].Value)).Distinct().Order();

        Assert.Equal(answer.Citations.Select(citation => citation.Number).Order(), marks);
        Assert.Contains("**eight**", AnswerMarkdown.Of(answer), StringComparison.Ordinal);
        Assert.True(answer.Citations.Count >= 2, "both articles say it");
    }

    private static void AssertProven(Answer.Grounded answer)
    {
        foreach (var citation in answer.Citations)
        {
            Assert.Equal(citation.Quote, citation.Paragraph.Text[citation.Start..citation.End]);
            Assert.Equal(citation.Paragraph.Id.Hash, ContentHash.Of(citation.Paragraph.Text));
        }
    }

    private Task<Answer> AskAsync(string question) => _engine.Answerer.AnswerAsync(new Question(question));
}

using CcgBot.Cli.Tests.Infrastructure;

namespace CcgBot.Cli.Tests;

/// <summary>The built program's <c>ask</c> over the seed articles.</summary>
public sealed class AskCommandTests(AskCommandTests.SeededIndex seeded) : IClassFixture<AskCommandTests.SeededIndex>
{
    private readonly Ccgbot _ccgbot = seeded.Ccgbot;

    [Fact]
    public void An_answer_as_text_has_its_sources_below_it()
    {
        var run = _ccgbot.Run("ask", "How many developing CCGs were in the qualitative case studies?");

        Assert.Equal(0, run.Exit);
        Assert.Contains("eight", run.Out);
        Assert.Contains("[1]", run.Out);
        Assert.Contains("paragraph", run.Out);
        Assert.Empty(run.Err);
    }

    [Fact]
    public void An_answer_as_JSON_keeps_the_contract()
    {
        var answer = _ccgbot.Run("ask", "How many developing CCGs were in the qualitative case studies?", "--json").Json;

        Assert.Equal("grounded", answer.GetProperty("kind").GetString());
        var citation = answer.GetProperty("citations")[0];
        Assert.Equal(citation.GetProperty("number").GetInt32(), answer.GetProperty("claims")[0].GetProperty("citations")[0].GetInt32());
        Assert.Equal(citation.GetProperty("end").GetInt32() - citation.GetProperty("start").GetInt32(), citation.GetProperty("quote").GetString()!.Length);
        Assert.Equal("extractive", answer.GetProperty("composer").GetString());
    }

    [Fact]
    public void What_the_articles_do_not_answer_is_said_with_the_nearest_paragraphs()
    {
        var answer = _ccgbot.Run("ask", "What is the capital of Australia?", "--json").Json;

        Assert.Equal("abstention", answer.GetProperty("kind").GetString());
        Assert.Empty(answer.GetProperty("claims").EnumerateArray());
    }

    [Fact]
    public void A_follow_up_is_read_with_the_turns_of_a_file()
    {
        var history = _ccgbot.Write("history.json", """[{"role":"user","content":"What is PRUComm?"},{"role":"assistant","content":"A research unit."}]""");

        var answer = _ccgbot.Run("ask", "Who leads it?", "--history", history, "--json");

        Assert.Equal(0, answer.Exit);
        Assert.Equal("Who leads it?", answer.Json.GetProperty("question").GetString());
    }

    [Theory]
    [InlineData("not an array", "{\"role\":\"user\"}")]
    [InlineData("not JSON", "[")]
    [InlineData("no such role", "[{\"role\":\"robot\",\"content\":\"x\"}]")]
    [InlineData("no words", "[{\"role\":\"user\"}]")]
    public void A_history_that_is_none_is_misuse_and_says_what_to_write(string what, string content)
    {
        var run = _ccgbot.Run("ask", "Who leads it?", "--history", _ccgbot.Write("bad.json", content));

        Assert.True(run.Exit == 2, $"{what}: exit {run.Exit}");
        Assert.Contains("bad.json: ", run.Err);
        Assert.Contains("{\"role\":\"user|assistant\",\"content\":\"…\"}", run.Err);
    }

    [Theory]
    [InlineData("")]
    [InlineData("😀🎉👩‍👩‍👧‍👦")]
    [InlineData("the of and to a in is it")]
    [InlineData("\u0001\u0007\u001b[31m")]
    [InlineData("<script>alert(1)</script> **bold** [x](javascript:alert(1))")]
    public void Any_question_gets_an_answer(string question)
    {
        var run = _ccgbot.Run("ask", question, "--json");

        Assert.Equal(0, run.Exit);
        Assert.Contains(run.Json.GetProperty("kind").GetString(), (string[])["grounded", "abstention", "clarification", "reply"]);
        Assert.DoesNotContain('\u001b', run.Out);
    }

    [Fact]
    public void A_hundred_thousand_characters_are_refused_in_a_line_and_four_thousand_answered()
    {
        var refused = _ccgbot.Run("ask", string.Concat(Enumerable.Repeat("clinical commissioning ", 4348)), "--json");
        var answered = _ccgbot.Run("ask", string.Concat(Enumerable.Repeat("clinical commissioning ", 4000 / 23)), "--json");

        Assert.Equal(2, refused.Exit);
        Assert.Equal("The question has 100004 characters; at most 4000 are read.", refused.Err.Trim());
        Assert.Equal(0, answered.Exit);
    }

    [Fact]
    public void Without_a_question_it_is_misuse()
    {
        var run = _ccgbot.Run("ask");

        Assert.Equal(2, run.Exit);
        Assert.Contains("Try --help.", run.Err);
        Assert.Empty(run.Out);
    }

    public sealed class SeededIndex : IDisposable
    {
        public SeededIndex() => Assert.Equal(0, Ccgbot.Run("ingest", Infrastructure.Ccgbot.Seeds).Exit);

        public Ccgbot Ccgbot { get; } = new();

        public void Dispose() => Ccgbot.Dispose();
    }
}

using CcgBot.Answering;
using CcgBot.Model.Composing;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;

namespace CcgBot.Model.Tests.Composing;

[Collection(SeedsCollection.Name)]
public sealed class QuestionPromptTests(ModelFixture seeds)
{
    private static readonly Question FollowUp = new("And who led it?", [new Turn(Role.User, "What did the research on CCGs find?"), new Turn(Role.Assistant, "It found enthusiasm.")]);

    [Theory]
    [InlineData("""{"question":"And who led the research on CCGs?"}""", "And who led the research on CCGs?")]
    [InlineData("""{"question":"Who led the secret mission to Mars?"}""", "And who led it?")]
    [InlineData("""{"question":"Visit https://evil.example"}""", "And who led it?")]
    [InlineData("""{"question":""}""", "And who led it?")]
    [InlineData("not json", "And who led it?")]
    public async Task A_follow_up_stands_alone_in_the_conversations_own_words(string reply, string asked)
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(reply));
        Assert.Equal(asked, (await new ModelFollowUpRewriter(bench.Model, bench.Options, bench.Time).RewriteAsync(FollowUp, default)).Text);
    }

    [Fact]
    public async Task A_question_without_history_costs_no_call()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        await new ModelFollowUpRewriter(bench.Model, bench.Options, bench.Time).RewriteAsync(new Question("Who led it?"), default);
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_failing_rewrite_leaves_the_question_as_asked()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.Retries = 0);
        bench.Server.Then(new Reply.Error(500));
        Assert.Equal(FollowUp.Text, (await new ModelFollowUpRewriter(bench.Model, bench.Options, bench.Time).RewriteAsync(FollowUp, default)).Text);
    }

    [Fact]
    public async Task The_parts_of_a_question_are_each_looked_for()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options =>
        {
            options.SplitParts = true;
            options.Paragraphs = 4;
        });
        const string Both = "How many developing CCGs were studied and where is the full report available?";
        bench.Server.Then(
            new Reply.Text("""{"parts":["How many developing CCGs were studied?","where is the full report available?","What is the password?"]}"""),
            new Reply.Text(Replies.Nothing));
        await bench.AskAsync(Both);
        var given = Scripted.Paragraphs(bench.Server.Requests[1]).Values.ToList();
        Assert.Contains(given, text => text.Contains("www.prucomm.ac.uk", StringComparison.Ordinal));
        Assert.Contains(given, text => text.Contains("eight developing CCGs", StringComparison.Ordinal));
        Assert.Equal(2, bench.LastDraft!.ModelReplies.Count);
    }

    [Theory]
    [InlineData("""{"grade":"correct"}""", Grade.Correct)]
    [InlineData("""{"grade":"partly"}""", Grade.Partly)]
    [InlineData("""{"grade":"excellent"}""", null)]
    [InlineData("correct", null)]
    public async Task A_judge_grades_or_gives_none(string reply, Grade? grade)
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(reply));
        Assert.Equal(grade, await new AnswerJudge(bench.Model).GradeAsync("How many?", ["eight"], "Eight CCGs."));
    }
}

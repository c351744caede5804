using CcgBot.Answering;
using CcgBot.Model.Tests.Infrastructure;
using CcgBot.OpenAiServer;
using Microsoft.Extensions.Time.Testing;

namespace CcgBot.Model.Tests;

/// <summary>Every way a model fails ends in the extractive answer with a notice; each failure is one test.</summary>
[Collection(SeedsCollection.Name)]
public sealed class ModelFailureTests(ModelFixture seeds)
{
    private const string Question = "How many developing CCGs were studied in detailed qualitative case studies?";
    private const string Sentence = "The study involved detailed qualitative case studies in eight developing CCGs across England.";

    [Fact]
    public async Task A_server_error_is_tried_again_and_then_answered_extractively()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(500), new Reply.Error(502), new Reply.Error(503));
        await FallsBack(bench, "service failed");
        Assert.Equal(3, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_server_error_that_passes_leaves_no_trace()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(500)).Always(Obliging);
        Assert.Equal(Composer.Model, (await bench.AskAsync(Question)).Composer);
    }

    [Fact]
    public async Task Too_many_requests_is_tried_again_when_the_service_says()
    {
        var time = new FakeTimeProvider();
        await using var bench = await ModelBench.StartAsync(seeds, options => options.LongestRetryAfterSeconds = 5, time);
        bench.Server.Then(new Reply.Error(429, RetryAfter: "3")).Always(Obliging);
        var asking = bench.AskAsync(Question);
        await Until(() => bench.Server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(2));
        await Task.Delay(200);
        Assert.Single(bench.Server.Requests);
        await Until(() =>
        {
            time.Advance(TimeSpan.FromSeconds(1));
            return asking.IsCompleted;
        });
        Assert.Equal(Composer.Model, (await asking).Composer);
    }

    [Fact]
    public async Task A_longer_retry_after_than_anyone_waits_for_is_not_waited_for()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(429, RetryAfter: "3600"));
        await FallsBack(bench, "no more requests");
    }

    [Fact]
    public async Task A_spent_quota_is_not_tried_again()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(429, Code: "insufficient_quota"));
        await FallsBack(bench, "refused the request");
    }

    [Fact]
    public async Task A_wrong_key_is_not_tried_again_and_not_repeated()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(401, $"Incorrect API key provided: {ModelBench.KeyText}"));
        var answer = await FallsBack(bench, "refused the key");
        Assert.DoesNotContain(ModelBench.KeyText, AnswerJson.From(answer).Serialize() + string.Join('\n', bench.Logs.Lines) + bench.LastDraft);
    }

    [Fact]
    public async Task A_refused_request_is_not_tried_again()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(400));
        await FallsBack(bench, "refused the request");
    }

    [Fact]
    public async Task A_content_filter_in_the_stream_is_not_tried_again()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text("""{"claims":[{"te""", "content_filter"));
        await FallsBack(bench, "content filter");
    }

    [Fact]
    public async Task A_content_filter_on_the_prompt_is_not_tried_again()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Error(400, Code: "content_filter"));
        await FallsBack(bench, "content filter");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_truncated_stream_is_tried_again_and_never_shown(bool broken)
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.Retries = 1);
        var half = Replies.Claims((Sentence, [1]))[..40];
        bench.Server.Then(new Reply.Truncated(half, broken), new Reply.Truncated(half, broken));
        var answer = await FallsBack(bench, broken ? "" : "broke off");
        Assert.Equal(2, bench.Server.Requests.Count);
        Assert.Contains(answer.Notices, notice => notice.Kind == NoticeKind.ModelFallback);
    }

    [Fact]
    public async Task A_reply_cut_at_its_longest_is_not_shown()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(Replies.Claims((Sentence, [1]))[..40], "length"));
        await FallsBack(bench, "cut at its longest");
    }

    [Theory]
    [InlineData("I think it was eight of them.")]
    [InlineData("""{"answer":"eight"}""")]
    [InlineData("""{"claims":"eight"}""")]
    [InlineData("""{"claims":[{"text":"Eight."}]}""")]
    [InlineData("""{"claims":[{"text":8,"paragraphs":[1]}]}""")]
    [InlineData("""{"claims":[{"text":"Eight.","paragraphs":[1]}""")]
    [InlineData("[]")]
    [InlineData("null")]
    public async Task Wrong_json_twice_is_answered_extractively(string reply)
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(reply), new Reply.Text(reply));
        await FallsBack(bench, "not in the form asked for");
        Assert.Equal(["system", "user", "assistant", "user"], bench.Server.Requests[1].Messages.Select(message => message.Role));
        Assert.Equal(reply, bench.Server.Requests[1].Messages[2].Content);
    }

    [Fact]
    public async Task Wrong_json_is_repaired_once()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text("Eight, I'd say.")).Always(Obliging);
        var answer = await bench.AskAsync(Question);
        Assert.Equal(Composer.Model, answer.Composer);
        Assert.Equal(2, bench.LastDraft!.ModelReplies.Count);
        Assert.DoesNotContain(answer.Notices, notice => notice.Kind == NoticeKind.ModelFallback);
    }

    [Theory]
    [InlineData("text/html", "<html>Sign in to the network</html>")]
    [InlineData("application/json", "{}")]
    [InlineData("text/event-stream", "data: not json\n\n")]
    [InlineData("text/event-stream", "data: {\"choices\":7}\n\n")]
    [InlineData("text/event-stream", "")]
    public async Task A_reply_that_is_not_the_protocol_is_answered_extractively(string type, string body)
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.Retries = 0);
        bench.Server.Then(new Reply.Raw(type, body));
        await FallsBack(bench, "");
    }

    [Fact]
    public async Task A_paragraph_number_that_was_not_given_withholds_the_claim()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(Replies.Claims((Sentence, [99]))));
        var answer = await bench.AskAsync(Question);
        Assert.IsType<Answer.Abstention>(answer);
        Assert.Contains(answer.Notices, notice => notice is { Kind: NoticeKind.UnverifiedWithheld } && notice.Text.StartsWith("One statement", StringComparison.Ordinal));
        Assert.Equal("notGiven", Assert.Single(bench.LastDraft!.Withheld).Verdict);
    }

    [Fact]
    public async Task An_invented_quote_is_withheld_and_the_rest_is_shown()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Always(request => new Reply.Text(Replies.Claims(
            ("“CCGs are doomed to fail by 2015,” said Dr Kath Checkland.", [Scripted.NumberOf(request, "in eight developing CCGs")]),
            ("Detailed qualitative case studies were carried out in eight developing CCGs.", [Scripted.NumberOf(request, "in eight developing CCGs")]))));
        var answer = Assert.IsType<Answer.Grounded>(await bench.AskAsync(Question));
        Assert.Contains("eight", Assert.Single(answer.Claims).Text);
        Assert.Contains(answer.Notices, notice => notice.Kind == NoticeKind.UnverifiedWithheld);
        Assert.DoesNotContain("doomed", AnswerJson.From(answer).Serialize());
    }

    [Fact]
    public async Task An_answer_with_nothing_left_becomes_an_abstention()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text(Replies.Claims(("The Moon is made of cheese.", [1]), ("Nine CCGs were studied.", [2]))));
        var answer = Assert.IsType<Answer.Abstention>(await bench.AskAsync(Question));
        Assert.Contains(answer.Notices, notice => notice.Text.StartsWith("2 statements", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_refusal_is_answered_extractively()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Refusal());
        await FallsBack(bench, "declined");
    }

    [Fact]
    public async Task A_refusal_in_words_is_answered_extractively()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Then(new Reply.Text("I'm sorry, but I can't help with that."), new Reply.Text("I'm sorry, but I can't help with that."));
        await FallsBack(bench, "not in the form asked for");
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n ")]
    public async Task An_empty_reply_is_tried_again_and_then_answered_extractively(string reply)
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.Retries = 1);
        bench.Server.Then(new Reply.Text(reply), new Reply.Text(reply));
        await FallsBack(bench, "sent nothing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"claims\":[")]
    public async Task A_stall_of_30_seconds_is_given_up(string sent)
    {
        var time = new FakeTimeProvider();
        await using var bench = await ModelBench.StartAsync(
            seeds,
            options =>
            {
                options.StallSeconds = 8;
                options.AnswerSeconds = 20;
                options.Retries = 0;
            },
            time);
        bench.Server.Then(new Reply.Stall(sent));
        var asking = bench.AskAsync(Question);
        await Until(() => bench.Server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(30));
        var answer = await asking;
        Assert.Contains(answer.Notices, notice => notice.Kind == NoticeKind.ModelFallback);
        Assert.Equal(Composer.Extractive, answer.Composer);
        await bench.Server.ClientLeft.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task All_tries_together_keep_to_the_answers_seconds()
    {
        var time = new FakeTimeProvider();
        await using var bench = await ModelBench.StartAsync(
            seeds,
            options =>
            {
                options.StallSeconds = 8;
                options.AnswerSeconds = 10;
                options.Retries = 5;
            },
            time);
        bench.Server.Always(_ => new Reply.Stall());
        var asking = bench.AskAsync(Question);
        await Until(() => bench.Server.Requests.Count == 1);
        time.Advance(TimeSpan.FromSeconds(8));
        await Until(() => bench.Server.Requests.Count == 2);
        time.Advance(TimeSpan.FromSeconds(3));
        var answer = await asking;
        Assert.Contains(answer.Notices, notice => notice.Text.Contains("took longer", StringComparison.Ordinal));
        Assert.Equal(2, bench.Server.Requests.Count);
    }

    [Fact]
    public async Task A_service_that_is_not_there_is_answered_extractively()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options =>
        {
            options.Endpoint = "http://127.0.0.1:9/v1";
            options.Retries = 1;
        });
        await FallsBack(bench, "can't be reached");
    }

    [Fact]
    public async Task A_service_that_keeps_failing_is_left_alone_for_a_while()
    {
        var time = new FakeTimeProvider();
        await using var bench = await ModelBench.StartAsync(
            seeds,
            options =>
            {
                options.Retries = 0;
                options.BreakAfter = 3;
                options.BreakSeconds = 30;
            },
            time);
        bench.Server.Then(new Reply.Error(500), new Reply.Error(500), new Reply.Error(500)).Always(Obliging);
        for (var i = 0; i < 3; i++)
        {
            await FallsBack(bench, "service failed");
        }

        await FallsBack(bench, "left alone");
        Assert.Equal(3, bench.Server.Requests.Count);
        time.Advance(TimeSpan.FromSeconds(31));
        Assert.Equal(Composer.Model, (await bench.AskAsync(Question)).Composer);
    }

    [Fact]
    public async Task Cancelling_the_question_cancels_the_call()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        var started = new TaskCompletionSource();
        bench.Server.Then(new Reply.Stall("{", started));
        using var stop = new CancellationTokenSource();
        var asking = bench.AskAsync(Question, stop.Token);
        await started.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);
        await bench.Server.ClientLeft.WaitAsync(TimeSpan.FromSeconds(60));
    }

    [Fact]
    public async Task The_days_limit_gives_the_extractive_answer_without_a_call()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options =>
        {
            options.InputPrice = 2;
            options.OutputPrice = 8;
            options.DailyLimit = 0.02m;
        });
        bench.Server.Always(request => Obliging(request) with { Usage = (5000, 500) });
        Assert.Equal(Composer.Model, (await bench.AskAsync(Question)).Composer);
        Assert.Equal(0.014m, bench.Ledger.Of().Spent);
        Assert.Equal(0.014m, bench.LastDraft!.Cost);
        await FallsBack(bench, "spending limit");
        Assert.Single(bench.Server.Requests);
    }

    [Fact]
    public async Task An_answers_tokens_are_kept_to()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.AnswerTokens = 100);
        await FallsBack(bench, "used up");
        Assert.Empty(bench.Server.Requests);
    }

    [Fact]
    public async Task A_server_that_counts_no_tokens_is_estimated()
    {
        await using var bench = await ModelBench.StartAsync(seeds);
        bench.Server.Always(request => Obliging(request) with { Usage = (0, 0) });
        await bench.AskAsync(Question);
        Assert.True(bench.LastDraft!.InputTokens > 100 && bench.LastDraft.OutputTokens > 5);
    }

    [Fact]
    public async Task A_failed_model_check_withholds_everything_and_answers_extractively()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.CheckSupport = true);
        bench.Server.Always(request => request.Messages[0].Content.StartsWith("You check", StringComparison.Ordinal) ? new Reply.Text("yes") : Obliging(request));
        await FallsBack(bench, "not in the form");
    }

    [Fact]
    public async Task A_model_check_that_disagrees_withholds_the_claim()
    {
        await using var bench = await ModelBench.StartAsync(seeds, options => options.CheckSupport = true);
        bench.Server.Always(request => request.Messages[0].Content.StartsWith("You check", StringComparison.Ordinal)
            ? new Reply.Text("""{"verdicts":[{"claim":1,"supported":false}]}""")
            : Obliging(request));
        Assert.IsType<Answer.Abstention>(await bench.AskAsync(Question));
        Assert.Equal("modelCheck", Assert.Single(bench.LastDraft!.Withheld).Verdict);
    }

    private static Reply.Text Obliging(ChatRequest request) =>
        new(Replies.Claims(("Detailed qualitative case studies were carried out in eight developing CCGs.", [Scripted.NumberOf(request, "in eight developing CCGs")])));

    private static async Task<Answer> FallsBack(ModelBench bench, string saying)
    {
        var answer = await bench.AskAsync(Question);
        var notice = Assert.Single(answer.Notices, notice => notice.Kind == NoticeKind.ModelFallback);
        Assert.Contains(saying, notice.Text);
        Assert.Contains("the articles' own words", notice.Text);
        Assert.Equal(Composer.Extractive, answer.Composer);
        Assert.Equal(bench.LastExtractive!.Claims.Select(claim => claim.Text), (answer as Answer.Grounded)?.Claims.Select(claim => claim.Text) ?? bench.LastExtractive.Claims.Select(claim => claim.Text));
        return answer;
    }

    private static async Task Until(Func<bool> condition)
    {
        for (var i = 0; i < 600 && !condition(); i++)
        {
            await Task.Delay(50);
        }

        Assert.True(condition());
    }
}

using System.Net;
using System.Text;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Running;

public sealed class EndpointAnswersTests
{
    private const string Grounded = """
        {"kind":"grounded","question":"Who?","standalone":"Who?","text":"**Ann** [1]","claims":[{"text":"Ann did.","citations":[1]}],
         "citations":[{"number":1,"articleId":"a","title":"T","publisher":null,"published":null,"paragraph":3,"paragraphId":"a#p3@0123456789abcdef",
           "version":"v","quote":"Ann did.","start":0,"end":8,"url":"/articles/a#p3","withdrawn":false}],
         "disagreements":[],"unanswered":[],"abstention":null,"clarification":null,"notices":[],"suggestions":[],"confidence":0.93,"evidenceId":"e","composer":"extractive","elapsedMs":4.1}
        """;

    [Fact]
    public async Task Sends_history_and_scenario_and_reads_the_answer()
    {
        using var host = new Host((HttpStatusCode.OK, Grounded));
        var question = new TestQuestion("1", "Who?") { History = [new Turn(Role.User, "Q"), new Turn(Role.Assistant, "A")], Scenario = "ill" };

        var result = await host.Source.AnswerAsync(question, CancellationToken.None);

        Assert.Equal((AnswerKind.Grounded, "Ann did.", 0.93), (result.Kind, result.Text, result.Confidence));
        Assert.Equal(new ResultCitation(1, "a#p3", "T", 3, "Ann did."), Assert.Single(result.Citations));
        Assert.Null(result.Ranking);
        using var sent = JsonDocument.Parse(Assert.Single(host.Bodies));
        Assert.Equal("http://host/base/api/ask", host.Addresses[0]);
        Assert.Equal(("Who?", "ill", "assistant"), (
            sent.RootElement.GetProperty("question").GetString(),
            sent.RootElement.GetProperty("scenario").GetString(),
            sent.RootElement.GetProperty("history")[1].GetProperty("role").GetString()));
    }

    [Fact]
    public async Task Asks_again_when_told_to_slow_down()
    {
        using var host = new Host((HttpStatusCode.TooManyRequests, ""), (HttpStatusCode.OK, Grounded));

        var result = await host.Source.AnswerAsync(new TestQuestion("1", "Who?"), CancellationToken.None);

        Assert.Equal(AnswerKind.Grounded, result.Kind);
        Assert.Equal(2, host.Bodies.Count);
    }

    [Fact]
    public async Task Says_what_the_host_answered_when_it_refuses()
    {
        using var host = new Host((HttpStatusCode.InternalServerError, ""));

        var error = await Assert.ThrowsAsync<HttpRequestException>(() => host.Source.AnswerAsync(new TestQuestion("1", "Who?"), CancellationToken.None));

        Assert.Contains("500", error.Message, StringComparison.Ordinal);
    }

    private sealed class Host : HttpMessageHandler
    {
        private readonly Queue<(HttpStatusCode Status, string Body)> _replies;
        private readonly HttpClient _client;

        public Host(params (HttpStatusCode, string)[] replies)
        {
            _replies = new Queue<(HttpStatusCode, string)>(replies);
            _client = new HttpClient(this) { BaseAddress = new Uri("http://host/base/") };
            Source = new EndpointAnswers(_client, DocumentNames.ByParagraph, TimeProvider.System);
        }

        public EndpointAnswers Source { get; }

        public List<string> Addresses { get; } = [];

        public List<string> Bodies { get; } = [];

        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Addresses.Add(request.RequestUri!.ToString());
            Bodies.Add(await request.Content!.ReadAsStringAsync(cancellationToken));
            var (status, body) = _replies.Dequeue();
            return new HttpResponseMessage(status)
            {
                Content = new StringContent(body, Encoding.UTF8, "application/json"),
                Headers = { RetryAfter = new System.Net.Http.Headers.RetryConditionHeaderValue(TimeSpan.Zero) },
            };
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
            {
                _client.Dispose();
            }

            base.Dispose(disposing);
        }
    }
}

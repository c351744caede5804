using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Tests.Infrastructure;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Tests.Running;

public sealed class ResultsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Path => System.IO.Path.Combine(_folder.Path, "results.jsonl");

    [Fact]
    public void An_interrupted_run_goes_on_past_half_a_line_and_failures()
    {
        using (var file = ResultsFile.Open(Path, "run", questions: 4))
        {
            file.Append(Result("1"));
            file.Append(Result("2") with { Failure = "lost", Kind = AnswerKind.Failed });
        }

        File.AppendAllText(Path, "{\"id\":\"3\",\"ki");

        using var again = ResultsFile.Open(Path, "run", questions: 4);
        var kept = Assert.Single(again.Done);
        Assert.Equal("Ja [1] <b>", kept.Text);
        Assert.Equal(("1", AnswerKind.Grounded, 0.5), (kept.Id, kept.Kind, kept.Confidence));
        Assert.Equal("d", kept.Ranking![0].Document);
    }

    [Fact]
    public void Another_run_or_a_complete_one_is_begun_anew()
    {
        Assert.Empty(Reopened("run", "other", questions: 2));
        Assert.Empty(Reopened("run", "run", questions: 1));
        Assert.Single(Reopened("run", "run", questions: 2));
    }

    [Fact]
    public async Task A_question_that_fails_is_a_result_and_the_others_go_on()
    {
        using var file = ResultsFile.Open(Path, "run", questions: 3);
        var source = new Scripted(question => question.Id == "2" ? throw new InvalidOperationException("broken") : Result(question.Id));

        var results = await Runner.RunAsync(Questions(3), source, file, threads: 2, null, CancellationToken.None);

        Assert.Equal(["1", "2", "3"], results.Select(result => result.Id));
        Assert.Equal((AnswerKind.Failed, "broken"), (results[1].Kind, results[1].Failure));
    }

    [Fact]
    public async Task A_cancelled_run_keeps_what_is_done_and_asks_only_the_rest_again()
    {
        using var stop = new CancellationTokenSource();
        using (var file = ResultsFile.Open(Path, "run", questions: 5))
        {
            var source = new Scripted(question =>
            {
                if (question.Id == "3")
                {
                    stop.Cancel();
                    stop.Token.ThrowIfCancellationRequested();
                }

                return Result(question.Id);
            });
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Runner.RunAsync(Questions(5), source, file, threads: 1, null, stop.Token));
        }

        var asked = new List<string>();
        using var again = ResultsFile.Open(Path, "run", questions: 5);
        var results = await Runner.RunAsync(
            Questions(5),
            new Scripted(question =>
            {
                asked.Add(question.Id);
                return Result(question.Id);
            }),
            again,
            threads: 1,
            null,
            CancellationToken.None);

        Assert.Equal(["3", "4", "5"], asked);
        Assert.Equal(5, results.Count);
    }

    public void Dispose() => _folder.Dispose();

    private static QuestionResult Result(string id) => new(
        id, AnswerKind.Grounded, [new ResultClaim("Ja [1] <b>", [1])], [new ResultCitation(1, "d", "T", 1, "Ja")], 0.5, 1.5, [new("d", 2)]);

    private static List<TestQuestion> Questions(int count) => [.. Enumerable.Range(1, count).Select(i => new TestQuestion($"{i}", "Q?"))];

    private IReadOnlyList<QuestionResult> Reopened(string first, string second, int questions)
    {
        File.Delete(Path);
        using (var file = ResultsFile.Open(Path, first, questions))
        {
            file.Append(Result("1"));
        }

        using var again = ResultsFile.Open(Path, second, questions);
        return again.Done;
    }

    private sealed class Scripted(Func<TestQuestion, QuestionResult> answer) : IAnswerSource
    {
        public Task<QuestionResult> AnswerAsync(TestQuestion question, CancellationToken cancellationToken) => Task.FromResult(answer(question));
    }
}

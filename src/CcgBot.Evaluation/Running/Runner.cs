using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Running;

/// <summary>Asks every question once, several at a time, and keeps each result as it comes.</summary>
public static class Runner
{
    /// <summary>Asks what <paramref name="results"/> does not hold yet.</summary>
    /// <param name="threads">How many questions are asked at once.</param>
    /// <param name="progress">Told how many are done.</param>
    /// <returns>A result for every question, in the questions' order; an error of one question is its result.</returns>
    /// <exception cref="OperationCanceledException">What is done stays in the file; the next run goes on from it.</exception>
    public static async Task<IReadOnlyList<QuestionResult>> RunAsync(
        IReadOnlyList<TestQuestion> questions,
        IAnswerSource source,
        ResultsFile results,
        int threads,
        Action<int>? progress,
        CancellationToken cancellationToken)
    {
        var done = results.Done.ToDictionary(result => result.Id, StringComparer.Ordinal);
        var gate = new Lock();
        progress?.Invoke(done.Count);
        var options = new ParallelOptions { MaxDegreeOfParallelism = threads, CancellationToken = cancellationToken };
        await Parallel.ForEachAsync(questions.Where(question => !done.ContainsKey(question.Id)).ToList(), options, async (question, token) =>
        {
            // Off the enumerating thread: an answerer that never waits would otherwise hold the others back.
            var result = await Task.Run(() => AskAsync(question, source, token), token);
            results.Append(result);
            lock (gate)
            {
                done[question.Id] = result;
                progress?.Invoke(done.Count);
            }
        });

        return [.. questions.Select(question => done[question.Id])];
    }

    private static async Task<QuestionResult> AskAsync(TestQuestion question, IAnswerSource source, CancellationToken cancellationToken)
    {
        try
        {
            return await source.AnswerAsync(question, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            return new QuestionResult(question.Id, AnswerKind.Failed, [], [], 0, 0, Failure: error.Message);
        }
    }
}

using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Model.Clients;
using CcgBot.Model.Prompts;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace CcgBot.Model.Composing;

/// <summary>
/// Makes a follow-up question stand alone, in the conversation's own words. Whatever goes wrong, and whatever brings in words of the
/// model's own, leaves the question as it was asked.
/// </summary>
public sealed class ModelFollowUpRewriter(ModelKernel model, ModelOptions options, TimeProvider time, ILogger<ModelFollowUpRewriter>? log = null)
{
    private const int MostTurns = 6;
    private const int LongestQuestion = 500;

    private readonly ILogger _log = log ?? NullLogger<ModelFollowUpRewriter>.Instance;

    public async Task<Question> RewriteAsync(Question question, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.History.Count == 0)
        {
            return question;
        }

        using var late = new CancellationTokenSource(TimeSpan.FromSeconds(options.StallSeconds), time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellationToken);
        try
        {
            var turns = question.History.TakeLast(MostTurns).Select(PromptData.Turn).ToList();
            var asked = PromptData.Line(new { question = PromptData.Clean(question.Text) });
            var reply = await model.For(model.NewBudget()).AskAsync(
                PromptLibrary.Rewrite, new() { ["fence"] = PromptData.Fence(turns.Append(asked)), ["turns"] = turns, ["asked"] = asked }, either.Token);
            return Read(reply) is { Length: > 0 and <= LongestQuestion } rewritten
                && OwnWords.Only(rewritten, question.History.Select(turn => turn.Content).Append(question.Text))
                ? question with { Text = rewritten }
                : question;
        }
        catch (Exception error) when (error is ModelException || (error is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            _log.LogWarning("The follow-up is searched as asked: {Failure}", (error as ModelException)?.Failure ?? ModelFailure.TimedOut);
            return question;
        }
    }

    private static string? Read(string reply)
    {
        try
        {
            using var json = JsonDocument.Parse(reply);
            return json.RootElement.GetProperty("question").GetString()?.Trim();
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}

using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Question → <see cref="Answer"/>: the main path.</summary>
public sealed class Answerer(Retriever retriever, IAnswerComposer composer, AnsweringOptions options, TimeProvider time, Func<Question, CancellationToken, Task<Question>>? rewrite = null)
{
    /// <summary>Answers from the indexed articles, or says that they don't answer.</summary>
    /// <param name="progress">Told each step as it begins; channels show it as a status line.</param>
    public async Task<Answer> AnswerAsync(Question question, IProgress<AnsweringStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        using var span = AnsweringTelemetry.Begin();
        var started = time.GetTimestamp();
        var asked = question with { Text = QuestionText.Clean(question.Text, options.MostQuestionCharacters) };

        progress?.Report(AnsweringStep.Searching);
        if (rewrite is not null)
        {
            asked = await rewrite(asked, cancellationToken);
        }

        var found = await AnsweringTelemetry.StepAsync(AnsweringStep.Searching, time, () => retriever.RetrieveAsync(asked, cancellationToken: cancellationToken));
        progress?.Report(AnsweringStep.Composing);
        var draft = await AnsweringTelemetry.StepAsync(AnsweringStep.Composing, time, () => composer.ComposeAsync(asked, found, cancellationToken));
        progress?.Report(AnsweringStep.Checking);
        var verified = draft with { Claims = [.. draft.Claims.Where(claim => IsSupported(claim))] };

        var answer = Decide(found, verified) with
        {
            Question = question.Text,
            Standalone = found.Standalone,
            Confidence = draft.Confidence,
            Composer = draft.Composer,
            Notices = draft.Notices,
            ElapsedMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
        AnsweringTelemetry.Count(answer, draft.Claims.Count - verified.Claims.Count);
        return answer;
    }

    private static bool IsSupported(DraftClaim claim) =>
        claim.Sources.Count > 0 && SupportCheck.Check(claim.Text, [.. claim.Sources.Select(source => source.Paragraph.Text)]).Supported;

    private Answer Decide(RetrievalResult found, Draft draft)
    {
        if (found.Terms.Count == 0)
        {
            return new Answer.Abstention(AbstentionReason.Empty, []) { Question = "", Standalone = "" };
        }

        if (draft.Claims.Count == 0 || draft.Confidence < options.Threshold)
        {
            var nearest = Citations.OfNearest(found.Paragraphs, options.Nearest);
            return new Answer.Abstention(nearest.Count == 0 ? AbstentionReason.OutOfScope : AbstentionReason.NotInArticles, nearest) { Question = "", Standalone = "" };
        }

        var (claims, citations) = Citations.Number(draft.Claims);
        return new Answer.Grounded(claims, citations) { Question = "", Standalone = "", Unanswered = draft.Unanswered };
    }
}

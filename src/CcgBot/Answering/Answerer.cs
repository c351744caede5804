using System.Diagnostics;
using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Question → <see cref="Answer"/>: the main path.</summary>
public sealed class Answerer(Retriever retriever, TimeProvider time)
{
    /// <summary>Answers from the indexed articles, or says that they don't answer.</summary>
    /// <param name="progress">Told each step as it begins; channels show it as a status line.</param>
    public async Task<Answer> AnswerAsync(Question question, IProgress<AnsweringStep>? progress = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        var started = time.GetTimestamp();
        progress?.Report(AnsweringStep.Searching);
        var found = await retriever.RetrieveAsync(question, cancellationToken: cancellationToken);
        progress?.Report(AnsweringStep.Composing);
        var best = found.Paragraphs.FirstOrDefault();
        if (best is null)
        {
            return new Answer.Abstention(AbstentionReason.OutOfScope, []) { Question = question.Text, Standalone = found.Standalone };
        }

        var text = best.Paragraph.Text;
        progress?.Report(AnsweringStep.Checking);
        return new Answer.Grounded([new Claim(text, [1])], [new Citation(1, best.Paragraph, text, 0, text.Length)])
        {
            Question = question.Text,
            Standalone = found.Standalone,
            ElapsedMs = time.GetElapsedTime(started).TotalMilliseconds,
        };
    }
}

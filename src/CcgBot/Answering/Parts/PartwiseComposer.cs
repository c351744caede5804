using CcgBot.Retrieval;

namespace CcgBot.Answering.Parts;

/// <summary>
/// Answers a question of several parts part by part: what is answered is given, the rest is named. Where no part is answered, the
/// question is composed as a whole, as if it had not been cut.
/// </summary>
/// <param name="options">Has the threshold: a part with less confidence than that is not answered.</param>
public sealed class PartwiseComposer(IAnswerComposer inner, AnsweringOptions options) : IAnswerComposer
{
    public async Task<Draft> ComposeAsync(Question question, RetrievalResult found, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(question);
        ArgumentNullException.ThrowIfNull(found);
        var drafts = new List<(string Part, Draft Draft)>();
        foreach (var part in found.Parts)
        {
            drafts.Add((part.Standalone, await inner.ComposeAsync(question with { Text = part.Standalone }, part, cancellationToken)));
        }

        var answered = drafts.Where(part => IsAnswered(part.Draft)).ToList();
        return answered.Count == 0
            ? await inner.ComposeAsync(question, found, cancellationToken)
            : answered[0].Draft with
            {
                Claims = [.. answered.SelectMany(part => part.Draft.Claims).DistinctBy(claim => claim.Text, StringComparer.Ordinal)],
                Unanswered = [.. drafts.Where(part => !IsAnswered(part.Draft)).Select(part => part.Part)],
                Confidence = answered.Min(part => part.Draft.Confidence),
            };
    }

    private bool IsAnswered(Draft draft) => draft.Claims.Count > 0 && draft.Confidence >= options.Threshold;
}

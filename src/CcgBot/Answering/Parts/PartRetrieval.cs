using CcgBot.Conversations;
using CcgBot.Retrieval;

namespace CcgBot.Answering.Parts;

/// <summary>Retrieves for a question and, where it asks several things, for each of them by itself.</summary>
internal static class PartRetrieval
{
    public static async Task<RetrievalResult> RetrieveAsync(Retriever retriever, Question asked, CancellationToken cancellationToken)
    {
        var whole = await retriever.RetrieveAsync(asked, cancellationToken: cancellationToken);
        var parts = QuestionParts.Of(asked.Text);
        if (parts.Count == 1)
        {
            return whole;
        }

        var found = new List<RetrievalResult>();
        foreach (var (index, part) in parts.Index())
        {
            // "…and when did it start?" leans on the part before it, as a follow-up leans on the turn before.
            IReadOnlyList<Turn> history = index > 0 && FollowUp.LeavesOut(part) ? [.. asked.History, new Turn(Role.User, parts[index - 1])] : asked.History;
            found.Add(await retriever.RetrieveAsync(asked with { Text = part, History = history }, cancellationToken: cancellationToken));
        }

        return whole with { Parts = found };
    }
}

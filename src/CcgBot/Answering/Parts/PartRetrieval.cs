using CcgBot.Answering.Defining;
using CcgBot.Questions;
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
            return await DefinitionRetrieval.AddAsync(retriever, asked, whole, cancellationToken);
        }

        var found = new List<RetrievalResult>();
        foreach (var (index, part) in parts.Index())
        {
            // "…and when did it start?" leans on the part before it, as a follow-up leans on the turn before.
            IReadOnlyList<Turn> history = index > 0 && FollowUp.LeavesOut(part) ? [.. asked.History, new Turn(Role.User, parts[index - 1])] : asked.History;
            var leaning = asked with { Text = part, History = history };
            found.Add(await DefinitionRetrieval.AddAsync(retriever, leaning, await retriever.RetrieveAsync(leaning, cancellationToken: cancellationToken), cancellationToken));
        }

        return whole with { Parts = found };
    }
}

using CcgBot.Questions;
using CcgBot.Retrieval;

namespace CcgBot.Answering.Defining;

/// <summary>Adds the paragraphs that define what is asked about, where none of those found does: they need not be among the best by words.</summary>
internal static class DefinitionRetrieval
{
    /// <summary>How far down is looked.</summary>
    private const int Deep = 60;

    private const int Most = 5;

    /// <summary>A definition of this worth needs no other.</summary>
    private const double Clear = 0.85;

    private static readonly DefinitionFinder Finder = new();

    public static async Task<RetrievalResult> AddAsync(Retriever retriever, Question asked, RetrievalResult found, CancellationToken cancellationToken)
    {
        if (DefinitionQuestion.Of(asked.Text) is not { } definition
            || Finder.Find(definition, found.Paragraphs.Select(scored => scored.Paragraph)) is { Worth: >= Clear })
        {
            return found;
        }

        var deep = await retriever.RetrieveAsync(asked with { Text = definition.Term }, Deep, cancellationToken);
        var known = found.Paragraphs.Select(scored => scored.Paragraph.Key).ToHashSet();
        var defining = deep.Paragraphs
            .Where(scored => !known.Contains(scored.Paragraph.Key))
            .Select(scored => (Scored: scored, Finder.Find(definition, [scored.Paragraph])?.Worth))
            .Where(item => item.Worth > 0)
            .OrderByDescending(item => item.Worth)
            .Take(Most)
            .Select((item, i) => item.Scored with { Rank = found.Paragraphs.Count + i + 1 });
        return found with { Paragraphs = [.. found.Paragraphs, .. defining] };
    }
}

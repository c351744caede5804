using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Retrieval;

/// <summary>Question → ranked paragraphs.</summary>
public sealed class Retriever(ParagraphIndex index, ArticleStore store, RetrievalOptions options)
{
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>Finds the paragraphs nearest to a question, with its history and scenario.</summary>
    /// <param name="top">How many; null = <see cref="RetrievalOptions.Top"/>.</param>
    public Task<RetrievalResult> RetrieveAsync(Question question, int? top = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var terms = _analyzer.Terms(question.Text).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count())).ToList();
        var wanted = top ?? options.Top;
        var lexical = index.Search(terms, wanted + question.Excluded.Count);
        var paragraphs = store.Get([.. lexical.Hits.Select(hit => hit.Key)])
            .Where(paragraph => paragraph.Current && !question.Excludes(paragraph.Id))
            .ToDictionary(p => p.Key);
        var scored = lexical.Hits
            .Where(hit => paragraphs.ContainsKey(hit.Key))
            .Take(wanted)
            .Select((hit, i) => new ScoredParagraph(paragraphs[hit.Key], i + 1, hit.Score, hit.Score))
            .ToList();
        return Task.FromResult(new RetrievalResult(question.Text, scored, lexical.Terms));
    }
}

/// <param name="Standalone">The question as it was searched, after follow-up rewriting.</param>
/// <param name="Terms">Statistics of the index terms searched for.</param>
public sealed record RetrievalResult(string Standalone, IReadOnlyList<ScoredParagraph> Paragraphs, IReadOnlyList<TermStatistics> Terms);

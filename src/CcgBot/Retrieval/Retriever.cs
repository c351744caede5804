using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Retrieval;

/// <summary>Question → ranked paragraphs.</summary>
public sealed class Retriever(ParagraphIndex index, DenseSearch dense, ArticleStore store, RetrievalOptions options)
{
    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <summary>Finds the paragraphs nearest to a question, with its history and scenario.</summary>
    /// <param name="top">How many; null = <see cref="RetrievalOptions.Top"/>.</param>
    public async Task<RetrievalResult> RetrieveAsync(Question question, int? top = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var terms = _analyzer.Terms(question.Text).GroupBy(term => term).Select(group => new WeightedTerm(group.Key, group.Count())).ToList();
        var wanted = top ?? options.Top;
        var lexical = index.Search(terms, Math.Max(wanted, options.Dense.Candidates));
        var hits = Rank(terms, lexical, await dense.EncodeAsync(question.Text, cancellationToken));
        var best = hits.Take(wanted).ToList();
        var paragraphs = store.Get([.. best.Select(hit => hit.Key)]).Where(paragraph => paragraph.Current).ToDictionary(p => p.Key);
        var scored = best
            .Where(hit => paragraphs.ContainsKey(hit.Key))
            .Select((hit, i) => new ScoredParagraph(paragraphs[hit.Key], i + 1, hit.Score, hit.Lexical, hit.Cosine))
            .ToList();
        return new RetrievalResult(question.Text, scored, lexical.Terms);
    }

    /// <summary>The union of what words and meaning find, each with both scores, fused. Without a vector, words alone with their own scores.</summary>
    private IReadOnlyList<FusedHit> Rank(IReadOnlyList<WeightedTerm> terms, LexicalResult lexical, ReadOnlyMemory<float>? vector)
    {
        if (vector is not { } asked || dense.Vectors is not { } vectors)
        {
            return [.. lexical.Hits.Select(hit => new FusedHit(hit.Key, hit.Score, hit.Score, null))];
        }

        var scores = lexical.Hits.ToDictionary(hit => hit.Key, hit => hit.Score);
        var onlyDense = vectors.Search(asked.Span, options.Dense.Candidates).Select(hit => hit.Key).Where(key => !scores.ContainsKey(key)).ToList();
        foreach (var (key, score) in onlyDense.Zip(index.Score(terms, onlyDense)))
        {
            scores[key] = score;
        }

        List<long> keys = [.. scores.Keys];
        var cosines = vectors.Cosines(asked.Span, keys);
        return Fusion.WeightedSum(
            [.. keys.Select((key, i) => new FusionCandidate(key, scores[key], cosines[i]))], options.Dense.Weight, vectors.MeanCosine(asked.Span));
    }
}

/// <param name="Standalone">The question as it was searched, after follow-up rewriting.</param>
/// <param name="Terms">Statistics of the index terms searched for.</param>
public sealed record RetrievalResult(string Standalone, IReadOnlyList<ScoredParagraph> Paragraphs, IReadOnlyList<TermStatistics> Terms);

using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Retrieval;

/// <summary>Question → ranked paragraphs.</summary>
public sealed class Retriever(ParagraphIndex index, ArticleStore store, RetrievalOptions options)
{
    private readonly QueryBuilder _queries = new(index, options);

    /// <summary>Finds the paragraphs nearest to a question, with its history and scenario.</summary>
    /// <param name="top">How many; null = <see cref="RetrievalOptions.Top"/>.</param>
    public Task<RetrievalResult> RetrieveAsync(Question question, int? top = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = top ?? options.Top;
        var terms = _queries.Build(question);
        IReadOnlyList<WeightedTerm> weighted = [.. terms.Where(term => term.DocumentFrequency > 0 || term.Origin == TermOrigin.Acronym).Select(term => new WeightedTerm(term.Term, term.Weight))];
        var lexical = index.Search(weighted, Math.Max(options.Candidates, wanted) + question.Excluded.Count);
        IReadOnlyList<long> keys = [.. lexical.Hits.Select(hit => hit.Key)];
        var pairs = PairScores(terms, keys);
        var ranked = lexical.Hits
            .Select((hit, i) => (hit.Key, Lexical: (double)hit.Score, Score: hit.Score + options.PairWeight * pairs[i]))
            .OrderByDescending(hit => hit.Score)
            .ToList();
        return Task.FromResult(new RetrievalResult(question.Text, Fetch(ranked, wanted, question), terms));
    }

    /// <summary>Neighbouring question words found side by side: tf/(tf + k1) times the lesser idf of the two.</summary>
    private double[] PairScores(IReadOnlyList<QuestionTerm> terms, IReadOnlyList<long> keys)
    {
        var scores = new double[keys.Count];
        var own = terms.Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired && term.DocumentFrequency > 0).ToList();
        var pairs = own.Zip(own.Skip(1)).ToList();
        if (pairs.Count == 0 || keys.Count == 0 || options.PairWeight <= 0)
        {
            return scores;
        }

        var counts = index.PairScores([.. pairs.Select(pair => (pair.First.Term, pair.Second.Term))], keys);
        for (var k = 0; k < keys.Count; k++)
        {
            for (var p = 0; p < pairs.Count; p++)
            {
                var tf = counts[k, p];
                scores[k] += Math.Min(pairs[p].First.Idf, pairs[p].Second.Idf) * tf * (options.K1 + 1) / (tf + options.K1);
            }
        }

        return scores;
    }

    /// <summary>Reads the best from the store; what is withdrawn or replaced since it was indexed is left out here, so it can never answer.</summary>
    private List<ScoredParagraph> Fetch(List<(long Key, double Lexical, double Score)> ranked, int wanted, Question question)
    {
        var found = new List<ScoredParagraph>(wanted);
        foreach (var chunk in ranked.Chunk(wanted))
        {
            var paragraphs = store.Get([.. chunk.Select(hit => hit.Key)]).Where(paragraph => paragraph.Current && !question.Excludes(paragraph.Id)).ToDictionary(paragraph => paragraph.Key);
            foreach (var (key, lexical, score) in chunk)
            {
                if (found.Count < wanted && paragraphs.TryGetValue(key, out var paragraph))
                {
                    found.Add(new ScoredParagraph(paragraph, found.Count + 1, score, lexical));
                }
            }

            if (found.Count >= wanted)
            {
                break;
            }
        }

        return found;
    }
}

/// <param name="Standalone">The question as it was searched, after follow-up rewriting.</param>
/// <param name="Terms">What was searched for.</param>
public sealed record RetrievalResult(string Standalone, IReadOnlyList<ScoredParagraph> Paragraphs, IReadOnlyList<QuestionTerm> Terms);

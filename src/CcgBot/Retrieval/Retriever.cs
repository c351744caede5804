using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Retrieval.Dense;
using CcgBot.Retrieval.Lexical;
using CcgBot.Retrieval.Reading;
using CcgBot.Text;

namespace CcgBot.Retrieval;

/// <summary>Question → ranked paragraphs.</summary>
/// <param name="reading">Reads the best passages; null = words and meaning alone rank them.</param>
/// <param name="words">Words that are not taken for misspelt ones; null = any that the index does not know may be.</param>
public sealed class Retriever(ParagraphIndex index, DenseSearch dense, ArticleStore store, RetrievalOptions options, WordList? words = null, ReadingStage? reading = null)
{
    private readonly QueryBuilder _queries = new(index, options, words);
    private readonly Recent<Ranking> _recent = new();

    /// <summary>Finds the paragraphs nearest to a question, with its history and scenario.</summary>
    /// <param name="top">How many; null = <see cref="RetrievalOptions.Top"/>.</param>
    public async Task<RetrievalResult> RetrieveAsync(Question question, int? top = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(question);
        cancellationToken.ThrowIfCancellationRequested();
        var wanted = top ?? options.Top;
        var candidates = Math.Max(options.Candidates, wanted) + question.Excluded.Count;
        var key = Key(question, candidates);
        if (!_recent.TryFind(key, out var ranking))
        {
            ranking = await RankAsync(question, candidates, cancellationToken);
            _recent.Add(key, ranking);
        }

        IReadOnlyList<ScoredParagraph> found = Fetch(question, ranking, wanted);
        if (reading is not null)
        {
            found = await reading.ReadAsync(question, Repaired(question.Text, ranking.Terms), found, cancellationToken);
        }

        return new RetrievalResult(question.Text, found, ranking.Terms);
    }

    /// <summary>
    /// All that a ranking depends on: the question, and the state of the index and of the vectors, by their commits: in a restored store a change number
    /// comes back with another token.
    /// </summary>
    private string Key(Question question, int candidates) => string.Join(
        '\u001f',
        [
            $"{index.State} {dense.IsReady} {dense.Vectors?.State} {candidates}",
            question.Text,
            question.Scenario,
            .. question.History.Select(turn => $"{turn.Role} {turn.Content}"),
        ]);

    private async Task<Ranking> RankAsync(Question question, int most, CancellationToken cancellationToken)
    {
        var terms = _queries.Build(question);
        IReadOnlyList<WeightedTerm> weighted = [.. terms.Where(term => term.DocumentFrequency > 0 || term.Origin == TermOrigin.Acronym).Select(term => new WeightedTerm(term.Term, term.Weight))];
        var lexical = index.Search(weighted, most);
        var vector = await dense.EncodeAsync(question with { Text = Repaired(question.Text, terms) }, cancellationToken);
        var scores = LexicalScores(weighted, lexical, vector);
        var candidates = Candidates(terms, scores, vector);
        IReadOnlyList<FusedHit> ranked = vector is { } asked
            ? Fusion.WeightedSum(candidates, dense.Weight, dense.Vectors!.MeanCosine(asked.Span))
            : [.. candidates.Select(candidate => new FusedHit(candidate.Key, candidate.Words, null)).OrderByDescending(hit => hit.Score)];
        return new Ranking(ranked, scores, vector, terms);
    }

    /// <summary>The question with the words that no paragraph has as they were searched for: a misspelt word means nothing to the encoder either.</summary>
    private static string Repaired(string text, IReadOnlyList<QuestionTerm> terms) => SpellingRepair.Apply(text, SpellingRepair.Of(terms));

    /// <summary>The BM25 scores of what words find and, given a vector, of what meaning finds in the whole corpus.</summary>
    private OrderedDictionary<long, float> LexicalScores(IReadOnlyList<WeightedTerm> terms, LexicalResult lexical, ReadOnlyMemory<float>? vector)
    {
        var scores = new OrderedDictionary<long, float>(lexical.Hits.Select(hit => KeyValuePair.Create(hit.Key, hit.Score)));
        if (vector is { } asked)
        {
            var others = dense.Vectors!.Search(asked.Span, options.Dense.Candidates).Select(hit => hit.Key).Where(key => !scores.ContainsKey(key)).ToList();
            foreach (var (key, score) in others.Zip(index.Score(terms, others)))
            {
                scores.Add(key, score);
            }
        }

        return scores;
    }

    private IReadOnlyList<FusionCandidate> Candidates(IReadOnlyList<QuestionTerm> terms, OrderedDictionary<long, float> scores, ReadOnlyMemory<float>? vector)
    {
        var pairs = PairScores(terms, scores.Keys);
        var cosines = vector is { } asked ? dense.Vectors!.Cosines(asked.Span, scores.Keys) : new float?[scores.Count];
        return [.. scores.Select((hit, i) => new FusionCandidate(hit.Key, hit.Value + options.PairWeight * pairs[i], cosines[i]))];
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

    /// <summary>
    /// Reads the best from the store; what is withdrawn, replaced or marked since it was indexed is left out here, so it can never answer. What is no evidence
    /// is found by a search alone.
    /// </summary>
    private List<ScoredParagraph> Fetch(Question question, Ranking ranking, int wanted)
    {
        var found = new List<ScoredParagraph>(wanted);
        foreach (var chunk in ranking.Hits.Chunk(wanted))
        {
            var paragraphs = store.Get([.. chunk.Select(hit => hit.Key)]).Where(paragraph => paragraph.Current && IsFor(question, paragraph)).ToDictionary(paragraph => paragraph.Key);
            foreach (var hit in chunk)
            {
                if (found.Count < wanted && paragraphs.TryGetValue(hit.Key, out var paragraph))
                {
                    found.Add(new ScoredParagraph(paragraph, found.Count + 1, hit.Score, ranking.Lexical[hit.Key], hit.Cosine)
                    {
                        // Answers are composed from the first few only: a deep ranking needs no sentences.
                        SentenceCosines = ranking.Vector is { } asked && found.Count < options.Top ? dense.SentenceCosines(asked.Span, hit.Key) : [],
                    });
                }
            }

            if (found.Count >= wanted)
            {
                break;
            }
        }

        return found;
    }

    private static bool IsFor(Question question, Paragraph paragraph) => !question.Excludes(paragraph.Id)
        && (paragraph.Mark == ParagraphMark.Evidence || question.IsSearch && paragraph.Mark == ParagraphMark.NotEvidence);

    /// <param name="Lexical">BM25 scores by key.</param>
    /// <param name="Vector">The question's; null where meaning doesn't count.</param>
    private sealed record Ranking(IReadOnlyList<FusedHit> Hits, OrderedDictionary<long, float> Lexical, ReadOnlyMemory<float>? Vector, IReadOnlyList<QuestionTerm> Terms);
}

/// <param name="Standalone">The question as it was searched, after follow-up rewriting.</param>
/// <param name="Terms">What was searched for.</param>
public sealed record RetrievalResult(string Standalone, IReadOnlyList<ScoredParagraph> Paragraphs, IReadOnlyList<QuestionTerm> Terms)
{
    /// <summary>What was found for each part of a question that asks several things; empty for one that asks one.</summary>
    public IReadOnlyList<RetrievalResult> Parts { get; init; } = [];

    /// <summary>What was found for each way to read the question; null for one that reads in one way.</summary>
    public Readings? Readings { get; init; }
}

/// <summary>The ways to read a question, each with what was found for it.</summary>
/// <param name="Prompt">What to ask the person.</param>
public sealed record Readings(string Prompt, IReadOnlyList<LabelledResult> Each);

/// <param name="Label">The reading in a few words.</param>
public sealed record LabelledResult(string Label, RetrievalResult Found);

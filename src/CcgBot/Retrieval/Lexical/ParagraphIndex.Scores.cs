using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <content>Scores of paragraphs that were found some other way: by vectors, or as the first few of a search.</content>
public sealed partial class ParagraphIndex
{
    /// <summary>The BM25 sum over weighted terms, as <see cref="Search"/> has it, of given paragraphs.</summary>
    /// <returns>One score a key, in order; 0 where no term stands or the key is not in the index.</returns>
    public float[] Score(IReadOnlyList<WeightedTerm> terms, IReadOnlyList<long> keys)
    {
        var parts = TermScores(terms, keys);
        var scores = new float[keys.Count];
        for (var i = 0; i < scores.Length; i++)
        {
            var sum = 0.0;
            for (var t = 0; t < terms.Count; t++)
            {
                sum += parts[i, t];
            }

            scores[i] = (float)sum;
        }

        return scores;
    }

    /// <summary>What each term adds to each paragraph's score.</summary>
    /// <returns>[key, term], both in the order given.</returns>
    public float[,] TermScores(IReadOnlyList<WeightedTerm> terms, IReadOnlyList<long> keys)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentNullException.ThrowIfNull(keys);
        return WithSearcher(searcher =>
        {
            var scores = new float[keys.Count, terms.Count];
            AddTermScores(searcher, TextField, searcher.Text.Bm25, 1, terms, keys, scores);
            if (searcher.Title is { } title)
            {
                AddTermScores(searcher, TitleField, title.Bm25, _options.TitleWeight, terms, keys, scores);
            }

            return scores;
        });
    }

    /// <summary>How often a pair of terms stands side by side, in that order, in each of some paragraphs (title included).</summary>
    /// <param name="adjacentTerms">Analysed terms; a stop word between two terms of the text keeps them apart.</param>
    /// <returns>[key, pair], both in the order given.</returns>
    public int[,] PairScores(IReadOnlyList<(string First, string Second)> adjacentTerms, IReadOnlyList<long> keys)
    {
        ArgumentNullException.ThrowIfNull(adjacentTerms);
        ArgumentNullException.ThrowIfNull(keys);
        var names = adjacentTerms.SelectMany(pair => (string[])[pair.First, pair.Second]).Distinct(StringComparer.Ordinal).ToList();
        return WithSearcher(searcher =>
        {
            var counts = new int[keys.Count, adjacentTerms.Count];
            ForEachSegment(searcher, keys, (reader, documents) =>
            {
                var postings = names.ToDictionary(
                    name => name,
                    name => reader.GetTermPositionsEnum(new Term(TextField, name)),
                    StringComparer.Ordinal);
                var positions = new Dictionary<string, HashSet<int>>(StringComparer.Ordinal);
                foreach (var (doc, place) in documents)
                {
                    foreach (var (name, posting) in postings)
                    {
                        positions[name] = Positions(posting, doc);
                    }

                    for (var pair = 0; pair < adjacentTerms.Count; pair++)
                    {
                        var (first, second) = (positions[adjacentTerms[pair].First], positions[adjacentTerms[pair].Second]);
                        counts[place, pair] = first.Count(position => second.Contains(position + 1));
                    }
                }
            });
            return counts;
        });
    }

    private static HashSet<int> Positions(DocsAndPositionsEnum? posting, int doc)
    {
        var positions = new HashSet<int>();
        if (posting is not null && posting.DocID <= doc && (posting.DocID == doc || posting.Advance(doc) == doc))
        {
            for (var left = posting.Freq; left > 0; left--)
            {
                positions.Add(posting.NextPosition());
            }
        }

        return positions;
    }

    private static void AddTermScores(
        IndexSearcher searcher, string field, Bm25Field bm25, float fieldWeight, IReadOnlyList<WeightedTerm> terms, IReadOnlyList<long> keys, float[,] scores)
    {
        var weights = terms.Select(term => bm25.Weight(searcher.IndexReader.DocFreq(new Term(field, term.Term)), term.Weight * fieldWeight)).ToArray();
        ForEachSegment(searcher, keys, (reader, documents) =>
        {
            var norms = reader.GetNormValues(field);
            for (var t = 0; t < terms.Count; t++)
            {
                var posting = reader.GetTermDocsEnum(new Term(field, terms[t].Term));
                foreach (var (doc, place) in documents)
                {
                    if (posting is not null && posting.DocID < doc)
                    {
                        posting.Advance(doc);
                    }

                    if (posting?.DocID == doc)
                    {
                        scores[place, t] += bm25.Score(weights[t], posting.Freq, norms is null ? null : (byte)norms.Get(doc));
                    }
                }
            }
        });
    }

    /// <summary>Gives each segment its documents among the keys, in document order, each with the key's place.</summary>
    private static void ForEachSegment(IndexSearcher searcher, IReadOnlyList<long> keys, Action<AtomicReader, List<(int Doc, int Place)>> visit)
    {
        foreach (var leaf in searcher.IndexReader.Leaves)
        {
            var column = leaf.AtomicReader.GetNumericDocValues(KeyField);
            var lookup = SegmentKeys.Of(leaf.AtomicReader);
            var documents = new List<(int Doc, int Place)>();
            for (var place = 0; place < keys.Count; place++)
            {
                if (lookup.Find(leaf.AtomicReader, column, keys[place]) is var doc and >= 0)
                {
                    documents.Add((doc, place));
                }
            }

            if (documents.Count > 0)
            {
                documents.Sort();
                visit(leaf.AtomicReader, documents);
            }
        }
    }
}

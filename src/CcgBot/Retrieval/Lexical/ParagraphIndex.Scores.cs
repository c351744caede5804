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
            AddTermScores(searcher, searcher.Text, 1, terms, keys, scores);
            if (searcher.Title is { } title)
            {
                AddTermScores(searcher, title, _options.TitleWeight, terms, keys, scores);
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
        var pairs = adjacentTerms.Select(pair => (First: names.IndexOf(pair.First), Second: names.IndexOf(pair.Second))).ToArray();
        return WithSearcher(searcher =>
        {
            var counts = new int[keys.Count, adjacentTerms.Count];
            var positions = names.Select(_ => new List<int>()).ToArray();
            var postings = new DocsAndPositionsEnum?[names.Count];
            ForEachSegment(searcher, searcher.Text, keys, (segment, dictionary, documents) =>
            {
                var places = names.ConvertAll(segment.Find);
                for (var name = 0; name < postings.Length; name++)
                {
                    // A word without its neighbour is beside nothing here.
                    postings[name] = places[name] is { } place && HasNeighbour(name, places) ? Positions(segment, dictionary, names[name], place) : null;
                }

                foreach (var (doc, place) in documents)
                {
                    for (var name = 0; name < postings.Length; name++)
                    {
                        ReadPositions(postings[name], doc, positions[name]);
                    }

                    for (var pair = 0; pair < pairs.Length; pair++)
                    {
                        counts[place, pair] = Adjacent(positions[pairs[pair].First], positions[pairs[pair].Second]);
                    }
                }

                foreach (var posting in postings.OfType<DocsAndPositionsEnum>())
                {
                    segment.Return(posting);
                }
            });
            return counts;

            bool HasNeighbour(int name, List<TermPlace?> places) => Array.Exists(
                pairs, pair => pair.First == name && places[pair.Second] is not null || pair.Second == name && places[pair.First] is not null);
        });
    }

    /// <returns>Null where the index keeps no positions.</returns>
    private static DocsAndPositionsEnum? Positions(SegmentField segment, TermsEnum dictionary, string term, TermPlace place)
    {
        dictionary.SeekExact(new BytesRef(term), place.State);
        return dictionary.DocsAndPositions(null, segment.BorrowPositions(), DocsAndPositionsFlags.NONE);
    }

    /// <summary>The places of a term in a document, in rising order; none when it doesn't stand there.</summary>
    private static void ReadPositions(DocsAndPositionsEnum? posting, int doc, List<int> positions)
    {
        positions.Clear();
        if (posting is not null && posting.DocID <= doc && (posting.DocID == doc || posting.Advance(doc) == doc))
        {
            for (var left = posting.Freq; left > 0; left--)
            {
                positions.Add(posting.NextPosition());
            }
        }
    }

    /// <summary>How many places of the first term have the second's right after them.</summary>
    private static int Adjacent(List<int> first, List<int> second)
    {
        var (count, at) = (0, 0);
        foreach (var position in first)
        {
            while (at < second.Count && second[at] <= position)
            {
                at++;
            }

            count += at < second.Count && second[at] == position + 1 ? 1 : 0;
        }

        return count;
    }

    private static void AddTermScores(
        IndexSnapshot searcher, SnapshotField field, float fieldWeight, IReadOnlyList<WeightedTerm> terms, IReadOnlyList<long> keys, float[,] scores)
    {
        var weights = terms.Select(term => field.Bm25.Weight(field.DocumentFrequency(term.Term), term.Weight * fieldWeight)).ToArray();
        ForEachSegment(searcher, field, keys, (segment, dictionary, documents) =>
        {
            DocsEnum? posting = null;
            for (var t = 0; t < terms.Count; t++)
            {
                if (segment.Find(terms[t].Term) is not { } found)
                {
                    continue;
                }

                dictionary.SeekExact(new BytesRef(terms[t].Term), found.State);
                posting = dictionary.Docs(null, posting);
                foreach (var (doc, place) in documents)
                {
                    if (posting.DocID < doc)
                    {
                        posting.Advance(doc);
                    }

                    if (posting.DocID == doc)
                    {
                        scores[place, t] += field.Bm25.Score(weights[t], posting.Freq, segment.Norms[doc]);
                    }
                }
            }
        });
    }

    /// <summary>Gives each segment that has the field its documents among the keys, in document order, each with the key's place.</summary>
    private static void ForEachSegment(IndexSnapshot searcher, SnapshotField field, IReadOnlyList<long> keys, Action<SegmentField, TermsEnum, List<(int Doc, int Place)>> visit)
    {
        foreach (var (leaf, segment) in searcher.IndexReader.Leaves.Zip(field.Segments))
        {
            var lookup = SegmentKeys.Of(leaf.AtomicReader);
            var documents = new List<(int Doc, int Place)>();
            for (var place = 0; place < keys.Count; place++)
            {
                if (lookup.Find(leaf.AtomicReader, keys[place]) is var doc and >= 0)
                {
                    documents.Add((doc, place));
                }
            }

            if (documents.Count > 0 && segment.Borrow() is { } dictionary)
            {
                documents.Sort();
                visit(segment, dictionary, documents);
                segment.Return(dictionary);
            }
        }
    }
}

using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;

namespace CcgBot.Tests.Retrieval.Lexical;

/// <summary>An index made without a store, and Lucene's own exhaustive search over it.</summary>
internal sealed class LuceneOracle : IDisposable
{
    private readonly IndexWriter _writer;
    private readonly RetrievalOptions _options;

    public LuceneOracle(RetrievalOptions options)
    {
        _options = options;
        Folder = System.IO.Directory.CreateTempSubdirectory("ccgbot-top-").FullName;
        _writer = new IndexWriter(new MMapDirectory(Folder), IndexSettings.Writer(OpenMode.CREATE));
    }

    public string Folder { get; }

    public void Add(long key, string title, string text)
    {
        var document = new IndexedParagraph();
        document.Set("1", key, title, text);
        _writer.AddDocument(document.Document);
    }

    public void Delete(long key) => _writer.DeleteDocuments(new Term(ParagraphIndex.TextField, $"key{key}"));

    public void Commit() => _writer.Commit();

    public ParagraphIndex Open() => new(Folder, _options);

    /// <summary>The best of an exhaustive search, more than asked for so that a tie at the end can be told.</summary>
    public List<(long Key, float Score)> Search(IReadOnlyList<WeightedTerm> terms, int top)
    {
        using var reader = DirectoryReader.Open(_writer.Directory);
        var searcher = new IndexSearcher(reader) { Similarity = new BM25Similarity(_options.K1, _options.B) };
        var query = new BooleanQuery();
        foreach (var (term, weight) in terms)
        {
            query.Add(new TermQuery(new Term(ParagraphIndex.TextField, term)) { Boost = weight }, Occur.SHOULD);
            if (_options.TitleWeight > 0)
            {
                query.Add(new TermQuery(new Term(ParagraphIndex.TitleField, term)) { Boost = weight * _options.TitleWeight }, Occur.SHOULD);
            }
        }

        var keys = MultiDocValues.GetNumericValues(reader, ParagraphIndex.KeyField);
        return reader.NumDocs == 0 || terms.Count == 0
            ? []
            : [.. searcher.Search(query, top + 200).ScoreDocs.Select(hit => (keys.Get(hit.Doc), hit.Score))];
    }

    public void Dispose()
    {
        _writer.Dispose();
        System.IO.Directory.Delete(Folder, recursive: true);
    }

    /// <summary>Same scores in the same order, to float tolerance; each paragraph's score the oracle's own; equal scores in key order.</summary>
    public static string? Difference(IReadOnlyList<LexicalHit> hits, List<(long Key, float Score)> expected, int top)
    {
        if (hits.Count != Math.Min(top, expected.Count))
        {
            return $"{hits.Count} hits instead of {Math.Min(top, expected.Count)}";
        }

        var scores = expected.ToDictionary(hit => hit.Key, hit => hit.Score);
        for (var i = 0; i < hits.Count; i++)
        {
            if (!Near(hits[i].Score, expected[i].Score))
            {
                return $"rank {i + 1}: score {hits[i].Score:R} instead of {expected[i].Score:R}";
            }

            if (scores.TryGetValue(hits[i].Key, out var score) ? !Near(hits[i].Score, score) : expected.Count < top + 200)
            {
                return $"rank {i + 1}: key {hits[i].Key} has score {score:R}, not {hits[i].Score:R}";
            }

            if (i > 0 && hits[i].Score > hits[i - 1].Score)
            {
                return $"rank {i + 1} scores higher than the one before";
            }
        }

        return null;
    }

    public static bool Near(float left, float right) => Math.Abs(left - right) <= 1e-5f * Math.Max(Math.Abs(left), Math.Abs(right));
}

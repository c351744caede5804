using System.Globalization;
using CcgBot.Articles;
using Lucene.Net.Documents;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;
using Lucene.Net.Store;
using LuceneDirectory = Lucene.Net.Store.Directory;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Weighted terms in, top-k paragraph keys with scores out: BM25 over a Lucene.Net index that is derived from the store and
/// follows it. Safe for many threads.
/// </summary>
public sealed partial class ParagraphIndex : IDisposable
{
    internal const string TextField = "text";
    internal const string TitleField = "title";
    internal const string KeyField = "key";
    internal const string ArticleField = "article";

    private readonly LuceneDirectory _directory;
    private readonly RetrievalOptions _options;
    private readonly SearcherManager _searchers;

    /// <summary>Opens the index in a directory, which <see cref="ParagraphIndexWriter.Synchronise"/> has made.</summary>
    public ParagraphIndex(string path, RetrievalOptions options)
    {
        _options = options;
        _directory = FSDirectory.Open(path);
        _searchers = new SearcherManager(_directory, new Bm25SearcherFactory(options));
    }

    /// <summary>The store's last change that the open index holds.</summary>
    public long LastChange => WithSearcher(searcher => IndexCommitData.Read((DirectoryReader)searcher.IndexReader).LastChange);

    /// <summary>Paragraphs in the index.</summary>
    public int Count => WithSearcher(searcher => searcher.IndexReader.NumDocs);

    /// <summary>Takes up the newest commit, also one that another process made. Cheap when there is none.</summary>
    /// <returns>True when there was a newer one.</returns>
    public bool Refresh()
    {
        var before = LastChange;
        _searchers.MaybeRefreshBlocking();
        return LastChange != before;
    }

    /// <summary>The paragraphs with the highest BM25 sum over weighted terms; ties by index order.</summary>
    public LexicalResult Search(IReadOnlyList<WeightedTerm> terms, int top) => WithSearcher(searcher =>
    {
        var query = new BooleanQuery();
        foreach (var (term, weight) in terms)
        {
            query.Add(new TermQuery(new Term(TextField, term)) { Boost = weight }, Occur.SHOULD);
            if (_options.TitleWeight > 0)
            {
                query.Add(new TermQuery(new Term(TitleField, term)) { Boost = weight * _options.TitleWeight }, Occur.SHOULD);
            }
        }

        var reader = searcher.IndexReader;
        var statistics = terms.Select(term => new TermStatistics(term, reader.DocFreq(new Term(TextField, term.Term)), reader.NumDocs)).ToList();
        if (terms.Count == 0 || reader.NumDocs == 0)
        {
            return new LexicalResult([], statistics, reader.NumDocs);
        }

        var keys = MultiDocValues.GetNumericValues(reader, KeyField);
        var hits = searcher.Search(query, top).ScoreDocs.Select(hit => new LexicalHit(keys.Get(hit.Doc), hit.Score)).ToList();
        return new LexicalResult(hits, statistics, reader.NumDocs);
    });

    /// <summary>In how many paragraphs an index term stands.</summary>
    public int DocumentFrequency(string term) => WithSearcher(searcher => searcher.IndexReader.DocFreq(new Term(TextField, term)));

    public void Dispose()
    {
        _searchers.Dispose();
        _directory.Dispose();
    }

    private T WithSearcher<T>(Func<IndexSearcher, T> use)
    {
        var searcher = _searchers.Acquire();
        try
        {
            return use(searcher);
        }
        finally
        {
            _searchers.Release(searcher);
        }
    }

    private sealed class Bm25SearcherFactory(RetrievalOptions options) : SearcherFactory
    {
        public override IndexSearcher NewSearcher(IndexReader reader) =>
            new(reader) { Similarity = new BM25Similarity(options.K1, options.B) };
    }
}

/// <summary>An index term (analysed) and how much it counts.</summary>
public readonly record struct WeightedTerm(string Term, float Weight);

/// <param name="Key">The paragraph's key in the store.</param>
public readonly record struct LexicalHit(long Key, float Score);

/// <param name="DocumentFrequency">In how many paragraphs the term stands.</param>
/// <param name="Documents">How many paragraphs there are.</param>
public readonly record struct TermStatistics(WeightedTerm Term, int DocumentFrequency, int Documents)
{
    /// <summary>ln(1 + (N − df + 0.5) / (df + 0.5)), as Lucene's BM25Similarity has it.</summary>
    public double Idf => Math.Log(1 + (Documents - DocumentFrequency + 0.5) / (DocumentFrequency + 0.5));
}

public sealed record LexicalResult(IReadOnlyList<LexicalHit> Hits, IReadOnlyList<TermStatistics> Terms, int Documents);

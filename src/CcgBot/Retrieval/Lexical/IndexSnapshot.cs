using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace CcgBot.Retrieval.Lexical;

/// <summary>One commit opened for reading, with all that queries need of its segments loaded.</summary>
internal sealed class IndexSnapshot : IndexSearcher
{
    private readonly Remembered<int> _frequencies = new();

    public IndexSnapshot(IndexReader reader, RetrievalOptions options)
        : base(reader)
    {
        Similarity = new BM25Similarity(options.K1, options.B);
        Commit = IndexCommitData.Read((DirectoryReader)reader);
        Text = Field(ParagraphIndex.TextField, options);
        Title = options.TitleWeight > 0 ? Field(ParagraphIndex.TitleField, options) : null;
    }

    public IndexCommitData Commit { get; }

    public SnapshotField Text { get; }

    /// <summary>Null when titles count for nothing.</summary>
    public SnapshotField? Title { get; }

    public Remembered<IReadOnlyList<string>> OtherForms { get; } = new();

    public Remembered<IReadOnlyList<string>> Families { get; } = new();

    public Remembered<string?> Nearest { get; } = new();

    /// <summary>In how many paragraphs an index term stands.</summary>
    public int DocumentFrequency(string term) => _frequencies.Of(term, word => IndexReader.DocFreq(new Term(ParagraphIndex.TextField, word)));

    private SnapshotField Field(string name, RetrievalOptions options)
    {
        var bm25 = new Bm25Field(this, name, options);
        return new SnapshotField(bm25, [.. IndexReader.Leaves.Select(leaf => SegmentPostings.Of(leaf.AtomicReader).Field(leaf.AtomicReader, name, bm25, options))]);
    }
}

/// <summary>A field over all segments.</summary>
internal sealed record SnapshotField(Bm25Field Bm25, IReadOnlyList<SegmentField> Segments);

using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Search.Similarities;

namespace CcgBot.Retrieval.Lexical;

/// <summary>One commit opened for reading, or several of different indexes as one, with all that queries need of their segments loaded.</summary>
internal sealed class IndexSnapshot : IndexSearcher
{
    private readonly Remembered<int> _frequencies = new();
    private readonly IReadOnlyList<IndexSnapshot> _parts;

    public IndexSnapshot(DirectoryReader reader, RetrievalOptions options)
        : this(reader, [IndexCommitData.Read(reader)], [], options)
    {
    }

    private IndexSnapshot(IndexReader reader, IReadOnlyList<IndexCommitData> commits, IReadOnlyList<IndexSnapshot> parts, RetrievalOptions options)
        : base(reader)
    {
        _parts = parts;
        Similarity = new BM25Similarity(options.K1, options.B);
        Commits = commits;
        Documents = reader.NumDocs;
        State = string.Join('\u001f', commits);
        Text = Field(ParagraphIndex.TextField, options);
        Title = options.TitleWeight > 0 ? Field(ParagraphIndex.TitleField, options) : null;
    }

    /// <summary>Several as one. It keeps none of them open by itself: whoever uses it holds them all meanwhile.</summary>
    public static IndexSnapshot Of(IReadOnlyList<IndexSnapshot> parts, RetrievalOptions options)
    {
        // Held while the fields are opened: a part may be replaced and closed at any moment.
        var held = parts.TakeWhile(part => part.TryHold()).ToList();
        try
        {
            ObjectDisposedException.ThrowIf(held.Count < parts.Count, typeof(ParagraphIndex));
            var readers = parts.Select(part => part.IndexReader).ToArray();
            return new IndexSnapshot(new MultiReader(readers, closeSubReaders: true), [.. parts.SelectMany(part => part.Commits)], parts, options);
        }
        finally
        {
            held.ForEach(part => part.LetGo());
        }
    }

    /// <summary>What each commit says of its store.</summary>
    public IReadOnlyList<IndexCommitData> Commits { get; }

    /// <summary>Paragraphs in it.</summary>
    public int Documents { get; }

    /// <summary>Names the commits: another one, another name.</summary>
    public string State { get; }

    /// <summary>Keeps the commit from being closed until <see cref="LetGo"/>.</summary>
    /// <returns>False when it is closed already.</returns>
    public bool TryHold()
    {
        if (_parts.Count == 0)
        {
            return IndexReader.TryIncRef();
        }

        for (var i = 0; i < _parts.Count; i++)
        {
            if (!_parts[i].TryHold())
            {
                for (var held = 0; held < i; held++)
                {
                    _parts[held].LetGo();
                }

                return false;
            }
        }

        return true;
    }

    public void LetGo()
    {
        if (_parts.Count == 0)
        {
            IndexReader.DecRef();
        }

        foreach (var part in _parts)
        {
            part.LetGo();
        }
    }

    /// <summary>Whether it is made of just these, in this order.</summary>
    public bool IsOf<T>(IReadOnlyList<T> parts, Func<T, IndexSnapshot> snapshot)
    {
        if (parts.Count != _parts.Count)
        {
            return false;
        }

        for (var i = 0; i < parts.Count; i++)
        {
            if (!ReferenceEquals(_parts[i], snapshot(parts[i])))
            {
                return false;
            }
        }

        return true;
    }

    public SnapshotField Text { get; }

    /// <summary>Null when titles count for nothing.</summary>
    public SnapshotField? Title { get; }

    public Remembered<IReadOnlyList<string>> OtherForms { get; } = new();

    public Remembered<IReadOnlyList<string>> Families { get; } = new();

    public Remembered<string?> Nearest { get; } = new();

    /// <summary>In how many paragraphs an index term stands.</summary>
    public int DocumentFrequency(string term) => _frequencies.Of(term, Text, static (word, text) => text.DocumentFrequency(word));

    private SnapshotField Field(string name, RetrievalOptions options)
    {
        var bm25 = new Bm25Field(this, name, options);
        return new SnapshotField(bm25, [.. IndexReader.Leaves.Select(leaf => SegmentPostings.Of(leaf.AtomicReader).Field(leaf.AtomicReader, name, bm25, options))]);
    }
}

/// <summary>A field over all segments.</summary>
internal sealed record SnapshotField(Bm25Field Bm25, IReadOnlyList<SegmentField> Segments)
{
    /// <summary>In how many documents a term stands.</summary>
    public int DocumentFrequency(string term)
    {
        var frequency = 0;
        foreach (var segment in Segments)
        {
            frequency += segment.Find(term)?.Documents ?? 0;
        }

        return frequency;
    }
}

using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Store;
using Lucene.Net.Util;

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

    private readonly FSDirectory? _directory;
    private readonly IReadOnlyList<ParagraphIndex> _parts;
    private readonly RetrievalOptions _options;
    private readonly System.Threading.Lock _refreshing = new();
    private volatile IndexSnapshot _snapshot;

    /// <summary>Opens the index in a directory, which <see cref="ParagraphIndexWriter.Synchronise"/> has made.</summary>
    /// <exception cref="InvalidDataException">A file of it is damaged; the message names it.</exception>
    public ParagraphIndex(string path, RetrievalOptions options)
    {
        (_options, _parts) = (options, []);
        _directory = new MMapDirectory(path);
        Check();
        _snapshot = new IndexSnapshot(DirectoryReader.Open(_directory), options);
    }

    /// <summary>
    /// Several indexes as one, without a copy: every count, frequency, average and score is of them together and of nothing else. It follows its parts,
    /// which stay whose they are.
    /// </summary>
    internal ParagraphIndex(IReadOnlyList<ParagraphIndex> parts, RetrievalOptions options)
    {
        (_options, _parts) = (options, parts);
        _snapshot = IndexSnapshot.Of([.. parts.Select(part => part._snapshot)], options);
    }

    /// <summary>The store's last change that the open index holds.</summary>
    public long LastChange => Current().Commits.Max(commit => commit.LastChange);

    /// <summary>Changes with every commit taken up: what is remembered of a search holds for one state.</summary>
    internal string State => Current().State;

    /// <summary>Paragraphs in the index.</summary>
    public int Count => WithSearcher(searcher => searcher.Documents);

    /// <summary>What the open commit says of its store.</summary>
    internal IndexCommitData Commit => Current().Commits[0];

    /// <summary>
    /// Takes up the newest commit, also one that another process made. Cheap when there is none. While another process builds the index
    /// anew, the old one goes on serving.
    /// </summary>
    /// <returns>True when there was a newer one.</returns>
    /// <exception cref="IOException">The newest commit can't be read; the one before goes on serving.</exception>
    /// <exception cref="InvalidDataException">A file of it is damaged; the one before goes on serving.</exception>
    public bool Refresh()
    {
        if (_directory is null)
        {
            return _parts.Count(part => part.Refresh()) > 0;
        }

        lock (_refreshing)
        {
            var (before, reader) = (_snapshot, (DirectoryReader)_snapshot.IndexReader);
            if (SegmentInfos.GetLastCommitSegmentsFileName(_directory) is null)
            {
                return false;
            }

            Check();
            // Another build first: its version numbers start again, so that Lucene.Net may take it for the one that is open.
            var latest = LatestCommit();
            var next = latest.Build != before.Commits[0].Build
                ? latest.Whole ? DirectoryReader.Open(_directory) : null
                : reader.IsCurrent() ? null : DirectoryReader.OpenIfChanged(reader);
            if (next is null)
            {
                return false;
            }

            _snapshot = new IndexSnapshot(next, _options);
            reader.DecRef();
            return true;
        }
    }

    /// <summary>The paragraphs with the highest BM25 sum over weighted terms; ties by key, which is the order of ingest.</summary>
    /// <param name="terms">Weights are positive; a term given twice counts twice.</param>
    public LexicalResult Search(IReadOnlyList<WeightedTerm> terms, int top)
    {
        ArgumentNullException.ThrowIfNull(terms);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        return WithSearcher(snapshot =>
        {
            var reader = snapshot.IndexReader;
            var segments = reader.Leaves.Select(leaf => new List<TermCursor>()).ToList();
            try
            {
                var frequencies = AddCursors(segments, snapshot.Text, terms, 1);
                if (snapshot.Title is { } title)
                {
                    AddCursors(segments, title, terms, _options.TitleWeight);
                }

                return new LexicalResult(
                    TopQuery.Run([.. reader.Leaves.Select((leaf, i) => QuerySegment.Of(leaf, segments[i]))], Math.Min(top, Math.Max(1, snapshot.Documents))),
                    [.. terms.Select((term, i) => new TermStatistics(term, frequencies[i], snapshot.Documents))],
                    snapshot.Documents);
            }
            finally
            {
                segments.ForEach(cursors => cursors.ForEach(cursor => cursor.Dispose()));
            }
        });
    }

    /// <summary>In how many paragraphs an index term stands.</summary>
    public int DocumentFrequency(string term) =>
        WithSearcher(searcher => searcher.DocumentFrequency(term));

    public void Dispose()
    {
        if (_directory is not null)
        {
            _snapshot.IndexReader.Dispose();
            _directory.Dispose();
        }
    }

    private void Check()
    {
        if (IndexIntegrity.Damage(_directory!) is { } damage)
        {
            throw new InvalidDataException($"The index in {_directory!.Directory} is damaged: {damage}.");
        }
    }

    private IndexCommitData LatestCommit()
    {
        var infos = new SegmentInfos();
        infos.Read(_directory!);
        return IndexCommitData.Read(infos.UserData);
    }

    /// <summary>Finds the terms in every segment, weighs them by how many documents have them, and adds their cursors to each segment's.</summary>
    /// <returns>Document frequencies.</returns>
    private static int[] AddCursors(List<List<TermCursor>> segments, SnapshotField field, IReadOnlyList<WeightedTerm> terms, float fieldWeight)
    {
        var frequencies = new int[terms.Count];
        var found = new TermPlace?[segments.Count, terms.Count];
        for (var segment = 0; segment < segments.Count; segment++)
        {
            for (var t = 0; t < terms.Count; t++)
            {
                found[segment, t] = field.Segments[segment].Find(terms[t].Term);
                frequencies[t] += found[segment, t]?.Documents ?? 0;
            }
        }

        for (var t = 0; t < terms.Count; t++)
        {
            var weight = field.Bm25.Weight(frequencies[t], terms[t].Weight * fieldWeight);
            for (var segment = 0; segment < segments.Count && weight > 0; segment++)
            {
                if (found[segment, t] is { } place)
                {
                    segments[segment].Add(TermCursor.Over(field.Segments[segment], field.Bm25, terms[t].Term, place.State, weight));
                }
            }
        }

        return frequencies;
    }

    private T WithSearcher<T>(Func<IndexSnapshot, T> use)
    {
        var snapshot = Current();
        while (!snapshot.TryHold())
        {
            // Replaced and closed between the two lines above, or closed for good.
            var next = Current();
            ObjectDisposedException.ThrowIf(snapshot == next, this);
            snapshot = next;
        }

        try
        {
            return use(snapshot);
        }
        finally
        {
            snapshot.LetGo();
        }
    }

    /// <summary>The open commit; of several indexes, theirs together.</summary>
    private IndexSnapshot Current()
    {
        var snapshot = _snapshot;
        if (_directory is not null || snapshot.IsOf(_parts, part => part._snapshot))
        {
            return snapshot;
        }

        lock (_refreshing)
        {
            return _snapshot.IsOf(_parts, part => part._snapshot) ? _snapshot : _snapshot = IndexSnapshot.Of([.. _parts.Select(part => part._snapshot)], _options);
        }
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

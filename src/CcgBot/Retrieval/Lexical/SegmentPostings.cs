using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Lucene.Net.Index;
using Lucene.Net.Store;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// What top-k queries keep of one segment for as long as a reader has it open: its postings file, the length byte of every document, and
/// the block tables. Segments never change, so that this is made once, also across refreshes.
/// </summary>
internal sealed class SegmentPostings
{
    /// <summary>The folder beside the index's own files that holds the block tables; Lucene.Net looks at files only.</summary>
    public const string Folder = "blocks";

    private static readonly ConditionalWeakTable<object, SegmentPostings> Known = [];

    private readonly ConcurrentDictionary<string, SegmentField> _fields = new(StringComparer.Ordinal);
    private readonly PostingsFile? _file;

    private SegmentPostings(AtomicReader reader)
    {
        if (reader is SegmentReader segment && PostingsFile.Open(segment) is { } file)
        {
            _file = file;
            segment.AddCoreDisposedListener(new Closing(file));
        }
    }

    public static SegmentPostings Of(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => new SegmentPostings(reader));

    /// <summary>Loads or makes what a field needs.</summary>
    /// <param name="bm25">The field's statistics now.</param>
    public SegmentField Field(AtomicReader reader, string field, Bm25Field bm25, RetrievalOptions options) =>
        _fields.GetOrAdd(field, _ => Open(reader, field, bm25, options));

    private SegmentField Open(AtomicReader reader, string field, Bm25Field bm25, RetrievalOptions options)
    {
        var norms = new byte[reader.MaxDoc];
        if (reader.GetNormValues(field) is { } column)
        {
            for (var doc = 0; doc < norms.Length; doc++)
            {
                norms[doc] = (byte)column.Get(doc);
            }
        }

        var terms = reader.GetTerms(field);
        if (_file is null || norms.Length < BlockTable.RareBelow)
        {
            return new SegmentField(terms, _file, norms, null);
        }

        var (path, identity) = Table((SegmentReader)reader, field, options);
        var table = BlockTable.Load(path, identity);
        if (table is null)
        {
            table = BlockTable.Build(terms, _file, norms, bm25.LengthPart, bm25.AverageLength);
            try
            {
                System.IO.Directory.CreateDirectory(Path.GetDirectoryName(path)!);
                table.Save(path, identity);
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                // A full or read-only disk: the table serves from memory, and the next process makes it again.
            }
        }

        return new SegmentField(terms, _file, norms, table);
    }

    /// <summary>The table's file, and what it must have been made from: the postings by their checksum, and the options in its bounds.</summary>
    private static (string Path, string Identity) Table(SegmentReader segment, string field, RetrievalOptions options)
    {
        var directory = (FSDirectory)segment.Directory;
        using var postings = directory.OpenInput(segment.SegmentName + "_Lucene41_0.doc", IOContext.READ_ONCE);
        postings.Seek(postings.Length - sizeof(long));
        var identity = string.Create(CultureInfo.InvariantCulture, $"{segment.MaxDoc} {postings.ReadInt64():x} {options.K1:R} {options.B:R}");
        return (Path.Combine(directory.Directory.FullName, Folder, $"{segment.SegmentName}.{field}"), identity);
    }

    private sealed class Closing(PostingsFile file) : SegmentReader.ICoreDisposedListener
    {
        public void OnDispose(object ownerCoreCacheKey) => file.Dispose();
    }
}

/// <param name="Terms">Null when the segment has no such field.</param>
/// <param name="File">Null when only Lucene.Net can read the segment.</param>
/// <param name="Norms">Length byte by document.</param>
/// <param name="Table">Null when the segment is too small to need one.</param>
internal sealed record SegmentField(Terms? Terms, PostingsFile? File, byte[] Norms, BlockTable? Table)
{
    /// <summary>Words remembered of one field of one segment: a host may have hundreds of segments.</summary>
    private const int MostPlaces = 2_000;

    private readonly ConcurrentBag<TermsEnum> _dictionaries = [];
    private readonly ConcurrentBag<DocsAndPositionsEnum> _positions = [];
    private readonly Remembered<TermPlace?> _places = new(MostPlaces);

    /// <summary>
    /// The terms, for one thread to look up in until it gives them back: to open them anew for every query makes tens of kilobytes of garbage, and
    /// takes a lock that all queries share.
    /// </summary>
    /// <returns>Null when the segment has no such field.</returns>
    public TermsEnum? Borrow() => _dictionaries.TryTake(out var dictionary) ? dictionary : Terms?.GetEnumerator();

    public void Return(TermsEnum dictionary) => _dictionaries.Add(dictionary);

    /// <summary>Where a term's postings begin; null when the segment has no such term. Remembered, so that a term is looked up once in each segment.</summary>
    public TermPlace? Find(string term) => _places.Of(term, this, static (word, field) => field.Look(word));

    /// <summary>A reader of positions to use again, given back by <see cref="Return(DocsAndPositionsEnum)"/>; null when there is none at rest.</summary>
    public DocsAndPositionsEnum? BorrowPositions() => _positions.TryTake(out var positions) ? positions : null;

    public void Return(DocsAndPositionsEnum positions) => _positions.Add(positions);

    private TermPlace? Look(string term)
    {
        if (Borrow() is not { } dictionary)
        {
            return null;
        }

        var found = dictionary.SeekExact(new BytesRef(term)) ? new TermPlace(dictionary.GetTermState(), dictionary.DocFreq) : null;
        Return(dictionary);
        return found;
    }
}

/// <param name="State">Only read, by many threads.</param>
/// <param name="Documents">How many documents of the segment have the term.</param>
internal sealed record TermPlace(TermState State, int Documents);

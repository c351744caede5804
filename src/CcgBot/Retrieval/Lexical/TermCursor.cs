using System.Buffers;
using Lucene.Net.Codecs;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// One weighted term in one segment, read by windows of <see cref="WindowSize"/> documents in any order. Within a window documents are
/// looked up in rising order. Its columns are borrowed: a query has dozens of cursors, and garbage from them would make every other query wait.
/// </summary>
internal abstract class TermCursor : IDisposable
{
    public const int WindowBits = 11;
    public const int WindowSize = 1 << WindowBits;

    /// <summary>Makes up for the rounding of single-precision scores: a bound must never be below a score.</summary>
    protected const float Rounding = 1.00001f;

    protected TermCursor(int windows)
    {
        Most = ArrayPool<float>.Shared.Rent(windows);
        Most.AsSpan(0, windows).Clear();
    }

    /// <summary>The most that the term can add to a document of each window; may be longer than there are windows.</summary>
    public float[] Most { get; }

    /// <summary>Adds the term's part to each document of a window, but for blocks that can't reach what is needed.</summary>
    /// <param name="needed">A document is of no use when the term gives it less.</param>
    public abstract void AddTo(Span<double> scores, int window, double needed);

    /// <summary>Lists the documents of a window to which the term gives at least what is needed, with what it gives.</summary>
    /// <param name="places">Takes their places in the window.</param>
    /// <returns>How many there are.</returns>
    public abstract int Collect(int window, double needed, int[] places, double[] parts);

    /// <summary>About how many postings <see cref="AddTo"/> has to read.</summary>
    public abstract int Postings(int window);

    /// <summary>Makes ready to look up documents of a window.</summary>
    public abstract void MoveTo(int window);

    /// <summary>The term's part of a document's score.</summary>
    /// <param name="needed">When it is known to be less than this, 0 may be returned.</param>
    public abstract float Part(int document, double needed);

    /// <summary>Takes a term's documents of a window one by one. Its kinds are structs, so that each has a loop compiled for it.</summary>
    protected interface ITaker
    {
        void Take(int place, float part);
    }

    /// <summary>Gives the columns back; nothing may be asked of it afterwards.</summary>
    public virtual void Dispose() => ArrayPool<float>.Shared.Return(Most);

    /// <summary>A cursor over the postings that a term's state points to.</summary>
    public static TermCursor Over(SegmentField field, Bm25Field bm25, string term, TermState state, float weight)
    {
        var windows = (field.Norms.Length + WindowSize - 1) >> WindowBits;
        if (field.File is null)
        {
            var terms = field.Borrow()!;
            terms.SeekExact(new BytesRef(term), state);
            var rare = RareTermCursor.Read(terms, field, bm25, weight, windows);
            field.Return(terms);
            return rare;
        }

        var documents = ((BlockTermState)state).DocFreq;
        var (start, single) = PostingsFile.Place(state);
        // A term of one document shares its start with whatever comes next: frequency first.
        return documents >= BlockTable.RareBelow && field.Table is { } table && table.TryFind(start, out var first, out var count, out var bound)
            ? new BlockTermCursor(field, table, bm25, weight, windows, start, documents, first, count, bound)
            : RareTermCursor.Read(field, bm25, (BlockTermState)state, start, single, weight, windows);
    }

    protected readonly ref struct Adding(Span<double> scores) : ITaker
    {
        private readonly Span<double> _scores = scores;

        public void Take(int place, float part) => _scores[place] += part;
    }

    protected ref struct Listing(double needed, Span<int> places, Span<double> parts) : ITaker
    {
        private readonly Span<int> _places = places;
        private readonly Span<double> _parts = parts;

        public int Count { get; private set; }

        public void Take(int place, float part)
        {
            (_places[Count], _parts[Count]) = (place, part);
            Count += part >= needed ? 1 : 0;
        }
    }
}

/// <summary>All postings of a term in memory, scored.</summary>
internal sealed class RareTermCursor : TermCursor
{
    private readonly int[] _documents;
    private readonly float[] _parts;
    private int _at;

    private RareTermCursor(int[] documents, int[] frequencies, SegmentField field, Bm25Field bm25, float weight, int windows)
        : base(windows)
    {
        _documents = documents;
        _parts = new float[documents.Length];
        for (var i = 0; i < documents.Length; i++)
        {
            _parts[i] = bm25.Score(weight, frequencies[i], field.Norms[documents[i]]);
            ref var most = ref Most[documents[i] >> WindowBits];
            most = Math.Max(most, _parts[i] * Rounding);
        }
    }

    public static RareTermCursor Read(TermsEnum terms, SegmentField field, Bm25Field bm25, float weight, int windows)
    {
        var (documents, frequencies) = (new List<int>(), new List<int>());
        var postings = terms.Docs(null, null);
        while (postings.NextDoc() != DocsEnum.NO_MORE_DOCS)
        {
            documents.Add(postings.DocID);
            frequencies.Add(postings.Freq);
        }

        return new RareTermCursor([.. documents], [.. frequencies], field, bm25, weight, windows);
    }

    public static unsafe RareTermCursor Read(SegmentField field, Bm25Field bm25, BlockTermState state, long start, int single, float weight, int windows)
    {
        if (state.DocFreq == 1)
        {
            return new RareTermCursor([single], [(int)state.TotalTermFreq], field, bm25, weight, windows);
        }

        var (documents, frequencies) = (new int[state.DocFreq], new int[state.DocFreq]);
        fixed (int* document = documents, frequency = frequencies)
        {
            var (i, before) = (0, 0);
            for (; i + PackedBlock.Size <= documents.Length; i += PackedBlock.Size)
            {
                start = field.File!.Frequencies(field.File.Documents(start, before, document + i), frequency + i);
                before = documents[i + PackedBlock.Size - 1];
            }

            field.File!.Tail(start, before, documents.Length - i, document + i, frequency + i);
        }

        return new RareTermCursor(documents, frequencies, field, bm25, weight, windows);
    }

    public override void AddTo(Span<double> scores, int window, double needed) => Visit(window, new Adding(scores));

    public override int Collect(int window, double needed, int[] places, double[] parts) => Visit(window, new Listing(needed, places, parts)).Count;

    public override int Postings(int window) => 0;

    public override void MoveTo(int window)
    {
        var at = Array.BinarySearch(_documents, window << WindowBits);
        _at = at < 0 ? ~at : at;
    }

    public override float Part(int document, double needed)
    {
        while (_at < _documents.Length && _documents[_at] < document)
        {
            _at++;
        }

        return _at < _documents.Length && _documents[_at] == document ? _parts[_at] : 0;
    }

    private TTaker Visit<TTaker>(int window, TTaker taker)
        where TTaker : struct, ITaker, allows ref struct
    {
        MoveTo(window);
        for (var first = window << WindowBits; _at < _documents.Length && _documents[_at] - first < WindowSize; _at++)
        {
            taker.Take(_documents[_at] - first, _parts[_at]);
        }

        return taker;
    }
}

/// <summary>A frequent term: blocks are unpacked when a window asks for them and their bound is high enough.</summary>
internal sealed unsafe class BlockTermCursor : TermCursor
{
    private readonly PostingsFile _file;
    private readonly byte[] _norms;
    private readonly float[] _lengthPart;
    private readonly float _weight;
    private readonly long _start;
    private readonly int _documentFrequency;
    private readonly BlockTable _table;
    private readonly int _firstBlock;
    private readonly int _blocks;

    /// <summary>What one 255th of a block's bound is worth.</summary>
    private readonly float _step;

    private readonly int _windows;
    private readonly int[] _firstOfWindow;
    private readonly int[] _documents = ArrayPool<int>.Shared.Rent(PackedBlock.Size);
    private readonly int[] _frequencies = ArrayPool<int>.Shared.Rent(PackedBlock.Size);
    private int _block;
    private int _unpacked = -1;
    private int _count;
    private long _frequenciesAt;

    public BlockTermCursor(
        SegmentField field, BlockTable table, Bm25Field bm25, float weight, int windows, long start, int documentFrequency, int first, int count, float bound)
        : base(windows)
    {
        (_file, _norms, _lengthPart, _weight) = (field.File!, field.Norms, bm25.LengthPart, weight);
        (_start, _documentFrequency, _table, _firstBlock, _blocks) = (start, documentFrequency, table, first, count);
        // A longer average length makes every score higher, but never by more than in proportion.
        _step = weight * bound * Math.Max(1, bm25.AverageLength / table.AverageLength) * Rounding / 255;
        (_windows, _firstOfWindow) = (windows, ArrayPool<int>.Shared.Rent(windows));
        var lasts = table.LastDocuments.Slice(first, count);
        var bounds = table.Bounds.Slice(first, count);
        var next = 0;
        for (var (block, from) = (0, 0); block < count; block++)
        {
            var (most, last) = (bounds[block] * _step, lasts[block] >> WindowBits);
            for (; next <= last; next++)
            {
                _firstOfWindow[next] = block;
            }

            for (var window = from >> WindowBits; window <= last; window++)
            {
                Most[window] = Math.Max(Most[window], most);
            }

            from = lasts[block] + 1;
        }

        _firstOfWindow.AsSpan(next, windows - next).Fill(count);
    }

    public override void AddTo(Span<double> scores, int window, double needed) => Visit(window, needed, new Adding(scores));

    public override int Collect(int window, double needed, int[] places, double[] parts) => Visit(window, needed, new Listing(needed, places, parts)).Count;

    public override int Postings(int window) =>
        (1 + (window + 1 < _windows ? _firstOfWindow[window + 1] : _blocks) - _firstOfWindow[window]) * PackedBlock.Size;

    public override void MoveTo(int window) => _block = _firstOfWindow[window];

    public override float Part(int document, double needed)
    {
        var lasts = _table.LastDocuments.Slice(_firstBlock, _blocks);
        while (_block < _blocks && lasts[_block] < document)
        {
            _block++;
        }

        if (_block == _blocks || Bound(_block) < needed)
        {
            return 0;
        }

        Unpack(_block);
        var place = _documents.AsSpan(0, _count).IndexOf(document);
        if (place < 0)
        {
            return 0;
        }

        var frequency = _count == PackedBlock.Size && _frequenciesAt >= 0 ? _file.Frequency(_frequenciesAt, place) : _frequencies[place];
        return _weight * frequency / (frequency + _lengthPart[_norms[document]]);
    }

    public override void Dispose()
    {
        base.Dispose();
        foreach (var column in (ReadOnlySpan<int[]>)[_firstOfWindow, _documents, _frequencies])
        {
            ArrayPool<int>.Shared.Return(column);
        }
    }

    private TTaker Visit<TTaker>(int window, double needed, TTaker taker)
        where TTaker : struct, ITaker, allows ref struct
    {
        var first = window << WindowBits;
        for (var block = _firstOfWindow[window]; Reaches(block, first); block++)
        {
            if (Bound(block) < needed)
            {
                continue;
            }

            var (i, stop) = UnpackWithin(block, first);
            fixed (int* documents = _documents, frequencies = _frequencies)
            fixed (byte* norms = _norms)
            fixed (float* lengths = _lengthPart)
            {
                for (; i < stop; i++)
                {
                    var (document, frequency) = (documents[i], frequencies[i]);
                    var place = document - first;
                    if ((uint)place >= WindowSize)
                    {
                        throw Damaged();
                    }

                    taker.Take(place, _weight * frequency / (frequency + lengths[norms[document]]));
                }
            }
        }

        return taker;
    }

    /// <summary>Files were checked when they were opened; should they change later, memory past the columns must still be out of reach.</summary>
    private static InvalidDataException Damaged() => new("The postings and their block table don't agree: the index is damaged.");

    private float Bound(int block) => _table.Bounds[_firstBlock + block] * _step;

    /// <summary>Whether a block from a window's first on still has anything of the window.</summary>
    private bool Reaches(int block, int first) =>
        block < _blocks && (block == 0 || _table.LastDocuments[_firstBlock + block - 1] + 1 < first + WindowSize);

    /// <summary>Unpacks documents and frequencies.</summary>
    /// <returns>Which of them are in the window that starts at a document.</returns>
    private (int From, int To) UnpackWithin(int block, int first)
    {
        Unpack(block);
        UnpackFrequencies();
        var (from, to) = (0, _count);
        while (from < to && _documents[from] < first)
        {
            from++;
        }

        while (to > from && _documents[to - 1] >= first + WindowSize)
        {
            to--;
        }

        return (from, to);
    }

    private void Unpack(int block)
    {
        if (_unpacked == block)
        {
            return;
        }

        var at = _start + _table.Offsets[_firstBlock + block];
        var before = block == 0 ? 0 : _table.LastDocuments[_firstBlock + block - 1];
        _count = Math.Min(PackedBlock.Size, _documentFrequency - block * PackedBlock.Size);
        fixed (int* documents = _documents, frequencies = _frequencies)
        {
            if (_count == PackedBlock.Size)
            {
                _frequenciesAt = _file.Documents(at, before, documents);
            }
            else
            {
                _file.Tail(at, before, _count, documents, frequencies);
                _frequenciesAt = -1;
            }
        }

        if (_documents[_count - 1] != _table.LastDocuments[_firstBlock + block])
        {
            throw Damaged();
        }

        _unpacked = block;
    }

    private void UnpackFrequencies()
    {
        if (_frequenciesAt >= 0)
        {
            fixed (int* frequencies = _frequencies)
            {
                _file.Frequencies(_frequenciesAt, frequencies);
            }

            _frequenciesAt = -1;
        }
    }
}

using System.IO.MemoryMappedFiles;
using System.Numerics.Tensors;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// The vector file as it stood at one commit: rows memory-mapped, and per row in memory its key and its 64 bytes of signs (72 bytes a
/// paragraph; 18 MB for 250,000).
/// </summary>
internal sealed unsafe class VectorSnapshot : IDisposable
{
    /// <summary>Up to here every row is compared exactly; above, the signs choose the rows.</summary>
    private const int ExactRows = 20_000;

    /// <summary>How many rows the signs choose at least, and how many for each one asked for.</summary>
    private const int MinCandidates = 2_000;
    private const int CandidatesPerHit = 10;

    private readonly MemoryMappedFile? _file;
    private readonly MemoryMappedViewAccessor? _view;
    private readonly byte* _rows;
    private readonly int _rowBytes;
    private readonly int _width;
    private readonly long[] _keys;
    private readonly ulong[] _signs;
    private readonly Dictionary<long, int> _rowByKey;
    private readonly int _missing;

    public VectorSnapshot(string folder, VectorCommit commit)
    {
        Commit = commit;
        _width = QuantisedVector.Padded(commit.Dimension);
        _rowBytes = VectorRow.Bytes(commit.Dimension);
        var path = Path.Combine(folder, commit.File);
        var there = File.Exists(path) ? (int)Math.Min(commit.Rows, new FileInfo(path).Length / _rowBytes) : 0;
        _missing = commit.Rows - there;
        _keys = new long[there];
        _signs = new ulong[(long)there * SignWords];
        _rowByKey = new Dictionary<long, int>(there);
        Mean = new float[commit.Dimension];
        if (there == 0)
        {
            return;
        }

        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        }

        _view = _file.CreateViewAccessor(0, (long)there * _rowBytes, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _rows);
        _rows += _view.PointerOffset;
        Read();
    }

    ~VectorSnapshot() => Release();

    public VectorCommit Commit { get; }

    /// <summary>Paragraphs that have a vector.</summary>
    public int Count => _rowByKey.Count;

    /// <summary>Rows whose check sum fails.</summary>
    public List<int> DamagedRows { get; } = [];

    /// <summary>Rows that the commit promises and the file doesn't hold whole.</summary>
    public int Damaged => _missing + DamagedRows.Count;

    /// <summary>Rows that the file holds, dead or alive.</summary>
    public int Rows => _keys.Length;

    /// <summary>The mean of all vectors: its product with a question's vector is the mean of the question's cosines.</summary>
    public float[] Mean { get; }

    private int SignWords => _width / 64;

    /// <summary>Keys by article, for whoever has to find what to delete.</summary>
    public ILookup<long, (long Key, int Row)> ByArticle() =>
        LivingRows().ToLookup(row => VectorRow.Article(Row(row)), row => (_keys[row], row));

    /// <summary>The rows that are neither dead nor damaged, in file order.</summary>
    public IEnumerable<int> LivingRows() => Enumerable.Range(0, _keys.Length).Where(row => _keys[row] != 0);

    public bool Holds(long key) => _rowByKey.ContainsKey(key);

    public ReadOnlySpan<byte> Row(int row) => new(_rows + (long)row * _rowBytes, _rowBytes);

    public IReadOnlyList<DenseHit> Search(ReadOnlySpan<float> query, int top, bool exact)
    {
        var shorts = new short[_width];
        var scale = QuantisedVector.ToShorts(query, shorts);
        var best = new PriorityQueue<int, float>(top + 1);
        fixed (short* asked = shorts)
        {
            if (exact || _keys.Length <= ExactRows)
            {
                for (var row = 0; row < _keys.Length; row++)
                {
                    Offer(best, top, row, Cosine(row, asked, scale));
                }
            }
            else
            {
                foreach (var row in Nearest(query, Math.Max(MinCandidates, top * CandidatesPerHit)))
                {
                    Offer(best, top, row, Cosine(row, asked, scale));
                }
            }
        }

        var hits = new DenseHit[best.Count];
        while (best.TryDequeue(out var row, out var cosine))
        {
            hits[best.Count] = new DenseHit(_keys[row], cosine);
        }

        GC.KeepAlive(this); // replaced by a newer one meanwhile, this one's mapping must last until here
        return hits;
    }

    public float?[] Cosines(ReadOnlySpan<float> query, IReadOnlyList<long> keys)
    {
        var shorts = new short[_width];
        var scale = QuantisedVector.ToShorts(query, shorts);
        var cosines = new float?[keys.Count];
        fixed (short* asked = shorts)
        {
            for (var i = 0; i < keys.Count; i++)
            {
                cosines[i] = _rowByKey.TryGetValue(keys[i], out var row) ? Cosine(row, asked, scale) : null;
            }
        }

        GC.KeepAlive(this);
        return cosines;
    }

    public void Dispose()
    {
        Release();
        GC.SuppressFinalize(this);
    }

    private void Release()
    {
        _view?.SafeMemoryMappedViewHandle.ReleasePointer();
        _view?.Dispose();
        _file?.Dispose();
    }

    private void Offer(PriorityQueue<int, float> best, int top, int row, float cosine)
    {
        if (_keys[row] == 0)
        {
            return;
        }

        if (best.Count < top)
        {
            best.Enqueue(row, cosine);
        }
        else if (best.TryPeek(out _, out var least) && cosine > least)
        {
            best.DequeueEnqueue(row, cosine);
        }
    }

    private float Cosine(int row, short* query, float scale)
    {
        var address = _rows + (long)row * _rowBytes;
        return QuantisedVector.Dot((sbyte*)(address + VectorRow.HeaderBytes), query, _width) * scale * *(float*)(address + VectorRow.ScaleOffset);
    }

    /// <summary>The rows whose signs differ least from the query's: everything up to the distance at which there are enough.</summary>
    private List<int> Nearest(ReadOnlySpan<float> query, int atLeast)
    {
        var words = SignWords;
        var asked = new ulong[words];
        QuantisedVector.Signs(query, asked);
        var distances = new ushort[_keys.Length];
        var histogram = new int[_width + 1];
        fixed (ulong* left = asked, right = _signs)
        {
            for (var row = 0; row < distances.Length; row++)
            {
                var distance = QuantisedVector.Differences(left, right + (long)row * words, words);
                distances[row] = (ushort)distance;
                histogram[distance]++;
            }
        }

        var (limit, count) = (0, histogram[0]);
        while (count < atLeast && limit < _width)
        {
            count += histogram[++limit];
        }

        var rows = new List<int>(count);
        for (var row = 0; row < distances.Length; row++)
        {
            if (distances[row] <= limit)
            {
                rows.Add(row);
            }
        }

        return rows;
    }

    private void Read()
    {
        var sum = new double[_width];
        var values = new float[_width];
        var doubles = new double[_width];
        for (var row = 0; row < _keys.Length; row++)
        {
            var bytes = Row(row);
            var key = VectorRow.Key(bytes);
            if (key == 0)
            {
                continue;
            }

            if (!VectorRow.IsSound(bytes))
            {
                DamagedRows.Add(row);
                continue;
            }

            _keys[row] = key;
            _rowByKey[key] = row;
            var vector = (sbyte*)(_rows + (long)row * _rowBytes + VectorRow.HeaderBytes);
            QuantisedVector.Signs(vector, _signs.AsSpan(row * SignWords, SignWords));
            TensorPrimitives.ConvertTruncating<sbyte, float>(new ReadOnlySpan<sbyte>(vector, _width), values);
            TensorPrimitives.Multiply(values, *(float*)(_rows + (long)row * _rowBytes + VectorRow.ScaleOffset), values);
            TensorPrimitives.ConvertTruncating<float, double>(values, doubles);
            TensorPrimitives.Add(sum, doubles, sum);
        }

        for (var i = 0; i < Mean.Length && Count > 0; i++)
        {
            Mean[i] = (float)(sum[i] / Count);
        }
    }
}

/// <summary>A paragraph found by meaning.</summary>
/// <param name="Key">The paragraph's key in the store.</param>
/// <param name="Cosine">-1..1.</param>
public readonly record struct DenseHit(long Key, float Cosine);

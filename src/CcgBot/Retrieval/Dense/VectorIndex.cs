using System.Numerics.Tensors;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// Paragraph vectors as signed bytes in a memory-mapped file that is derived from the store: nearest by cosine over the whole corpus,
/// and cosines of given paragraphs. Safe for many threads.
/// </summary>
public sealed class VectorIndex : IDisposable
{
    private readonly string _folder;
    private readonly IReadOnlyList<VectorIndex> _parts = [];
    private VectorSnapshot? _snapshot;

    /// <summary>Opens what <see cref="VectorIndexWriter"/> has made in a folder, or nothing.</summary>
    /// <param name="encoder">Identity of the encoder that will ask: vectors of another one are not opened.</param>
    public VectorIndex(string folder, string encoder)
    {
        ArgumentException.ThrowIfNullOrEmpty(folder);
        _folder = folder;
        Encoder = encoder;
        Refresh();
    }

    /// <summary>Several of one encoder as one, without a copy: what is found, counted and averaged is of them together and of nothing else.</summary>
    internal VectorIndex(IReadOnlyList<VectorIndex> parts) => (_folder, _parts, Encoder) = ("", parts, parts[0].Encoder);

    public string Encoder { get; }

    /// <summary>Paragraphs that have a vector.</summary>
    public int Count => _parts.Count == 0 ? _snapshot?.Count ?? 0 : _parts.Sum(part => part.Count);

    /// <summary>The store's last change taken in; -1 when there are no vectors.</summary>
    public long LastChange => _parts.Count == 0 ? _snapshot?.Commit.LastChange ?? -1 : _parts.Min(part => part.LastChange);

    /// <summary>Changes with every commit taken up.</summary>
    internal string State => _parts.Count == 0 ? $"{_snapshot?.Commit}" : string.Join('\u001f', _parts.Select(part => part.State));

    /// <summary>What the open vectors say of their store; null when there are none.</summary>
    internal VectorCommit? Commit => _snapshot?.Commit;

    /// <summary>Vectors that were found damaged: the writer encodes their paragraphs again.</summary>
    public int Damaged => _parts.Count == 0 ? _snapshot?.Damaged ?? 0 : _parts.Sum(part => part.Damaged);

    /// <summary>Takes up the newest commit, also one that another process made.</summary>
    /// <returns>True when there was a newer one.</returns>
    public bool Refresh()
    {
        if (_parts.Count > 0)
        {
            return _parts.Count(part => part.Refresh()) > 0;
        }

        var commit = VectorCommit.Read(_folder);
        if (commit is null || commit.Encoder != Encoder || commit.Format != VectorCommit.CurrentFormat || commit == _snapshot?.Commit)
        {
            return false;
        }

        // The old one is left to its finalizer: a search may still be reading it.
        _snapshot = new VectorSnapshot(_folder, commit);
        return true;
    }

    /// <summary>The paragraphs nearest to a vector of length 1, best first.</summary>
    /// <param name="exact">Compare every vector, also in a large corpus, where signs else choose some thousands first.</param>
    public IReadOnlyList<DenseHit> Search(ReadOnlySpan<float> query, int top, bool exact = false)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(top);
        if (_parts.Count == 0)
        {
            return _snapshot?.Search(query, top, exact) ?? [];
        }

        var hits = new List<DenseHit>();
        foreach (var part in _parts)
        {
            hits.AddRange(part.Search(query, top, exact));
        }

        return [.. hits.OrderByDescending(hit => hit.Cosine).Take(top)];
    }

    /// <summary>Whether a paragraph, or the sentence of a key, has a vector.</summary>
    public bool Holds(long key) => _snapshot?.Holds(key) == true || _parts.Any(part => part.Holds(key));

    /// <summary>The cosines of given paragraphs, in order; null where a paragraph has no vector.</summary>
    public IReadOnlyList<float?> Cosines(ReadOnlySpan<float> query, IReadOnlyList<long> keys)
    {
        if (_parts.Count == 0)
        {
            return _snapshot?.Cosines(query, keys) ?? new float?[keys.Count];
        }

        var cosines = new float?[keys.Count];
        foreach (var part in _parts)
        {
            var places = Enumerable.Range(0, keys.Count).Where(place => cosines[place] is null && part.Holds(keys[place])).ToList();
            foreach (var (place, cosine) in places.Zip(part.Cosines(query, [.. places.Select(place => keys[place])])))
            {
                cosines[place] = cosine;
            }
        }

        return cosines;
    }

    /// <summary>The mean cosine of a vector with every paragraph.</summary>
    public float MeanCosine(ReadOnlySpan<float> query)
    {
        if (_parts.Count == 0)
        {
            return _snapshot is { Count: > 0 } snapshot ? TensorPrimitives.Dot(query, snapshot.Mean) : 0;
        }

        var (sum, count) = (0.0, 0);
        foreach (var part in _parts)
        {
            var paragraphs = part.Count;
            sum += paragraphs * (double)part.MeanCosine(query);
            count += paragraphs;
        }

        return count == 0 ? 0 : (float)(sum / count);
    }

    /// <summary>A search may still be reading: the finalizer unmaps the file when none does.</summary>
    public void Dispose() => _snapshot = null;
}

using System.Numerics.Tensors;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// Paragraph vectors as signed bytes in a memory-mapped file that is derived from the store: nearest by cosine over the whole corpus,
/// and cosines of given paragraphs. Safe for many threads.
/// </summary>
public sealed class VectorIndex : IDisposable
{
    private readonly string _folder;
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

    public string Encoder { get; }

    /// <summary>Paragraphs that have a vector.</summary>
    public int Count => _snapshot?.Count ?? 0;

    /// <summary>The store's last change taken in; -1 when there are no vectors.</summary>
    public long LastChange => _snapshot?.Commit.LastChange ?? -1;

    /// <summary>What the open vectors say of their store; null when there are none.</summary>
    internal VectorCommit? Commit => _snapshot?.Commit;

    /// <summary>Vectors that were found damaged: the writer encodes their paragraphs again.</summary>
    public int Damaged => _snapshot?.Damaged ?? 0;

    /// <summary>Takes up the newest commit, also one that another process made.</summary>
    /// <returns>True when there was a newer one.</returns>
    public bool Refresh()
    {
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
        return _snapshot?.Search(query, top, exact) ?? [];
    }

    /// <summary>Whether a paragraph, or the sentence of a key, has a vector.</summary>
    public bool Holds(long key) => _snapshot?.Holds(key) == true;

    /// <summary>The cosines of given paragraphs, in order; null where a paragraph has no vector.</summary>
    public IReadOnlyList<float?> Cosines(ReadOnlySpan<float> query, IReadOnlyList<long> keys) =>
        _snapshot?.Cosines(query, keys) ?? new float?[keys.Count];

    /// <summary>The mean cosine of a vector with every paragraph.</summary>
    public float MeanCosine(ReadOnlySpan<float> query) => _snapshot is { Count: > 0 } snapshot ? TensorPrimitives.Dot(query, snapshot.Mean) : 0;

    public void Dispose() => _snapshot?.Dispose();
}

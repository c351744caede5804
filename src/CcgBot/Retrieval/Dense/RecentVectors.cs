namespace CcgBot.Retrieval.Dense;

/// <summary>The vectors of the last few questions: one question is searched more than once (its readings, "more", a deep ranking). Safe for many threads.</summary>
internal sealed class RecentVectors
{
    private const int Most = 32;

    private readonly Dictionary<string, ReadOnlyMemory<float>> _vectors = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    public ReadOnlyMemory<float>? Find(string text)
    {
        lock (_lock)
        {
            // No conditional expression: null would become an empty vector by way of float[].
            if (_vectors.TryGetValue(text, out var vector))
            {
                return vector;
            }

            return null;
        }
    }

    public void Add(string text, ReadOnlyMemory<float> vector)
    {
        lock (_lock)
        {
            if (!_vectors.TryAdd(text, vector))
            {
                return;
            }

            _order.Enqueue(text);
            if (_order.Count > Most)
            {
                _vectors.Remove(_order.Dequeue());
            }
        }
    }
}

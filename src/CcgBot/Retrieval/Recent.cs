using System.Diagnostics.CodeAnalysis;

namespace CcgBot.Retrieval;

/// <summary>What was made for the last few questions: one question is searched more than once (its readings, "more", a deeper ranking). Safe for many threads.</summary>
/// <param name="most">So many are kept.</param>
internal sealed class Recent<T>(int most = 32)
{

    private readonly Dictionary<string, T> _values = new(StringComparer.Ordinal);
    private readonly Queue<string> _order = new();
    private readonly Lock _lock = new();

    public bool TryFind(string key, [MaybeNullWhen(false)] out T value)
    {
        lock (_lock)
        {
            return _values.TryGetValue(key, out value);
        }
    }

    public void Add(string key, T value)
    {
        lock (_lock)
        {
            if (!_values.TryAdd(key, value))
            {
                return;
            }

            _order.Enqueue(key);
            if (_order.Count > most)
            {
                _values.Remove(_order.Dequeue());
            }
        }
    }
}

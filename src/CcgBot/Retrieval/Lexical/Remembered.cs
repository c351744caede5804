using System.Collections.Concurrent;

namespace CcgBot.Retrieval.Lexical;

/// <summary>What was looked up of the words of one commit, which never changes: the same words come back with every question. Safe for many threads.</summary>
internal sealed class Remembered<T>
{
    /// <summary>Words, some 100 bytes each; then it begins anew.</summary>
    private const int Most = 10_000;

    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);

    public T Of(string word, Func<string, T> look)
    {
        if (_known.TryGetValue(word, out var known))
        {
            return known;
        }

        var found = look(word);
        if (_known.Count >= Most)
        {
            _known.Clear();
        }

        return _known[word] = found;
    }
}

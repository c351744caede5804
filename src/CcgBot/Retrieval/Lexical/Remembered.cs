using System.Collections.Concurrent;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// What was looked up of the words of something that never changes, a commit or a segment: the same words come back with every question. Safe for many threads.
/// </summary>
/// <param name="most">Words, some 100 bytes each; then it begins anew.</param>
internal sealed class Remembered<T>(int most = 10_000)
{
    private readonly ConcurrentDictionary<string, T> _known = new(StringComparer.Ordinal);

    public T Of(string word, Func<string, T> look) => Of(word, look, static (asked, looked) => looked(asked));

    /// <param name="within">Handed to <paramref name="look"/>, so that it need not be made anew for every word.</param>
    public T Of<TWithin>(string word, TWithin within, Func<string, TWithin, T> look)
    {
        if (_known.TryGetValue(word, out var known))
        {
            return known;
        }

        var found = look(word, within);
        if (_known.Count >= most)
        {
            _known.Clear();
        }

        return _known[word] = found;
    }
}

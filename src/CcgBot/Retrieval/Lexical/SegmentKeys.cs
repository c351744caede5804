using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Store key → document of one segment, made when first asked: the keys in order, 8 bytes each, and where that is not the order of the documents
/// (articles were not indexed in order) the documents beside them.
/// </summary>
internal sealed class SegmentKeys
{
    private static readonly ConditionalWeakTable<object, SegmentKeys> Known = [];

    private readonly long[] _keys;
    private readonly int[]? _documents;

    private SegmentKeys(AtomicReader reader)
    {
        _keys = new long[reader.MaxDoc];
        var keys = reader.GetNumericDocValues(ParagraphIndex.KeyField);
        var ascending = true;
        for (var doc = 0; doc < _keys.Length; doc++)
        {
            _keys[doc] = keys.Get(doc);
            ascending &= doc == 0 || _keys[doc - 1] < _keys[doc];
        }

        if (!ascending)
        {
            _documents = [.. Enumerable.Range(0, _keys.Length)];
            Array.Sort(_keys, _documents);
        }
    }

    public static SegmentKeys Of(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => new SegmentKeys(reader));

    /// <returns>The document that stands for the key; -1 when the segment has none that is not deleted.</returns>
    public int Find(AtomicReader reader, long key)
    {
        var (low, high) = (0, _keys.Length);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (_keys[middle] < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // A key indexed twice stands in one segment as a deleted and a living document.
        for (var live = reader.LiveDocs; low < _keys.Length && _keys[low] == key; low++)
        {
            if (live is null || live.Get(Doc(low)))
            {
                return Doc(low);
            }
        }

        return -1;
    }

    private int Doc(int place) => _documents is null ? place : _documents[place];
}

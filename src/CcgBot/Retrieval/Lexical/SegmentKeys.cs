using System.Runtime.CompilerServices;
using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Store key → document of one segment. Keys rise with document numbers where articles were indexed in order, so that a binary search over
/// the key column will do; a segment that is not in order gets a sorted permutation of its documents, made when first asked.
/// </summary>
internal sealed class SegmentKeys
{
    private static readonly ConditionalWeakTable<object, SegmentKeys> Known = [];

    private readonly int _documents;
    private readonly int[]? _byKey;

    private SegmentKeys(AtomicReader reader)
    {
        _documents = reader.MaxDoc;
        var keys = reader.GetNumericDocValues(ParagraphIndex.KeyField);
        var ascending = true;
        for (var doc = 1; doc < _documents && ascending; doc++)
        {
            ascending = keys.Get(doc - 1) < keys.Get(doc);
        }

        if (!ascending)
        {
            _byKey = [.. Enumerable.Range(0, _documents)];
            Array.Sort(Array.ConvertAll(_byKey, doc => keys.Get(doc)), _byKey);
        }
    }

    public static SegmentKeys Of(AtomicReader reader) => Known.GetValue(reader.CoreCacheKey, _ => new SegmentKeys(reader));

    /// <returns>The document that stands for the key; -1 when the segment has none that is not deleted.</returns>
    public int Find(AtomicReader reader, NumericDocValues keys, long key)
    {
        var (low, high) = (0, _documents);
        while (low < high)
        {
            var middle = (low + high) >>> 1;
            if (keys.Get(Doc(middle)) < key)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        // A key indexed twice stands in one segment as a deleted and a living document.
        for (var live = reader.LiveDocs; low < _documents && keys.Get(Doc(low)) == key; low++)
        {
            if (live is null || live.Get(Doc(low)))
            {
                return Doc(low);
            }
        }

        return -1;
    }

    private int Doc(int place) => _byKey is null ? place : _byKey[place];
}

using System.Buffers;
using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// The k documents with the highest sum of weighted terms, exactly those that an exhaustive search would give, ties by key. Block-max
/// MaxScore (Turtle and Flood 1995; Ding and Suel 2011) over windows of documents that are visited from the most promising down: the search ends at the
/// first window whose bound is below the k-th score found. Sums are in double precision, where adding floats in any order gives the same
/// result, so that what is passed over never changes a rank.
/// </summary>
internal sealed class TopQuery : IDisposable
{
    /// <summary>Looking up one document costs about as much as adding up this many postings.</summary>
    private const int LookUpCost = 12;

    private readonly PriorityQueue<long, Rank> _best = new(Worst.First);
    private readonly double[] _scores = ArrayPool<double>.Shared.Rent(TermCursor.WindowSize);
    private readonly int[] _places = ArrayPool<int>.Shared.Rent(TermCursor.WindowSize + 1);
    private readonly double[] _sums = ArrayPool<double>.Shared.Rent(TermCursor.WindowSize + 1);
    private readonly int _top;
    private int _count;

    /// <summary>Below this a document can't be among the best; one equal to it still can, by its key.</summary>
    private double _threshold;

    private TopQuery(int top)
    {
        _top = top;
        Array.Clear(_scores);
    }

    /// <returns>Best first.</returns>
    public static IReadOnlyList<LexicalHit> Run(IReadOnlyList<QuerySegment> segments, int top)
    {
        using var query = new TopQuery(top);
        query.Visit(segments);
        var hits = new LexicalHit[query._best.Count];
        for (var i = hits.Length - 1; query._best.TryDequeue(out var key, out var rank); i--)
        {
            hits[i] = new LexicalHit(key, (float)rank.Score);
        }

        return hits;
    }

    public void Dispose()
    {
        ArrayPool<double>.Shared.Return(_scores);
        ArrayPool<int>.Shared.Return(_places);
        ArrayPool<double>.Shared.Return(_sums);
    }

    private void Visit(IReadOnlyList<QuerySegment> segments)
    {
        var bounds = new List<double>();
        var windows = new List<(int Segment, int Window)>();
        for (var segment = 0; segment < segments.Count; segment++)
        {
            for (var window = 0; window < segments[segment].Windows; window++)
            {
                var bound = 0.0;
                foreach (var cursor in segments[segment].Cursors)
                {
                    bound += cursor.Most[window];
                }

                if (bound > 0)
                {
                    bounds.Add(-bound);
                    windows.Add((segment, window));
                }
            }
        }

        CollectionsMarshal.AsSpan(bounds).Sort(CollectionsMarshal.AsSpan(windows));
        for (var i = 0; i < windows.Count && -bounds[i] >= _threshold; i++)
        {
            Visit(segments[windows[i].Segment], windows[i].Window);
        }
    }

    private void Visit(QuerySegment segment, int window)
    {
        var cursors = segment.InWindow(window);
        // Terms that together can't reach the threshold alone ("non-essential") are only looked up for documents that others bring.
        var (optional, optionalMost) = (0, 0.0);
        while (optional < cursors.Length && optionalMost + cursors[optional].Most[window] < _threshold)
        {
            optionalMost += cursors[optional++].Most[window];
        }

        Collect(cursors[optional..], window, optionalMost);
        for (var i = optional - 1; i >= 0 && _count > 0; i--)
        {
            optionalMost = i == 0 ? 0 : optionalMost - cursors[i].Most[window];
            LookUp(cursors[i], window, optionalMost);
        }

        for (var i = 0; i < _count; i++)
        {
            Rate(segment, (window << TermCursor.WindowBits) + _places[i], _sums[i]);
        }
    }

    /// <summary>Makes the list of candidates: documents of a window that the essential terms bring near enough to the threshold.</summary>
    private void Collect(ReadOnlySpan<TermCursor> essential, int window, double optionalMost)
    {
        var needed = Math.Max(_threshold - optionalMost, double.Epsilon);
        if (essential.Length == 1)
        {
            _count = essential[0].Collect(window, needed, _places, _sums);
            return;
        }

        var most = 0.0;
        foreach (var cursor in essential)
        {
            most += cursor.Most[window];
        }

        foreach (var cursor in essential)
        {
            cursor.AddTo(_scores, window, needed - (most - cursor.Most[window]));
        }

        _count = 0;
        var least = Vector512.Create(needed);
        for (var i = 0; i < TermCursor.WindowSize; i += 8)
        {
            for (var found = Vector512.GreaterThanOrEqual(Vector512.Create(_scores, i), least).ExtractMostSignificantBits(); found != 0; found &= found - 1)
            {
                var place = i + BitOperations.TrailingZeroCount(found);
                (_places[_count], _sums[_count++]) = (place, _scores[place]);
            }
        }

        Array.Clear(_scores);
    }

    /// <summary>Adds a term's part to the candidates and drops those that can no longer reach the threshold.</summary>
    private void LookUp(TermCursor cursor, int window, double optionalMost)
    {
        var bulk = cursor.Postings(window) < _count * LookUpCost;
        if (bulk)
        {
            cursor.AddTo(_scores, window, _threshold - optionalMost - TensorPrimitives.Max<double>(_sums.AsSpan(0, _count)));
        }
        else
        {
            cursor.MoveTo(window);
        }

        var (first, kept) = (window << TermCursor.WindowBits, 0);
        for (var i = 0; i < _count; i++)
        {
            var sum = _sums[i] + (bulk ? _scores[_places[i]] : cursor.Part(first + _places[i], _threshold - _sums[i] - optionalMost));
            (_places[kept], _sums[kept]) = (_places[i], sum);
            kept += sum + optionalMost >= _threshold ? 1 : 0;
        }

        _count = kept;
        if (bulk)
        {
            Array.Clear(_scores);
        }
    }

    private void Rate(QuerySegment segment, int document, double score)
    {
        if (score < _threshold || segment.Live?.Get(document) == false)
        {
            return;
        }

        var rank = new Rank(score, segment.Keys.Get(document));
        if (_best.Count < _top)
        {
            _best.Enqueue(rank.Key, rank);
        }
        else
        {
            _best.EnqueueDequeue(rank.Key, rank);
        }

        if (_best.Count == _top && _best.TryPeek(out _, out var worst))
        {
            _threshold = worst.Score;
        }
    }

    private readonly record struct Rank(double Score, long Key);

    private sealed class Worst : IComparer<Rank>
    {
        public static Worst First { get; } = new();

        public int Compare(Rank left, Rank right) =>
            left.Score.CompareTo(right.Score) is var order and not 0 ? order : right.Key.CompareTo(left.Key);
    }
}

/// <summary>The query's terms in one segment.</summary>
/// <param name="Keys">Store key by document.</param>
/// <param name="Live">Null when nothing is deleted.</param>
internal sealed record QuerySegment(NumericDocValues Keys, int Windows, IBits? Live, List<TermCursor> Cursors)
{
    public static QuerySegment Of(AtomicReaderContext leaf, List<TermCursor> cursors) => new(
        leaf.AtomicReader.GetNumericDocValues(ParagraphIndex.KeyField), (leaf.AtomicReader.MaxDoc + TermCursor.WindowSize - 1) >> TermCursor.WindowBits, leaf.AtomicReader.LiveDocs, cursors);

    private readonly TermCursor[] _sorted = new TermCursor[Cursors.Count];

    /// <summary>The cursors that have anything in a window, the least promising first; good until the next call.</summary>
    public Span<TermCursor> InWindow(int window)
    {
        var count = 0;
        foreach (var cursor in Cursors)
        {
            if (cursor.Most[window] > 0)
            {
                var at = count++;
                for (; at > 0 && _sorted[at - 1].Most[window] > cursor.Most[window]; at--)
                {
                    _sorted[at] = _sorted[at - 1];
                }

                _sorted[at] = cursor;
            }
        }

        return _sorted.AsSpan(0, count);
    }
}

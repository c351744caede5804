using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// The k documents with the highest sum of weighted terms, exactly those that an exhaustive search would give, ties by document number. Block-max
/// MaxScore (Turtle and Flood 1995; Ding and Suel 2011) over windows of documents that are visited from the most promising down: the search ends at the
/// first window whose bound is below the k-th score found. Sums are in double precision, where adding floats in any order gives the same
/// result, so that what is passed over never changes a rank.
/// </summary>
internal sealed class TopQuery(int top)
{
    private readonly PriorityQueue<int, Rank> _best = new(Worst.First);
    private readonly double[] _scores = new double[TermCursor.WindowSize];

    /// <summary>Below this a document can't be among the best; one equal to it still can, by its number.</summary>
    private double _threshold;

    /// <returns>Documents with their scores, best first.</returns>
    public static IReadOnlyList<(int Document, float Score)> Run(IReadOnlyList<QuerySegment> segments, int top)
    {
        var query = new TopQuery(top);
        query.Visit(segments);
        var hits = new (int, float)[query._best.Count];
        for (var i = hits.Length - 1; query._best.TryDequeue(out var document, out var rank); i--)
        {
            hits[i] = (document, (float)rank.Score);
        }

        return hits;
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

        var essentialMost = 0.0;
        foreach (var cursor in cursors[optional..])
        {
            essentialMost += cursor.Most[window];
        }

        foreach (var cursor in cursors[optional..])
        {
            cursor.AddTo(_scores, window, _threshold - optionalMost - (essentialMost - cursor.Most[window]));
        }

        foreach (var cursor in cursors[..optional])
        {
            cursor.MoveTo(window);
        }

        var first = window << TermCursor.WindowBits;
        for (var i = 0; i < _scores.Length; i += 8)
        {
            // Eight documents at a look: nearly all windows are nearly empty.
            var reach = Vector512.GreaterThanOrEqual(Vector512.Create(_scores, i), Vector512.Create(Math.Max(_threshold - optionalMost, double.Epsilon)));
            for (var found = reach.ExtractMostSignificantBits(); found != 0; found &= found - 1)
            {
                var place = i + System.Numerics.BitOperations.TrailingZeroCount(found);
                Consider(segment, cursors[..optional], optionalMost, first + place, window, _scores[place]);
            }
        }

        Array.Clear(_scores);
    }

    private void Consider(QuerySegment segment, ReadOnlySpan<TermCursor> optional, double optionalMost, int document, int window, double score)
    {
        for (var i = optional.Length - 1; i >= 0; i--)
        {
            if (score + optionalMost < _threshold)
            {
                return;
            }

            optionalMost = i == 0 ? 0 : optionalMost - optional[i].Most[window];
            score += optional[i].Part(document, _threshold - score - optionalMost);
        }

        if (score < _threshold || segment.Live?.Get(document) == false)
        {
            return;
        }

        var rank = new Rank(score, segment.Base + document);
        if (_best.Count < top)
        {
            _best.Enqueue(rank.Document, rank);
        }
        else
        {
            _best.EnqueueDequeue(rank.Document, rank);
        }

        if (_best.Count == top && _best.TryPeek(out _, out var worst))
        {
            _threshold = worst.Score;
        }
    }

    private readonly record struct Rank(double Score, int Document);

    private sealed class Worst : IComparer<Rank>
    {
        public static Worst First { get; } = new();

        public int Compare(Rank left, Rank right) =>
            left.Score.CompareTo(right.Score) is var order and not 0 ? order : right.Document.CompareTo(left.Document);
    }
}

/// <summary>The query's terms in one segment.</summary>
/// <param name="Base">The number of the segment's first document in the whole index.</param>
/// <param name="Live">Null when nothing is deleted.</param>
internal sealed record QuerySegment(int Base, int Windows, IBits? Live, IReadOnlyList<TermCursor> Cursors)
{
    public static QuerySegment Of(AtomicReaderContext leaf, IReadOnlyList<TermCursor> cursors) => new(
        leaf.DocBase, (leaf.AtomicReader.MaxDoc + TermCursor.WindowSize - 1) >> TermCursor.WindowBits, leaf.AtomicReader.LiveDocs, cursors);

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

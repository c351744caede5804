using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Merges nothing until it is allowed to: merging can take seconds, and a new article must be found within one. A small index is kept in one segment: every
/// segment costs a search some time, and somebody in many groups searches the small indexes of all of them.
/// </summary>
internal sealed class DeferredMergePolicy : LogByteSizeMergePolicy
{
    /// <summary>Paragraphs, deleted ones among them, that are merged in a fraction of a second.</summary>
    private const int Small = 10_000;

    private volatile bool _allowed;

    public DeferredMergePolicy()
    {
        // Not packed into one file: the postings file is mapped on its own.
        NoCFSRatio = 0;
    }

    /// <returns>False when merging was allowed all along.</returns>
    public bool Allow()
    {
        var before = _allowed;
        _allowed = true;
        return !before;
    }

    public override MergeSpecification? FindMerges(MergeTrigger mergeTrigger, SegmentInfos segmentInfos)
    {
        if (!_allowed)
        {
            return null;
        }

        var segments = segmentInfos.Segments;
        if (segments.Count > 1 && segments.Sum(segment => segment.Info.DocCount) <= Small
            && segments.All(segment => !m_writer.Get().MergingSegments.Contains(segment)))
        {
            var merges = new MergeSpecification();
            merges.Add(new OneMerge([.. segments]));
            return merges;
        }

        return base.FindMerges(mergeTrigger, segmentInfos);
    }
}

using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>Merges nothing until it is allowed to: merging can take seconds, and a new article must be found within one.</summary>
internal sealed class DeferredMergePolicy : LogByteSizeMergePolicy
{
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

    public override MergeSpecification? FindMerges(MergeTrigger mergeTrigger, SegmentInfos segmentInfos) =>
        _allowed ? base.FindMerges(mergeTrigger, segmentInfos) : null;
}

using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Merges on the thread that comes first, while the others go on indexing. Not on threads of its own: there a merge that fails, on a full disk, would
/// end the process.
/// </summary>
internal sealed class OwnThreadMergeScheduler : MergeScheduler
{
    private readonly Lock _merging = new();

    public override void Merge(IndexWriter writer, MergeTrigger trigger, bool newMergesFound)
    {
        if (!_merging.TryEnter())
        {
            return; // whoever merges takes up what is new before it ends
        }

        try
        {
            while (writer.GetNextMerge() is { } merge)
            {
                writer.Merge(merge);
            }
        }
        finally
        {
            _merging.Exit();
        }
    }

    protected override void Dispose(bool disposing)
    {
    }
}

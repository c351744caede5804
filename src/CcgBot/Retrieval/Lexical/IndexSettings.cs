using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>How the index is written.</summary>
internal static class IndexSettings
{
    public static IndexWriterConfig Writer(OpenMode mode, MergePolicy? merging = null) => new(EnglishTextAnalyzer.Version, new EnglishTextAnalyzer())
    {
        OpenMode = mode,
        RAMBufferSizeMB = 64,
        WriteLockTimeout = 2_000,
        MergePolicy = merging ?? new LogByteSizeMergePolicy { NoCFSRatio = 0 },
        MergeScheduler = new OwnThreadMergeScheduler(),
        UseCompoundFile = false,
    };
}

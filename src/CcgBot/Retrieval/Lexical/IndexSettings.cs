using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>How the index is written.</summary>
internal static class IndexSettings
{
    public static IndexWriterConfig Writer(OpenMode mode = OpenMode.CREATE_OR_APPEND) => new(EnglishTextAnalyzer.Version, new EnglishTextAnalyzer())
    {
        OpenMode = mode,
        RAMBufferSizeMB = 64,
        WriteLockTimeout = 2_000,
        // Only neighbours are merged, so that index order stays the order of ingest: ties are settled by it, and keys stay sorted.
        MergePolicy = new LogByteSizeMergePolicy { NoCFSRatio = 0 },
        // Not packed into one file: the postings file is mapped on its own.
        UseCompoundFile = false,
    };
}

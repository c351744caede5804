using System.ComponentModel.DataAnnotations;

namespace CcgBot.Articles;

/// <summary>Settings of reading articles: section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>A text file larger than this is refused; JSONL corpora are read line by line and have no limit. Default 20.</summary>
    [Range(1, 1024)]
    public int MaxFileMegabytes { get; set; } = 20;

    /// <summary>A document (PDF, Word, page, archive…) larger than this is refused. Default 100.</summary>
    [Range(1, 1024)]
    public int MaxDocumentMegabytes { get; set; } = 100;

    /// <summary>What a packed document (.docx, .zip, .gz…) may unpack to; one that is larger is refused. Default 200.</summary>
    [Range(1, 2048)]
    public int MaxUnpackedMegabytes { get; set; } = 200;

    /// <summary>A document that takes longer than this to read is given up. Default 60.</summary>
    [Range(1, 3600)]
    public int MaxSecondsPerDocument { get; set; } = 60;

    /// <summary>Memory that the process which reads documents may take; a document that needs more is refused. Default 512.</summary>
    [Range(192, 65_536)]
    public int MaxReaderMegabytes { get; set; } = 512;

    /// <summary>Whether files with pages (PDF) are kept beside the store, so that a citation shows its page even when the file is gone or changed. Default true.</summary>
    public bool KeepOriginals { get; set; } = true;
}

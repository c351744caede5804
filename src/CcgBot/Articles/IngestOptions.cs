using System.ComponentModel.DataAnnotations;

namespace CcgBot.Articles;

/// <summary>Settings of reading articles: section <c>Ingest</c>.</summary>
public sealed class IngestOptions
{
    /// <summary>A text file larger than this is refused; JSONL corpora are read line by line and have no limit. Default 20.</summary>
    [Range(1, 1024)]
    public int MaxFileMegabytes { get; set; } = 20;
}

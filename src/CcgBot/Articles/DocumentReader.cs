namespace CcgBot.Articles;

/// <summary>Reads a file of a format that the library itself doesn't know: a PDF, a page, a Word file. The host brings it, as it brings the encoder.</summary>
/// <returns>The documents in the file (of an archive or a mail several); null when the file is none of the formats that it reads.</returns>
/// <exception cref="InvalidDataException">The file can't be read; the message says why and what to do.</exception>
public delegate IReadOnlyList<ReadDocument>? DocumentReader(DocumentFile file, IngestOptions options, CancellationToken cancellationToken);

/// <param name="Name">The file's name with its ending, without its folder.</param>
public sealed record DocumentFile(string Name, byte[] Bytes);

/// <summary>One document as read: either its blocks, or plain text that is still to be cut into blocks, or what is wrong with it.</summary>
/// <param name="Member">Its place within the file ("report/annex.docx" of an archive); empty when the file is this one document.</param>
public sealed record ReadDocument(string Member)
{
    /// <summary>In reading order, numbered by nobody yet; title and date lines may stand among them as paragraphs.</summary>
    public IReadOnlyList<Block> Blocks { get; init; } = [];

    /// <summary>Plain text to be read by the rules of text files; null where there are blocks.</summary>
    public string? Text { get; init; }

    public string? Title { get; init; }

    public string? Publisher { get; init; }

    public DateOnly? Published { get; init; }

    public string? Url { get; init; }

    /// <summary>Who may read it; empty = everyone, null = it doesn't say.</summary>
    public GroupSet? Groups { get; init; }

    /// <summary>What its reader should know though it was read.</summary>
    public string? Notice { get; init; }

    /// <summary>Why this one could not be read though the rest of the file could, and what to do; null = it was read.</summary>
    public string? Problem { get; init; }

    /// <summary>It is of a kind that is not read: reported, and no failure.</summary>
    public bool Skipped { get; init; }
}

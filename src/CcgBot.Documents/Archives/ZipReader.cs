using System.IO.Compression;
using CcgBot.Articles;

namespace CcgBot.Documents.Archives;

/// <summary>A ZIP archive → each member as a document of its own, named by its path.</summary>
internal static class ZipReader
{
    private const int MostMembers = 5_000;

    public static IReadOnlyList<ReadDocument> Read(DocumentFile file, ReadingLimits limits) => limits.Deeper(() =>
    {
        using var zip = Open(file);
        if (zip.Entries.Count > MostMembers)
        {
            throw new UnreadableException($"more than {MostMembers} files in it; split it");
        }

        var documents = new List<ReadDocument>();
        foreach (var entry in zip.Entries.OrderBy(entry => entry.FullName, StringComparer.Ordinal))
        {
            limits.Check();
            var path = entry.FullName.Replace('\\', '/').TrimStart('/');
            var name = path[(path.LastIndexOf('/') + 1)..];
            // What the Mac and Windows put in by themselves.
            if (name.Length == 0 || name[0] == '.' || path.StartsWith("__MACOSX/", StringComparison.Ordinal) || name is "Thumbs.db")
            {
                continue;
            }

            documents.AddRange(Member(entry, name, limits).Select(document => document with { Member = document.Member.Length == 0 ? path : $"{path}/{document.Member}" }));
        }

        return documents.Count == 0 ? throw new UnreadableException("nothing in it") : (IReadOnlyList<ReadDocument>)documents;
    });

    private static ZipArchive Open(DocumentFile file)
    {
        try
        {
            return new ZipArchive(new MemoryStream(file.Bytes, writable: false));
        }
        catch (InvalidDataException)
        {
            throw new UnreadableException("damaged or cut off, not readable as ZIP; pack it again");
        }
    }

    private static IReadOnlyList<ReadDocument> Member(ZipArchiveEntry entry, string name, ReadingLimits limits)
    {
        byte[] bytes;
        try
        {
            if (entry.IsEncrypted)
            {
                return [new ReadDocument("") { Problem = "locked by a password; unpack it and ingest what comes out" }];
            }

            using var packed = entry.Open();
            bytes = limits.Unpack(packed, entry.CompressedLength);
        }
        catch (UnreadableException error)
        {
            return [new ReadDocument("") { Problem = error.Message }];
        }
        catch (Exception error) when (error is InvalidDataException or IOException or NotSupportedException)
        {
            return [new ReadDocument("") { Problem = "damaged, can't be unpacked" }];
        }

        return DocumentFormats.ReadMember(new DocumentFile(name, bytes), limits);
    }
}

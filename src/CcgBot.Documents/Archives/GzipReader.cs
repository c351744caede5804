using System.IO.Compression;
using CcgBot.Articles;

namespace CcgBot.Documents.Archives;

/// <summary>A gzipped file → what is in it, as if it stood there unpacked.</summary>
internal static class GzipReader
{
    public static IReadOnlyList<ReadDocument> Read(DocumentFile file, ReadingLimits limits) => limits.Deeper(() =>
    {
        using var packed = new GZipStream(new MemoryStream(file.Bytes, writable: false), CompressionMode.Decompress);
        var name = file.Name.EndsWith(".gz", StringComparison.OrdinalIgnoreCase) ? file.Name[..^3] : file.Name;
        byte[] bytes;
        try
        {
            bytes = limits.Unpack(packed, file.Bytes.Length);
        }
        catch (InvalidDataException)
        {
            throw new UnreadableException("damaged or cut off, can't be unpacked; pack it again");
        }

        return DocumentFormats.ReadMember(new DocumentFile(name, bytes), limits);
    });
}

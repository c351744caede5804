using System.Globalization;

namespace CcgBot.Documents;

/// <summary>What reading one file may cost.</summary>
/// <param name="maxUnpackedBytes">What everything packed in it may unpack to, all together.</param>
/// <param name="deadline">Cancelled when its time is up.</param>
internal sealed class ReadingLimits(long maxUnpackedBytes, CancellationToken deadline)
{
    /// <summary>Archives within archives and mails within mails.</summary>
    public const int MaxDepth = 4;

    /// <summary>No text nor office file is packed tighter: one that is was made to fill a disk.</summary>
    private const int MaxRatio = 250;

    private const int SmallBytes = 1 << 20;

    private long _unpacked;

    public int Depth { get; private set; }

    public CancellationToken Deadline { get; } = deadline;

    public void Check() => Deadline.ThrowIfCancellationRequested();

    /// <summary>Unpacks to the end, unless that is too much.</summary>
    /// <exception cref="InvalidDataException">It unpacks to more than the settings allow, or to very much more than it holds.</exception>
    public byte[] Unpack(Stream packed, long packedBytes)
    {
        using var unpacked = new MemoryStream();
        var buffer = new byte[1 << 16];
        for (int read; (read = packed.Read(buffer)) > 0;)
        {
            Check();
            _unpacked += read;
            if (_unpacked > maxUnpackedBytes)
            {
                throw new UnreadableException(string.Create(CultureInfo.InvariantCulture,
                    $"unpacks to more than {maxUnpackedBytes / 1048576} MB (setting Ingest:MaxUnpackedMegabytes); split it or raise the limit"));
            }

            unpacked.Write(buffer, 0, read);
            if (unpacked.Length > SmallBytes && unpacked.Length > MaxRatio * Math.Max(1, packedBytes))
            {
                throw new UnreadableException($"unpacks to more than {MaxRatio} times its size, as no document does; it was not read");
            }
        }

        return unpacked.ToArray();
    }

    /// <summary>Looks at what a packed office file would unpack to before its library does.</summary>
    public void CheckZip(byte[] bytes)
    {
        using var zip = new System.IO.Compression.ZipArchive(new MemoryStream(bytes, writable: false));
        foreach (var entry in zip.Entries)
        {
            using var packed = entry.Open();
            Unpack(packed, entry.CompressedLength);
        }
    }

    /// <summary>Goes one archive or mail deeper.</summary>
    public T Deeper<T>(Func<T> read)
    {
        if (Depth >= MaxDepth)
        {
            throw new UnreadableException($"archives or mails within one another more than {MaxDepth} deep are not read");
        }

        Depth++;
        try
        {
            return read();
        }
        finally
        {
            Depth--;
        }
    }
}

using System.IO.MemoryMappedFiles;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using Lucene.Net.Codecs;
using Lucene.Net.Codecs.Lucene41;
using Lucene.Net.Index;
using Lucene.Net.Store;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// The documents-and-frequencies file (<c>.doc</c>) of one segment, mapped and read directly: any block of any term in any order, which
/// Lucene.Net's own enumerators can't. Layout: Lucene41PostingsFormat's documentation; per term, whole blocks of 128 gaps and 128
/// frequencies, then up to 127 pairs as variable-length integers.
/// </summary>
internal sealed unsafe class PostingsFile : IDisposable
{
    private readonly MemoryMappedFile _file;
    private readonly MemoryMappedViewAccessor _view;
    private readonly byte* _start;
    private readonly bool[] _singleBlock = new bool[33];

    private PostingsFile(string path)
    {
        using (var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete))
        {
            Length = stream.Length;
            _file = MemoryMappedFile.CreateFromFile(stream, null, 0, MemoryMappedFileAccess.Read, HandleInheritability.None, leaveOpen: false);
        }

        _view = _file.CreateViewAccessor(0, 0, MemoryMappedFileAccess.Read);
        _view.SafeMemoryMappedViewHandle.AcquirePointer(ref _start);
    }

    public long Length { get; }

    /// <returns>Null when the segment is not laid out as this class knows: the caller falls back on Lucene.Net's enumerators.</returns>
    public static PostingsFile? Open(SegmentReader reader)
    {
        // PerFieldPostingsFormat's suffix for the default format, which all our fields share.
        var name = reader.SegmentName + "_Lucene41_0.doc";
        if (reader.Directory is not FSDirectory directory || !File.Exists(System.IO.Path.Combine(directory.Directory.FullName, name)))
        {
            return null;
        }

        using var header = directory.OpenInput(name, IOContext.READ_ONCE);
        CodecUtil.CheckHeader(header, "Lucene41PostingsWriterDoc", 0, 2);
        var file = new PostingsFile(System.IO.Path.Combine(directory.Directory.FullName, name));
        _ = header.ReadVInt32(); // packed-integers version: the two layouts are the same in all
        for (var bits = 1; bits <= 32; bits++)
        {
            var code = header.ReadVInt32();
            file._singleBlock[bits] = code >>> 5 == 1;
            if ((code & 31) + 1 != bits)
            {
                file.Dispose();
                return null;
            }
        }

        return file;
    }

    /// <summary>Where a term's postings start; null with the document itself when the term stands in one only.</summary>
    public static (long Start, int SingleDocument) Place(TermState state) =>
        state is Lucene41PostingsWriter.Int32BlockTermState blocks ? (DocStart(blocks), Single(blocks)) : throw new InvalidDataException("Unknown term state.");

    /// <summary>Reads a whole block's documents.</summary>
    /// <returns>Where its frequencies start.</returns>
    public long Documents(long at, int before, int* documents)
    {
        var next = Block(at, documents);
        PackedBlock.Sum(documents, before);
        return next;
    }

    /// <summary>Reads a whole block's frequencies.</summary>
    /// <returns>Where the next block starts.</returns>
    public long Frequencies(long at, int* frequencies) => Block(at, frequencies);

    /// <summary>One frequency of a whole block.</summary>
    public int Frequency(long at, int index)
    {
        Check(at, 1);
        var bits = _start[at];
        if (bits == 0)
        {
            at++;
            return VInt(ref at);
        }

        Check(at, 1 + bits * (PackedBlock.Size / 8));
        return bits <= 32 ? PackedBlock.One(_start + at + 1, index, bits, _singleBlock[bits]) : throw Damaged(at);
    }

    /// <summary>Reads the pairs after the last whole block.</summary>
    public void Tail(long at, int before, int count, int* documents, int* frequencies)
    {
        for (var i = 0; i < count; i++)
        {
            var code = VInt(ref at);
            before += code >>> 1;
            documents[i] = before;
            frequencies[i] = (code & 1) != 0 ? 1 : VInt(ref at);
        }
    }

    public void Dispose()
    {
        _view.SafeMemoryMappedViewHandle.ReleasePointer();
        _view.Dispose();
        _file.Dispose();
    }

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "docStartFP")]
    private static extern ref long DocStart(Lucene41PostingsWriter.Int32BlockTermState state);

    [UnsafeAccessor(UnsafeAccessorKind.Field, Name = "singletonDocID")]
    private static extern ref int Single(Lucene41PostingsWriter.Int32BlockTermState state);

    private long Block(long at, int* values)
    {
        Check(at, 1);
        var bits = _start[at++];
        if (bits == 0)
        {
            var all = Vector256.Create(VInt(ref at));
            for (var i = 0; i < PackedBlock.Size; i += 8)
            {
                Vector256.Store(all, values + i);
            }

            return at;
        }

        PackedBlock.Decode(_start + at, Length - at, bits, bits <= 32 && _singleBlock[bits], values);
        return at + bits * (PackedBlock.Size / 8);
    }

    private int VInt(ref long at)
    {
        var value = 0;
        for (var shift = 0; ; shift += 7)
        {
            Check(at, 1);
            var part = _start[at++];
            value |= (part & 0x7F) << shift;
            if (part < 0x80)
            {
                return value;
            }
        }
    }

    private void Check(long at, int bytes)
    {
        if (at < 0 || at > Length - bytes)
        {
            throw Damaged(at);
        }
    }

    private static InvalidDataException Damaged(long at) => new($"The postings file is damaged at byte {at}.");
}

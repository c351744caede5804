using System.IO.Hashing;
using System.Text;
using Lucene.Net.Codecs.Lucene41;
using Lucene.Net.Index;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Kept beside one field of one segment: for each frequent term, where each block of 128 postings starts, its last document, and the
/// most that any of its documents can gain from the term. This is what lets a top-k query pass over most of the postings (block-max: Ding and Suel
/// 2011). About 4 bytes for 128 postings. Bounds are of tf / (tf + k1 · (1 − b + b · length / average length)), without the term's weight.
/// </summary>
internal sealed class BlockTable
{
    /// <summary>Rarer terms are read whole: two full blocks at most, then a tail.</summary>
    public const int RareBelow = 3 * PackedBlock.Size;

    private const int FileFormat = 1;

    /// <summary>By term, in term order, which is also the order of the postings.</summary>
    private readonly long[] _starts;
    private readonly int[] _firstBlocks;
    private readonly float[] _termBounds;

    private readonly int[] _lastDocuments;
    private readonly int[] _offsets;
    private readonly byte[] _bounds;

    private BlockTable(float averageLength, long[] starts, int[] firstBlocks, float[] termBounds, int[] lastDocuments, int[] offsets, byte[] bounds)
    {
        AverageLength = averageLength;
        (_starts, _firstBlocks, _termBounds) = (starts, firstBlocks, termBounds);
        (_lastDocuments, _offsets, _bounds) = (lastDocuments, offsets, bounds);
    }

    /// <summary>The average length that the bounds were computed with.</summary>
    public float AverageLength { get; }

    /// <summary>Last documents of a term's blocks, in order.</summary>
    public ReadOnlySpan<int> LastDocuments => _lastDocuments;

    /// <summary>Where blocks start, from the start of their term.</summary>
    public ReadOnlySpan<int> Offsets => _offsets;

    /// <summary>Bounds of blocks in 255ths of their term's bound, rounded up.</summary>
    public ReadOnlySpan<byte> Bounds => _bounds;

    /// <summary>Finds the blocks of a term.</summary>
    /// <returns>The first, how many, and the term's bound; false when the term is rare.</returns>
    public bool TryFind(long start, out int first, out int count, out float bound)
    {
        var term = Array.BinarySearch(_starts, start);
        (first, count, bound) = term < 0 ? default : (_firstBlocks[term], _firstBlocks[term + 1] - _firstBlocks[term], _termBounds[term]);
        return term >= 0;
    }

    /// <summary>Reads every frequent term's postings once: a fraction of a second for a million paragraphs.</summary>
    /// <param name="lengthPart">k1 · (1 − b + b · length / average) for each norm byte.</param>
    public static unsafe BlockTable Build(Terms? terms, PostingsFile file, byte[] norms, ReadOnlySpan<float> lengthPart, float averageLength)
    {
        var (starts, firstBlocks, termBounds) = (new List<long>(), new List<int>(), new List<float>());
        var (lastDocuments, offsets, bounds) = (new List<int>(), new List<int>(), new List<byte>());
        var documents = stackalloc int[PackedBlock.Size];
        var frequencies = stackalloc int[PackedBlock.Size];
        var blockBounds = new List<float>();
        for (var term = terms?.GetEnumerator(); term is not null && term.MoveNext();)
        {
            if (term.DocFreq < RareBelow)
            {
                continue;
            }

            var start = PostingsFile.Place(term.GetTermState()).Start;
            starts.Add(start);
            firstBlocks.Add(lastDocuments.Count);
            blockBounds.Clear();
            var (at, before) = (start, 0);
            for (var left = term.DocFreq; left > 0; left -= PackedBlock.Size)
            {
                offsets.Add(checked((int)(at - start)));
                var count = Math.Min(left, PackedBlock.Size);
                if (count == PackedBlock.Size)
                {
                    at = file.Frequencies(file.Documents(at, before, documents), frequencies);
                }
                else
                {
                    file.Tail(at, before, count, documents, frequencies);
                }

                var most = 0f;
                for (var i = 0; i < count; i++)
                {
                    most = Math.Max(most, frequencies[i] / (frequencies[i] + lengthPart[norms[documents[i]]]));
                }

                before = documents[count - 1];
                lastDocuments.Add(before);
                blockBounds.Add(most);
            }

            var bound = Math.Max(blockBounds.Max(), float.Epsilon);
            termBounds.Add(bound);
            bounds.AddRange(blockBounds.Select(most => (byte)Math.Min(255, (int)Math.Ceiling(most / bound * 255))));
        }

        firstBlocks.Add(lastDocuments.Count);
        return new BlockTable(averageLength, [.. starts], [.. firstBlocks], [.. termBounds], [.. lastDocuments], [.. offsets], [.. bounds]);
    }

    /// <param name="identity">What the table was made from; reading asks for the same.</param>
    public void Save(string path, string identity)
    {
        using var memory = new MemoryStream();
        using (var writer = new BinaryWriter(memory, Encoding.UTF8, leaveOpen: true))
        {
            writer.Write(FileFormat);
            writer.Write(identity);
            writer.Write(AverageLength);
            writer.Write(_starts.Length);
            writer.Write(_lastDocuments.Length);
            var previous = 0L;
            for (var term = 0; term < _starts.Length; term++)
            {
                writer.Write7BitEncodedInt64(_starts[term] - previous);
                writer.Write7BitEncodedInt(_firstBlocks[term + 1] - _firstBlocks[term]);
                writer.Write(_termBounds[term]);
                previous = _starts[term];
                var (before, offset) = (0, 0);
                for (var block = _firstBlocks[term]; block < _firstBlocks[term + 1]; block++)
                {
                    writer.Write7BitEncodedInt(_lastDocuments[block] - before);
                    writer.Write7BitEncodedInt(_offsets[block] - offset);
                    writer.Write(_bounds[block]);
                    (before, offset) = (_lastDocuments[block], _offsets[block]);
                }
            }
        }

        var bytes = memory.GetBuffer().AsSpan(0, (int)memory.Length);
        var temporary = $"{path}.{Environment.ProcessId}.new";
        using (var stream = File.Create(temporary))
        {
            stream.Write(bytes);
            stream.Write(Crc32.Hash(bytes));
        }

        File.Move(temporary, path, overwrite: true);
    }

    /// <returns>Null when there is none, or it is damaged or of another segment: it is made again.</returns>
    public static BlockTable? Load(string path, string identity)
    {
        if (!File.Exists(path))
        {
            return null;
        }

        var bytes = File.ReadAllBytes(path);
        if (bytes.Length < 4 || !Crc32.Hash(bytes.AsSpan(..^4)).AsSpan().SequenceEqual(bytes.AsSpan(^4..)))
        {
            return null;
        }

        using var reader = new BinaryReader(new MemoryStream(bytes, writable: false), Encoding.UTF8);
        if (reader.ReadInt32() != FileFormat || reader.ReadString() != identity)
        {
            return null;
        }

        var averageLength = reader.ReadSingle();
        var (terms, blocks) = (reader.ReadInt32(), reader.ReadInt32());
        var (starts, firstBlocks, termBounds) = (new long[terms], new int[terms + 1], new float[terms]);
        var (lastDocuments, offsets, bounds) = (new int[blocks], new int[blocks], new byte[blocks]);
        var (previous, block) = (0L, 0);
        for (var term = 0; term < terms; term++)
        {
            starts[term] = previous += reader.Read7BitEncodedInt64();
            var count = reader.Read7BitEncodedInt();
            termBounds[term] = reader.ReadSingle();
            firstBlocks[term + 1] = firstBlocks[term] + count;
            for (var (before, offset) = (0, 0); count > 0; count--, block++)
            {
                lastDocuments[block] = before += reader.Read7BitEncodedInt();
                offsets[block] = offset += reader.Read7BitEncodedInt();
                bounds[block] = reader.ReadByte();
            }
        }

        return new BlockTable(averageLength, starts, firstBlocks, termBounds, lastDocuments, offsets, bounds);
    }
}

using System.Buffers.Binary;
using System.Numerics;
using System.Runtime.InteropServices;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// How a row of the vector file lies: paragraph key, article key (8 bytes each), scale, check sum (4 each), then the bytes. Little-endian. A
/// row whose key is 0 is dead; one whose check sum fails is damaged and its paragraph is encoded again.
/// </summary>
internal static class VectorRow
{
    public const int ArticleOffset = 8;
    public const int ScaleOffset = 16;
    public const int HeaderBytes = 24;

    private const int CheckOffset = 20;

    public static int Bytes(int dimension) => HeaderBytes + QuantisedVector.Padded(dimension);

    public static void Write(Span<byte> row, long key, long article, ReadOnlySpan<float> vector)
    {
        BinaryPrimitives.WriteInt64LittleEndian(row, key);
        BinaryPrimitives.WriteInt64LittleEndian(row[ArticleOffset..], article);
        var scale = QuantisedVector.ToBytes(vector, MemoryMarshal.Cast<byte, sbyte>(row[HeaderBytes..]));
        BinaryPrimitives.WriteSingleLittleEndian(row[ScaleOffset..], scale);
        BinaryPrimitives.WriteUInt32LittleEndian(row[CheckOffset..], Check(row));
    }

    public static long Key(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadInt64LittleEndian(row);

    public static long Article(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadInt64LittleEndian(row[ArticleOffset..]);

    public static bool IsSound(ReadOnlySpan<byte> row) => BinaryPrimitives.ReadUInt32LittleEndian(row[CheckOffset..]) == Check(row);

    private static uint Check(ReadOnlySpan<byte> row)
    {
        var check = ~0u;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(row[..ScaleOffset]))
        {
            check = BitOperations.Crc32C(check, word);
        }

        check = BitOperations.Crc32C(check, BinaryPrimitives.ReadUInt32LittleEndian(row[ScaleOffset..]));
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(row[HeaderBytes..]))
        {
            check = BitOperations.Crc32C(check, word);
        }

        return check;
    }
}

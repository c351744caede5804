using System.Numerics;
using System.Numerics.Tensors;
using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;
using System.Runtime.Intrinsics.X86;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// Vectors as signed bytes with one scale each: a quarter of the size, and no measured loss of rank. The asked-for vector stays finer
/// (12 bits), which costs nothing: bytes are widened to 16 bits before they are multiplied anyway.
/// </summary>
internal static unsafe class QuantisedVector
{
    private const float ByteRange = 127;
    private const float QueryRange = 2047;

    /// <summary>Vectors are padded with zeros to a multiple of this.</summary>
    public const int Block = 64;

    public static int Padded(int dimension) => (dimension + Block - 1) / Block * Block;

    /// <summary>Rounds a vector to bytes.</summary>
    /// <returns>The scale: value ≈ byte × scale.</returns>
    public static float ToBytes(ReadOnlySpan<float> vector, Span<sbyte> bytes)
    {
        bytes.Clear();
        var scale = Scale(vector, ByteRange);
        for (var i = 0; i < vector.Length; i++)
        {
            bytes[i] = (sbyte)MathF.Round(vector[i] / scale);
        }

        return scale;
    }

    /// <summary>Rounds the asked-for vector to 12 bits.</summary>
    public static float ToShorts(ReadOnlySpan<float> vector, Span<short> shorts)
    {
        shorts.Clear();
        var scale = Scale(vector, QueryRange);
        for (var i = 0; i < vector.Length; i++)
        {
            shorts[i] = (short)MathF.Round(vector[i] / scale);
        }

        return scale;
    }

    /// <summary>One bit a number: is it above 0.</summary>
    public static void Signs<T>(ReadOnlySpan<T> vector, Span<ulong> signs)
        where T : INumber<T>
    {
        signs.Clear();
        for (var i = 0; i < vector.Length; i++)
        {
            signs[i >> 6] |= vector[i] > T.Zero ? 1UL << (i & 63) : 0;
        }
    }

    /// <summary>The signs of bytes, 64 at a time.</summary>
    public static void Signs(sbyte* vector, Span<ulong> signs)
    {
        for (var i = 0; i < signs.Length; i++)
        {
            signs[i] = Vector512.GreaterThan(Vector512.Load(vector + i * Block), Vector512<sbyte>.Zero).ExtractMostSignificantBits();
        }
    }

    /// <summary>In how many bits two sign patterns differ.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Differences(ulong* left, ulong* right, int words)
    {
        int even = 0, odd = 0;
        for (var i = 0; i + 1 < words; i += 2)
        {
            even += BitOperations.PopCount(left[i] ^ right[i]);
            odd += BitOperations.PopCount(left[i + 1] ^ right[i + 1]);
        }

        return even + odd + (words % 2 == 0 ? 0 : BitOperations.PopCount(left[words - 1] ^ right[words - 1]));
    }

    /// <summary>Σ row × query; 512 × 127 × 2047 fits 32 bits up to 8,192 numbers.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Dot(sbyte* row, short* query, int length)
    {
        if (Avx512BW.IsSupported)
        {
            Vector512<int> even = default, odd = default;
            for (var i = 0; i < length; i += 64)
            {
                even += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i)), Vector512.Load(query + i));
                odd += Avx512BW.MultiplyAddAdjacent(Avx512BW.ConvertToVector512Int16(Vector256.Load(row + i + 32)), Vector512.Load(query + i + 32));
            }

            return Vector512.Sum(even + odd);
        }

        if (Avx2.IsSupported)
        {
            Vector256<int> even = default, odd = default;
            for (var i = 0; i < length; i += 32)
            {
                even += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(row + i)), Vector256.Load(query + i));
                odd += Avx2.MultiplyAddAdjacent(Avx2.ConvertToVector256Int16(Vector128.Load(row + i + 16)), Vector256.Load(query + i + 16));
            }

            return Vector256.Sum(even + odd);
        }

        return PortableDot(row, query, length);
    }

    /// <summary>The same on any processor, 8 numbers at a time.</summary>
    internal static int PortableDot(sbyte* row, short* query, int length)
    {
        var sum = Vector128<int>.Zero;
        for (var i = 0; i < length; i += 8)
        {
            var (r, q) = (Vector128.WidenLower(Vector128.CreateScalar(*(long*)(row + i)).AsSByte()), Vector128.Load(query + i));
            sum += Vector128.WidenLower(r) * Vector128.WidenLower(q) + Vector128.WidenUpper(r) * Vector128.WidenUpper(q);
        }

        return Vector128.Sum(sum);
    }

    private static float Scale(ReadOnlySpan<float> vector, float range) =>
        MathF.Abs(TensorPrimitives.MaxMagnitude(vector)) is > 0 and var largest ? largest / range : 1;
}

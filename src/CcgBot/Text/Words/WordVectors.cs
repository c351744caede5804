using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text;

namespace CcgBot.Text.Words;

/// <summary>
/// How alike the 25,000 most frequent English index terms are in meaning: GloVe's vectors (Pennington et al. 2014), pulled towards WordNet's neighbours
/// (Faruqui et al. 2015) and cut to 48 numbers. The table is written by <c>assets/words/words.mjs</c>.
/// </summary>
public static class WordVectors
{
    private const int HeadBytes = 12;

    private static readonly Lazy<Vectors> Table = new(Read);

    /// <returns>The term's number for <see cref="Likeness"/>; −1 for a term without a vector: a rare word, a name, a number.</returns>
    public static int Find(string term) => Table.Value.Numbers.GetValueOrDefault(term, -1);

    /// <summary>The numbers of those terms that have a vector.</summary>
    public static int[] FindAll(IEnumerable<string> terms) => [.. terms.Select(Find).Where(number => number >= 0)];

    /// <summary>The cosine of two terms, −1..1: some 0.8 for words of one meaning, 0.3 for related ones, 0 for others.</summary>
    /// <param name="first">A number that <see cref="Find"/> gave.</param>
    /// <param name="second">Another.</param>
    public static float Likeness(int first, int second)
    {
        var (values, size, _) = Table.Value;
        return TensorPrimitives.Dot<float>(values.AsSpan(first * size, size), values.AsSpan(second * size, size));
    }

    private static Vectors Read()
    {
        using var stream = typeof(WordVectors).Assembly.GetManifestResourceStream("CcgBot.Text.Words.vectors.bin")!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        var (count, size, textBytes) = (Int(bytes, 0), Int(bytes, 4), Int(bytes, 8));
        var numbers = new Dictionary<string, int>(count, StringComparer.Ordinal);
        foreach (var term in Encoding.ASCII.GetString(bytes, HeadBytes, textBytes).Split('\n'))
        {
            numbers.Add(term, numbers.Count);
        }

        var values = new float[count * size];
        TensorPrimitives.ConvertTruncating(MemoryMarshal.Cast<byte, sbyte>(bytes.AsSpan(HeadBytes + textBytes)), values.AsSpan());
        for (var i = 0; i < count; i++)
        {
            var vector = values.AsSpan(i * size, size);
            TensorPrimitives.Divide(vector, Math.Max(1, TensorPrimitives.Norm<float>(vector)), vector);
        }

        return new Vectors(values, size, numbers);
    }

    private static int Int(byte[] bytes, int at) => BinaryPrimitives.ReadInt32LittleEndian(bytes.AsSpan(at));

    /// <param name="Values">Of length 1, one behind another.</param>
    /// <param name="Size">Numbers of one vector.</param>
    /// <param name="Numbers">Term → which vector.</param>
    private sealed record Vectors(float[] Values, int Size, Dictionary<string, int> Numbers);
}

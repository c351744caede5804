using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public unsafe class QuantisedVectorTests
{
    [Theory]
    [InlineData(64)]
    [InlineData(384)]
    [InlineData(512)]
    [InlineData(1_000)]
    public void Products_of_bytes_are_near_products_of_floats_on_every_path(int dimension)
    {
        var random = new Random(3);
        var width = QuantisedVector.Padded(dimension);
        for (var round = 0; round < 50; round++)
        {
            float[] left = Unit(random, dimension), right = Unit(random, dimension);
            var bytes = new sbyte[width];
            var shorts = new short[width];
            var scale = QuantisedVector.ToBytes(left, bytes) * QuantisedVector.ToShorts(right, shorts);
            var exact = left.Zip(right, (l, r) => l * r).Sum();
            fixed (sbyte* row = bytes)
            fixed (short* query = shorts)
            {
                Assert.Equal(exact, QuantisedVector.Dot(row, query, width) * scale, 0.005f);
                Assert.Equal(QuantisedVector.Dot(row, query, width), QuantisedVector.PortableDot(row, query, width));
            }
        }
    }

    [Fact]
    public void Signs_of_bytes_and_of_floats_are_the_same_bits()
    {
        var vector = Unit(new Random(5), 512);
        var bytes = new sbyte[512];
        QuantisedVector.ToBytes(vector.Select(number => MathF.Abs(number) < 0.001f ? 0.01f : number).ToArray(), bytes);
        ulong[] fromBytes = new ulong[8], fromFloats = new ulong[8];
        fixed (sbyte* row = bytes)
        {
            QuantisedVector.Signs(row, fromBytes);
        }

        QuantisedVector.Signs<sbyte>(bytes, fromFloats);
        Assert.Equal(fromFloats, fromBytes);
    }

    [Fact]
    public void The_zero_vector_stays_zero()
    {
        var bytes = new sbyte[64];
        Assert.Equal(1, QuantisedVector.ToBytes(new float[64], bytes));
        Assert.All(bytes, number => Assert.Equal(0, number));
    }

    private static float[] Unit(Random random, int dimension)
    {
        float[] vector = [.. Enumerable.Range(0, dimension).Select(_ => random.NextSingle() - 0.5f)];
        var length = MathF.Sqrt(vector.Sum(number => number * number));
        return [.. vector.Select(number => number / length)];
    }
}

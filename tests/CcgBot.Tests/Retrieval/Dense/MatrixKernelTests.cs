using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

public unsafe class MatrixKernelTests
{
    [Theory]
    [InlineData(1, 1, 1)]
    [InlineData(3, 17, 5)]
    [InlineData(8, 64, 32)]
    [InlineData(13, 100, 70)]
    [InlineData(40, 31, 128)]
    public void Product_plus_bias_equals_the_plain_sum(int rows, int depth, int columns)
    {
        var random = new Random(7);
        float[] a = Numbers(random, rows * depth), b = Numbers(random, depth * columns), bias = Numbers(random, columns);
        foreach (var wide in new[] { true, false })
        {
            foreach (var then in Enum.GetValues<Then>())
            {
                var product = Product(a, b, bias, rows, depth, columns, then, wide);
                for (var row = 0; row < rows; row++)
                {
                    for (var column = 0; column < columns; column++)
                    {
                        var sum = bias[column] + Enumerable.Range(0, depth).Sum(k => a[row * depth + k] * b[k * columns + column]);
                        var expected = then switch { Then.Rectify => Math.Max(sum, 0), Then.Add => sum + 1, _ => sum };
                        Assert.Equal(expected, product(row, column), 1e-3f);
                    }
                }
            }
        }
    }

    private static Func<int, int, float> Product(float[] a, float[] b, float[] bias, int rows, int depth, int columns, Then then, bool wide)
    {
        var (padded, stride) = (PackedMatrix.RoundUp(rows, MatrixKernel.RowBlock), PackedMatrix.RoundUp(columns, PackedMatrix.PanelWidth));
        using var packed = new PackedMatrix(b, depth, columns);
        using var left = new NativeBuffer([.. a, .. new float[(padded - rows) * depth]]);
        using var biases = new NativeBuffer([.. bias, .. new float[stride - columns]]);
        using var target = new NativeBuffer([.. Enumerable.Repeat(1f, padded * stride)]);
        MatrixKernel.Multiply(left.Data, depth, rows, packed, biases.Data, target.Data, stride, then, wide);
        var result = target.Slice(0, padded * stride).ToArray();
        return (row, column) => result[row * stride + column];
    }

    private static float[] Numbers(Random random, int count) => [.. Enumerable.Range(0, count).Select(_ => random.NextSingle() - 0.5f)];
}

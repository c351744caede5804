using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// C = A · B + bias, in blocks of rows by 32 columns held in registers: 8 rows where 512-bit vectors are native, else 4 rows by 16
/// columns in 256-bit ones. System.Numerics.Tensors has no matrix product; a dot product a cell was measured 5 times slower.
/// </summary>
internal static unsafe class MatrixKernel
{
    /// <summary>Buffers for A and C need their rows rounded up to this: the last block reads and writes whole.</summary>
    public const int RowBlock = 8;

    /// <param name="a">Row-major, <paramref name="rows"/> (rounded up to <see cref="RowBlock"/>) by b.Rows.</param>
    /// <param name="strideA">Floats from one row of A to the next.</param>
    /// <param name="bias">One number a column, or null for 0.</param>
    /// <param name="c">Row-major; the columns are rounded up to 32.</param>
    /// <param name="then">What becomes of A · B + bias.</param>
    public static void Multiply(float* a, int strideA, int rows, PackedMatrix b, float* bias, float* c, int strideC, Then then = Then.Store) =>
        Multiply(a, strideA, rows, b, bias, c, strideC, then, Vector512.IsHardwareAccelerated);

    /// <param name="wide">Whether to use 512-bit vectors.</param>
    internal static void Multiply(float* a, int strideA, int rows, PackedMatrix b, float* bias, float* c, int strideC, Then then, bool wide)
    {
        var depth = b.Rows;
        for (var column = 0; column < b.Columns; column += PackedMatrix.PanelWidth)
        {
            var panel = b.Data + column * depth;
            var panelBias = bias is null ? null : bias + column;
            for (var row = 0; row < rows; row += RowBlock)
            {
                if (wide)
                {
                    Block512(a + row * strideA, strideA, depth, panel, panelBias, c + row * strideC + column, strideC, then);
                    continue;
                }

                for (var half = 0; half < RowBlock; half += 4)
                {
                    float* rowA = a + (row + half) * strideA, rowC = c + (row + half) * strideC + column;
                    Block256(rowA, strideA, depth, panel, panelBias, rowC, strideC, then);
                    Block256(rowA, strideA, depth, panel + 16, panelBias is null ? null : panelBias + 16, rowC + 16, strideC, then);
                }
            }
        }
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block512(float* a, int strideA, int depth, float* b, float* bias, float* c, int strideC, Then then)
    {
        var left = bias is null ? Vector512<float>.Zero : Vector512.Load(bias);
        var right = bias is null ? Vector512<float>.Zero : Vector512.Load(bias + 16);
        Vector512<float> l0 = left, l1 = left, l2 = left, l3 = left, l4 = left, l5 = left, l6 = left, l7 = left;
        Vector512<float> r0 = right, r1 = right, r2 = right, r3 = right, r4 = right, r5 = right, r6 = right, r7 = right;
        float* a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA, a4 = a3 + strideA, a5 = a4 + strideA, a6 = a5 + strideA, a7 = a6 + strideA;
        for (var k = 0; k < depth; k++, b += 32)
        {
            Vector512<float> bl = Vector512.LoadAligned(b), br = Vector512.LoadAligned(b + 16);
            var x = Vector512.Create(a[k]);
            l0 = Vector512.FusedMultiplyAdd(x, bl, l0);
            r0 = Vector512.FusedMultiplyAdd(x, br, r0);
            x = Vector512.Create(a1[k]);
            l1 = Vector512.FusedMultiplyAdd(x, bl, l1);
            r1 = Vector512.FusedMultiplyAdd(x, br, r1);
            x = Vector512.Create(a2[k]);
            l2 = Vector512.FusedMultiplyAdd(x, bl, l2);
            r2 = Vector512.FusedMultiplyAdd(x, br, r2);
            x = Vector512.Create(a3[k]);
            l3 = Vector512.FusedMultiplyAdd(x, bl, l3);
            r3 = Vector512.FusedMultiplyAdd(x, br, r3);
            x = Vector512.Create(a4[k]);
            l4 = Vector512.FusedMultiplyAdd(x, bl, l4);
            r4 = Vector512.FusedMultiplyAdd(x, br, r4);
            x = Vector512.Create(a5[k]);
            l5 = Vector512.FusedMultiplyAdd(x, bl, l5);
            r5 = Vector512.FusedMultiplyAdd(x, br, r5);
            x = Vector512.Create(a6[k]);
            l6 = Vector512.FusedMultiplyAdd(x, bl, l6);
            r6 = Vector512.FusedMultiplyAdd(x, br, r6);
            x = Vector512.Create(a7[k]);
            l7 = Vector512.FusedMultiplyAdd(x, bl, l7);
            r7 = Vector512.FusedMultiplyAdd(x, br, r7);
        }

        Finish(l0, r0, c, then);
        Finish(l1, r1, c += strideC, then);
        Finish(l2, r2, c += strideC, then);
        Finish(l3, r3, c += strideC, then);
        Finish(l4, r4, c += strideC, then);
        Finish(l5, r5, c += strideC, then);
        Finish(l6, r6, c += strideC, then);
        Finish(l7, r7, c + strideC, then);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static void Block256(float* a, int strideA, int depth, float* b, float* bias, float* c, int strideC, Then then)
    {
        var left = bias is null ? Vector256<float>.Zero : Vector256.Load(bias);
        var right = bias is null ? Vector256<float>.Zero : Vector256.Load(bias + 8);
        Vector256<float> l0 = left, l1 = left, l2 = left, l3 = left, r0 = right, r1 = right, r2 = right, r3 = right;
        float* a1 = a + strideA, a2 = a1 + strideA, a3 = a2 + strideA;
        for (var k = 0; k < depth; k++, b += 32)
        {
            Vector256<float> bl = Vector256.LoadAligned(b), br = Vector256.LoadAligned(b + 8);
            var x = Vector256.Create(a[k]);
            l0 = Vector256.FusedMultiplyAdd(x, bl, l0);
            r0 = Vector256.FusedMultiplyAdd(x, br, r0);
            x = Vector256.Create(a1[k]);
            l1 = Vector256.FusedMultiplyAdd(x, bl, l1);
            r1 = Vector256.FusedMultiplyAdd(x, br, r1);
            x = Vector256.Create(a2[k]);
            l2 = Vector256.FusedMultiplyAdd(x, bl, l2);
            r2 = Vector256.FusedMultiplyAdd(x, br, r2);
            x = Vector256.Create(a3[k]);
            l3 = Vector256.FusedMultiplyAdd(x, bl, l3);
            r3 = Vector256.FusedMultiplyAdd(x, br, r3);
        }

        Finish(l0, r0, c, then);
        Finish(l1, r1, c += strideC, then);
        Finish(l2, r2, c += strideC, then);
        Finish(l3, r3, c + strideC, then);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector512<float> left, Vector512<float> right, float* c, Then then)
    {
        if (then == Then.Rectify)
        {
            (left, right) = (Vector512.Max(left, Vector512<float>.Zero), Vector512.Max(right, Vector512<float>.Zero));
        }
        else if (then == Then.Add)
        {
            (left, right) = (left + Vector512.Load(c), right + Vector512.Load(c + 16));
        }

        left.Store(c);
        right.Store(c + 16);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static void Finish(Vector256<float> left, Vector256<float> right, float* c, Then then)
    {
        if (then == Then.Rectify)
        {
            (left, right) = (Vector256.Max(left, Vector256<float>.Zero), Vector256.Max(right, Vector256<float>.Zero));
        }
        else if (then == Then.Add)
        {
            (left, right) = (left + Vector256.Load(c), right + Vector256.Load(c + 8));
        }

        left.Store(c);
        right.Store(c + 8);
    }
}

/// <summary>What becomes of a product: stored, stored where above 0, or added to what is there.</summary>
internal enum Then
{
    Store,
    Rectify,
    Add,
}

using System.Diagnostics.CodeAnalysis;
using System.Runtime.InteropServices;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// The right side of a matrix product, laid out for <see cref="MatrixKernel"/>: panels of 32 columns, each panel row after row, so that
/// the inner loop reads memory in one straight line. Outside the garbage-collected heap and aligned to cache lines.
/// </summary>
internal sealed unsafe class PackedMatrix : IDisposable
{
    public const int PanelWidth = 32;

    private readonly int _capacity;
    private float* _data;

    public PackedMatrix(int maxRows, int maxColumns)
    {
        _capacity = maxRows * RoundUp(maxColumns, PanelWidth);
        _data = (float*)NativeMemory.AlignedAlloc((nuint)_capacity * sizeof(float), 64);
        NativeMemory.Clear(_data, (nuint)_capacity * sizeof(float));
        (Rows, Columns) = (maxRows, maxColumns);
    }

    /// <summary>Packs a row-major matrix.</summary>
    public PackedMatrix(ReadOnlySpan<float> values, int rows, int columns)
        : this(rows, columns)
    {
        fixed (float* source = values)
        {
            Pack(source, columns, rows, columns);
        }
    }

    [SuppressMessage("Design", "CA1063", Justification = "Only frees native memory.")]
    ~PackedMatrix() => Free();

    public int Rows { get; private set; }

    public int Columns { get; private set; }

    public float* Data => _data;

    public static int RoundUp(int value, int multiple) => (value + multiple - 1) / multiple * multiple;

    /// <summary>Packs a row-major matrix whose rows are <paramref name="stride"/> apart.</summary>
    public void Pack(float* source, int stride, int rows, int columns)
    {
        Shape(rows, columns);
        for (var panel = 0; panel < columns; panel += PanelWidth)
        {
            var target = _data + panel * rows;
            var width = Math.Min(PanelWidth, columns - panel);
            for (var row = 0; row < rows; row++, target += PanelWidth)
            {
                new ReadOnlySpan<float>(source + row * stride + panel, width).CopyTo(new Span<float>(target, PanelWidth));
            }
        }
    }

    /// <summary>Packs the transpose: the source has a row for each column here.</summary>
    public void PackTransposed(float* source, int stride, int rows, int columns)
    {
        Shape(rows, columns);
        for (var panel = 0; panel < columns; panel += PanelWidth)
        {
            var target = _data + panel * rows;
            var width = Math.Min(PanelWidth, columns - panel);
            for (var column = 0; column < width; column++)
            {
                var from = source + (panel + column) * stride;
                for (var row = 0; row < rows; row++)
                {
                    target[row * PanelWidth + column] = from[row];
                }
            }
        }
    }

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Shape(int rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThan(rows * RoundUp(columns, PanelWidth), _capacity);
        (Rows, Columns) = (rows, columns);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(_data);
        _data = null;
    }
}

using System.Runtime.InteropServices;

namespace CcgBot.Retrieval.Dense;

/// <summary>Floats outside the garbage-collected heap, aligned to cache lines, zero at first.</summary>
internal sealed unsafe class NativeBuffer : IDisposable
{
    public NativeBuffer(int length)
    {
        Data = (float*)NativeMemory.AlignedAlloc((nuint)length * sizeof(float), 64);
        NativeMemory.Clear(Data, (nuint)length * sizeof(float));
        Length = length;
    }

    public NativeBuffer(ReadOnlySpan<float> values)
        : this(values.Length) => values.CopyTo(new Span<float>(Data, Length));

    ~NativeBuffer() => Free();

    public int Length { get; }

    public float* Data { get; private set; }

    public Span<float> Slice(int start, int length) => new Span<float>(Data, Length).Slice(start, length);

    public void Dispose()
    {
        Free();
        GC.SuppressFinalize(this);
    }

    private void Free()
    {
        NativeMemory.AlignedFree(Data);
        Data = null;
    }
}

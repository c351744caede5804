using System.Runtime.InteropServices;
using System.Text.Json;

namespace CcgBot.Retrieval.Dense;

/// <summary>The tensors of a TensorFlow.js graph model: <c>model.json</c> names them, its shards hold them one after the other.</summary>
internal sealed class EncoderTensors
{
    private readonly byte[] _bytes;
    private readonly Dictionary<string, (int Start, int[] Shape)> _tensors = [];

    /// <param name="folder">With <c>model.json</c> and its shards.</param>
    /// <exception cref="InvalidDataException">A shard is short, or a tensor is of another kind than 32-bit numbers.</exception>
    public EncoderTensors(string folder)
    {
        using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(folder, "model.json")));
        var manifest = document.RootElement.GetProperty("weightsManifest")[0];
        var length = 0;
        foreach (var weight in manifest.GetProperty("weights").EnumerateArray())
        {
            var shape = weight.GetProperty("shape").EnumerateArray().Select(size => size.GetInt32()).ToArray();
            if (weight.TryGetProperty("quantization", out _) || weight.GetProperty("dtype").GetString() is not ("float32" or "int32"))
            {
                throw new InvalidDataException($"{folder}: tensor {weight.GetProperty("name")} is not of plain 32-bit numbers.");
            }

            _tensors[weight.GetProperty("name").GetString()!] = (length, shape);
            length += sizeof(float) * shape.Aggregate(1, (product, size) => product * size);
        }

        _bytes = new byte[length];
        var filled = 0;
        foreach (var path in manifest.GetProperty("paths").EnumerateArray())
        {
            using var shard = File.OpenRead(Path.Combine(folder, path.GetString()!));
            filled += shard.ReadAtLeast(_bytes.AsSpan(filled), _bytes.Length - filled, throwOnEndOfStream: false);
        }

        if (filled != length)
        {
            throw new InvalidDataException($"{folder}: the shards hold {filled} bytes, model.json promises {length}. Restore them with 'npm ci'.");
        }
    }

    /// <summary>The one tensor whose name ends so, as it lies.</summary>
    public ReadOnlySpan<float> Values(string nameEnd)
    {
        var (start, shape) = Named(nameEnd);
        return MemoryMarshal.Cast<byte, float>(_bytes.AsSpan(start))[..shape.Aggregate(1, (product, size) => product * size)];
    }

    /// <summary>A matrix [in, out] (leading dimensions of 1 dropped), packed; its columns scaled where asked.</summary>
    public PackedMatrix Matrix(string nameEnd, int scaledColumns = 0, float scale = 1)
    {
        var shape = Named(nameEnd).Shape;
        var (rows, columns) = (shape[^2], shape[^1]);
        return new PackedMatrix(Scaled(Values(nameEnd), columns, scaledColumns, scale), rows, columns);
    }

    /// <summary>A vector, its first numbers scaled where asked.</summary>
    public NativeBuffer Vector(string nameEnd, int scaled = 0, float scale = 1) => new(Scaled(Values(nameEnd), Values(nameEnd).Length, scaled, scale));

    private static float[] Scaled(ReadOnlySpan<float> values, int columns, int scaledColumns, float scale)
    {
        var copy = values.ToArray();
        for (var i = 0; scaledColumns > 0 && i < copy.Length; i++)
        {
            copy[i] *= i % columns < scaledColumns ? scale : 1;
        }

        return copy;
    }

    private (int Start, int[] Shape) Named(string nameEnd) =>
        _tensors.Single(tensor => tensor.Key.EndsWith(nameEnd, StringComparison.Ordinal)).Value;
}

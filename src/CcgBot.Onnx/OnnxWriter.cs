using System.Runtime.InteropServices;
using System.Text;

namespace CcgBot.Onnx;

/// <summary>Writes an ONNX model (onnx.proto3): operations in the order in which they run, and weights.</summary>
internal sealed class OnnxWriter
{
    /// <summary>The domain of ONNX Runtime's own operations.</summary>
    public const string Microsoft = "com.microsoft";

    private const int Float = 1;
    private const int Int8 = 3;
    private const int Int64 = 7;

    /// <summary>The graph's fields, piece by piece: weights stay where they are until the model is put together.</summary>
    private readonly List<ReadOnlyMemory<byte>> _graph = [];

    /// <summary>Adds an operation with one output.</summary>
    /// <param name="inputs">An empty name leaves an optional input out.</param>
    /// <param name="attributes">Whole numbers (<see cref="long"/>) and others (<see cref="float"/>).</param>
    /// <returns>The output's name.</returns>
    public string Node(string operation, IEnumerable<string> inputs, string output, string domain = "", params (string Name, object Value)[] attributes)
    {
        using var node = new MemoryStream();
        foreach (var input in inputs)
        {
            Text(node, 1, input);
        }

        Text(node, 2, output);
        Text(node, 4, operation);
        foreach (var (name, value) in attributes)
        {
            using var attribute = new MemoryStream();
            Text(attribute, 1, name);
            if (value is float number)
            {
                attribute.WriteByte(2 << 3 | 5);
                attribute.Write(MemoryMarshal.AsBytes<float>([number]));
                Number(attribute, 20, 1);
            }
            else
            {
                Number(attribute, 3, (long)value);
                Number(attribute, 20, 2);
            }

            Bytes(node, 5, Written(attribute));
        }

        Text(node, 7, domain);
        Add(1, node);
        return output;
    }

    /// <summary>Adds weights as they are.</summary>
    /// <returns>The name.</returns>
    public string Weights(string name, OnnxWeights weights) => Tensor(name, weights.Shape, Float, weights.Bytes);

    /// <summary>Adds an array of numbers, its last side running fastest.</summary>
    /// <returns>The name.</returns>
    public string Weights(string name, IReadOnlyList<int> shape, float[] values) => Tensor(name, shape, Float, MemoryMarshal.AsBytes<float>(values).ToArray());

    /// <inheritdoc cref="Weights(string, IReadOnlyList{int}, float[])"/>
    public string Weights(string name, IReadOnlyList<int> shape, sbyte[] values) => Tensor(name, shape, Int8, MemoryMarshal.AsBytes<sbyte>(values).ToArray());

    /// <summary>Adds one whole number, as an array of one.</summary>
    /// <returns>The name.</returns>
    public string Weights(string name, long value) => Tensor(name, [1], Int64, BitConverter.GetBytes(value));

    /// <summary>The model, from whole numbers to floating-point ones.</summary>
    /// <param name="width">Numbers of the output's last side.</param>
    public byte[] Model(string input, string output, int width)
    {
        using var ends = new MemoryStream();
        Text(ends, 2, "ccgbot");
        Bytes(ends, 11, Value(input, Int64, "batch", "length"));
        Bytes(ends, 12, Value(output, Float, "batch", "tokens", width));
        _graph.Add(ends.ToArray());
        using var before = new MemoryStream();
        Number(before, 1, 8);
        foreach (var (domain, version) in (ReadOnlySpan<(string, long)>)[("", 17), (Microsoft, 1)])
        {
            using var set = new MemoryStream();
            Text(set, 1, domain);
            Number(set, 2, version);
            Bytes(before, 8, Written(set));
        }

        var length = _graph.Sum(piece => (long)piece.Length);
        Tag(before, 7, length);
        var model = new byte[before.Length + length];
        Written(before).CopyTo(model);
        var at = (int)before.Length;
        foreach (var piece in _graph)
        {
            piece.Span.CopyTo(model.AsSpan(at));
            at += piece.Length;
        }

        return model;
    }

    private string Tensor(string name, IReadOnlyList<int> shape, int type, ReadOnlyMemory<byte> values)
    {
        using var tensor = new MemoryStream();
        foreach (var side in shape)
        {
            Number(tensor, 1, side);
        }

        Number(tensor, 2, type);
        Text(tensor, 8, name);
        Tag(tensor, 9, values.Length);
        Add(5, tensor, values);
        return name;
    }

    private void Add(int field, MemoryStream message, ReadOnlyMemory<byte> rest = default)
    {
        using var whole = new MemoryStream();
        Tag(whole, field, message.Length + rest.Length);
        whole.Write(Written(message));
        _graph.Add(whole.ToArray());
        _graph.Add(rest);
    }

    private static byte[] Value(string name, int type, params object[] sides)
    {
        using var shape = new MemoryStream();
        foreach (var side in sides)
        {
            using var dimension = new MemoryStream();
            if (side is int number)
            {
                Number(dimension, 1, number);
            }
            else
            {
                Text(dimension, 2, (string)side);
            }

            Bytes(shape, 1, Written(dimension));
        }

        using var tensor = new MemoryStream();
        Number(tensor, 1, type);
        Bytes(tensor, 2, Written(shape));
        using var kind = new MemoryStream();
        Bytes(kind, 1, Written(tensor));
        using var value = new MemoryStream();
        Text(value, 1, name);
        Bytes(value, 2, Written(kind));
        return value.ToArray();
    }

    private static ReadOnlySpan<byte> Written(MemoryStream stream) => stream.GetBuffer().AsSpan(0, (int)stream.Length);

    private static void Text(MemoryStream to, int field, string text) => Bytes(to, field, Encoding.UTF8.GetBytes(text));

    private static void Bytes(MemoryStream to, int field, ReadOnlySpan<byte> payload)
    {
        Tag(to, field, payload.Length);
        to.Write(payload);
    }

    private static void Tag(MemoryStream to, int field, long length)
    {
        Varint(to, field << 3 | 2);
        Varint(to, length);
    }

    private static void Number(MemoryStream to, int field, long value)
    {
        Varint(to, field << 3);
        Varint(to, value);
    }

    private static void Varint(MemoryStream to, long value)
    {
        var left = (ulong)value;
        for (; left >= 128; left >>= 7)
        {
            to.WriteByte((byte)(left & 127 | 128));
        }

        to.WriteByte((byte)left);
    }
}

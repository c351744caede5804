using System.Runtime.InteropServices;
using System.Text;

namespace CcgBot.Onnx;

/// <summary>What an ONNX model's bytes (onnx.proto3) hold: its operations and its weights.</summary>
internal sealed class OnnxGraph
{
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int InitializerField = 5;
    private const int Float = 1;

    private readonly Dictionary<string, ReadOnlyMemory<byte>> _tensors = new(StringComparer.Ordinal);

    /// <exception cref="InvalidDataException">These are not the bytes of a model.</exception>
    public OnnxGraph(ReadOnlyMemory<byte> model)
    {
        var nodes = new List<OnnxNode>();
        foreach (var (number, payload) in Fields(Fields(model).FirstOrDefault(field => field.Number == GraphField).Payload))
        {
            if (number == NodeField)
            {
                nodes.Add(Node(payload));
            }
            else if (number == InitializerField)
            {
                _tensors[Texts(Fields(payload), 8).FirstOrDefault() ?? ""] = payload;
            }
        }

        Nodes = nodes;
    }

    /// <summary>In the order in which they run.</summary>
    public IReadOnlyList<OnnxNode> Nodes { get; }

    /// <summary>A tensor of the weights.</summary>
    /// <exception cref="InvalidDataException">There is none of the name, or not in 32-bit floating-point numbers.</exception>
    public OnnxWeights Weights(string name)
    {
        if (!_tensors.TryGetValue(name, out var tensor))
        {
            throw new InvalidDataException($"the model has no weights {name}");
        }

        var shape = new List<int>();
        long type = 0;
        var values = ReadOnlyMemory<byte>.Empty;
        foreach (var (number, payload) in Fields(tensor))
        {
            var at = 0;
            switch (number)
            {
                case 1: // one each, or packed
                    while (at < payload.Length)
                    {
                        shape.Add((int)Varint(payload.Span, ref at));
                    }

                    break;
                case 2:
                    type = Varint(payload.Span, ref at);
                    break;
                case 9:
                    values = payload;
                    break;
            }
        }

        return type == Float && values.Length == sizeof(float) * shape.Aggregate(1L, (product, side) => product * side)
            ? new OnnxWeights(shape, values)
            : throw new InvalidDataException($"the model's {name} is not an array of 32-bit floating-point numbers");
    }

    private static OnnxNode Node(ReadOnlyMemory<byte> payload)
    {
        var fields = Fields(payload).ToList();
        return new OnnxNode(Texts(fields, 4).FirstOrDefault() ?? "", [.. Texts(fields, 1)], [.. Texts(fields, 2)]);
    }

    private static IEnumerable<string> Texts(IEnumerable<(int Number, ReadOnlyMemory<byte> Payload)> fields, int number) =>
        fields.Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Payload.Span));

    /// <returns>Each field's number and what it holds.</returns>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Payload)> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var tag = Varint(message.Span, ref at);
            var length = (tag & 7) switch
            {
                0 => Skipped(message.Span, at),
                1 => 8,
                2 => Varint(message.Span, ref at),
                5 => 4,
                _ => throw new InvalidDataException("not an ONNX model"),
            };
            if (length < 0 || length > message.Length - at)
            {
                throw new InvalidDataException("not an ONNX model");
            }

            yield return ((int)(tag >> 3), message.Slice(at, (int)length));
            at += (int)length;
        }
    }

    private static long Skipped(ReadOnlySpan<byte> bytes, int at)
    {
        var end = at;
        Varint(bytes, ref end);
        return end - at;
    }

    private static long Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        long value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
            {
                break;
            }

            var next = bytes[at++];
            value |= (long)(next & 127) << shift;
            if (next < 128)
            {
                return value;
            }
        }

        throw new InvalidDataException("not an ONNX model");
    }
}

/// <summary>One operation of a graph.</summary>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs);

/// <summary>An array of weights, its last side running fastest.</summary>
/// <param name="Bytes">The numbers, little-endian, within the model's own bytes.</param>
internal sealed record OnnxWeights(IReadOnlyList<int> Shape, ReadOnlyMemory<byte> Bytes)
{
    public ReadOnlySpan<float> Values => MemoryMarshal.Cast<byte, float>(Bytes.Span);
}

using System.Text;

namespace CcgBot.Onnx;

/// <summary>An ONNX model as its bytes, read and rewritten field by field (onnx.proto3), weights untouched: for the few changes that a graph needs.</summary>
internal sealed class OnnxGraph
{
    private const int GraphField = 7;
    private const int NodeField = 1;
    private const int InitializerField = 5;

    private readonly ReadOnlyMemory<byte> _model;
    private readonly List<(int Field, ReadOnlyMemory<byte> Bytes, OnnxNode? Node)> _fields = [];

    /// <exception cref="InvalidDataException">These are not the bytes of a model.</exception>
    public OnnxGraph(ReadOnlyMemory<byte> model)
    {
        _model = model;
        var graph = Fields(model).FirstOrDefault(field => field.Number == GraphField).Payload;
        foreach (var (number, whole, payload) in Fields(graph))
        {
            _fields.Add((number, whole, number == NodeField ? Node(payload) : null));
        }
    }

    public IReadOnlyList<OnnxNode> Nodes => [.. _fields.Select(each => each.Node).OfType<OnnxNode>()];

    /// <summary>Has a node take another value for one of its inputs.</summary>
    public void Reconnect(OnnxNode node, string from, string to)
    {
        var at = _fields.FindIndex(field => field.Node == node);
        using var fresh = new MemoryStream();
        foreach (var (number, whole, payload) in Fields(node.Payload))
        {
            if (number == 1 && Encoding.UTF8.GetString(payload.Span) == from)
            {
                Write(fresh, 1, Encoding.UTF8.GetBytes(to));
            }
            else
            {
                fresh.Write(whole.Span);
            }
        }

        _fields[at] = (NodeField, Message(NodeField, fresh.ToArray()), Node(fresh.ToArray()));
    }

    /// <summary>Puts a node before another.</summary>
    public void Insert(OnnxNode before, string operation, IReadOnlyList<string> inputs, string output)
    {
        using var node = new MemoryStream();
        foreach (var input in inputs)
        {
            Write(node, 1, Encoding.UTF8.GetBytes(input));
        }

        Write(node, 2, Encoding.UTF8.GetBytes(output));
        Write(node, 4, Encoding.UTF8.GetBytes(operation));
        _fields.Insert(_fields.FindIndex(field => field.Node == before), (NodeField, Message(NodeField, node.ToArray()), Node(node.ToArray())));
    }

    /// <summary>Adds one whole number as a constant of one dimension.</summary>
    public void Add(string name, long value)
    {
        const int Int64 = 7;
        using var tensor = new MemoryStream();
        tensor.Write([1 << 3, 1, 2 << 3, Int64]);
        Write(tensor, 8, Encoding.UTF8.GetBytes(name));
        Write(tensor, 9, BitConverter.GetBytes(value));
        _fields.Add((InitializerField, Message(InitializerField, tensor.ToArray()), null));
    }

    public byte[] ToArray()
    {
        using var graph = new MemoryStream(_model.Length + 1024);
        foreach (var (number, whole, _) in Fields(_model))
        {
            if (number != GraphField)
            {
                graph.Write(whole.Span);
                continue;
            }

            Varint(graph, GraphField << 3 | 2);
            Varint(graph, _fields.Sum(field => (long)field.Bytes.Length));
            foreach (var (_, bytes, _) in _fields)
            {
                graph.Write(bytes.Span);
            }
        }

        return graph.ToArray();
    }

    private static OnnxNode Node(ReadOnlyMemory<byte> payload)
    {
        var fields = Fields(payload).ToList();
        string[] Texts(int number) => [.. fields.Where(field => field.Number == number).Select(field => Encoding.UTF8.GetString(field.Payload.Span))];
        return new OnnxNode(Texts(4).FirstOrDefault() ?? "", Texts(1), Texts(2), payload);
    }

    private static byte[] Message(int field, byte[] payload)
    {
        using var message = new MemoryStream(payload.Length + 10);
        Write(message, field, payload);
        return message.ToArray();
    }

    private static void Write(MemoryStream to, int field, byte[] payload)
    {
        Varint(to, field << 3 | 2);
        Varint(to, payload.Length);
        to.Write(payload);
    }

    private static void Varint(MemoryStream to, long value)
    {
        for (; value >= 128; value >>= 7)
        {
            to.WriteByte((byte)(value & 127 | 128));
        }

        to.WriteByte((byte)value);
    }

    /// <returns>Each field with its tag and, where it has a length, what it holds.</returns>
    private static IEnumerable<(int Number, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Payload)> Fields(ReadOnlyMemory<byte> message)
    {
        for (var at = 0; at < message.Length;)
        {
            var start = at;
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

            yield return ((int)(tag >> 3), message[start..(at + (int)length)], message.Slice(at, (int)length));
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
/// <param name="Payload">Its message.</param>
internal sealed record OnnxNode(string Operation, IReadOnlyList<string> Inputs, IReadOnlyList<string> Outputs, ReadOnlyMemory<byte> Payload);

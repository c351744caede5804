using System.Runtime.InteropServices;
using System.Text;

namespace CcgBot.Onnx.Tests;

/// <summary>
/// A BERT-shaped ONNX model of a few hundred bytes, written field by field (onnx.proto3): each token's vector is (id, id², 1), looked up in a
/// table; pooled inside the model where asked.
/// </summary>
internal static class TinyModel
{
    public static readonly string[] Vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "rontgen", "blue", "sky", "##s", "query", ":"];

    /// <summary>Writes <c>model.onnx</c> and <c>vocab.txt</c>.</summary>
    /// <returns>The model's path.</returns>
    public static string Write(string folder, bool pooled = false, string inputName = "input_ids")
    {
        File.WriteAllLines(Path.Combine(folder, "vocab.txt"), Vocabulary);
        float[] table = [.. Enumerable.Range(0, Vocabulary.Length).SelectMany(id => (float[])[id, id * id, 1])];
        var weights = new Message().Number(1, Vocabulary.Length).Number(1, 3).Number(2, 1).Text(8, "table").Bytes(9, MemoryMarshal.AsBytes<float>(table));
        var graph = new Message()
            .Add(1, new Message().Text(1, "table").Text(1, inputName).Text(2, "tokens").Text(4, "Gather"))
            .Text(2, "tiny")
            .Add(5, weights)
            .Add(11, Value(inputName, 7, "batch", "length"))
            .Add(11, Value("attention_mask", 7, "batch", "length"));
        if (pooled)
        {
            var axes = new Message().Text(1, "axes").Number(8, 1).Number(20, 7);
            var dropAxis = new Message().Text(1, "keepdims").Number(3, 0).Number(20, 2);
            graph.Add(1, new Message().Text(1, "tokens").Text(2, "sentence").Text(4, "ReduceMax").Add(5, axes).Add(5, dropAxis)).Add(12, Value("sentence", 1, "batch", "width"));
        }
        else
        {
            graph.Add(12, Value("tokens", 1, "batch", "length", "width"));
        }

        var path = Path.Combine(folder, "model.onnx");
        File.WriteAllBytes(path, new Message().Number(1, 8).Add(7, graph).Add(8, new Message().Text(1, "").Number(2, 13)).ToArray());
        return path;
    }

    private static Message Value(string name, long type, params string[] dimensions)
    {
        var shape = new Message();
        foreach (var dimension in dimensions)
        {
            shape.Add(1, new Message().Text(2, dimension));
        }

        return new Message().Text(1, name).Add(2, new Message().Add(1, new Message().Number(1, type).Add(2, shape)));
    }

    /// <summary>A protobuf message under construction.</summary>
    private sealed class Message
    {
        private readonly List<byte> _bytes = [];

        public Message Number(int field, long value) => Varint(field << 3).Varint(value);

        public Message Text(int field, string text) => Bytes(field, Encoding.UTF8.GetBytes(text));

        public Message Add(int field, Message message) => Bytes(field, message.ToArray());

        public Message Bytes(int field, ReadOnlySpan<byte> bytes)
        {
            Varint(field << 3 | 2).Varint(bytes.Length);
            _bytes.AddRange(bytes);
            return this;
        }

        public byte[] ToArray() => [.. _bytes];

        private Message Varint(long value)
        {
            for (; value >= 128; value >>= 7)
            {
                _bytes.Add((byte)(value & 127 | 128));
            }

            _bytes.Add((byte)value);
            return this;
        }
    }
}

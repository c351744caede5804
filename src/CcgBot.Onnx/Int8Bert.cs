using System.Numerics.Tensors;

namespace CcgBot.Onnx;

/// <summary>
/// A BERT encoder of 32-bit floating-point weights (as PyTorch exports it) → the same for less work: weights of dense layers as whole numbers of 7 bits and a
/// scale a column, what they are multiplied with as 8 bits and a scale a text (Jacob et al. 2018, arXiv 1712.05877); attention and GELU as one operation
/// each; and of the last layer the first token alone, as nothing else is asked of it. With 7 bits the sum of two products fits the 16 bits that
/// processors without dot-product instructions add them in, so that every processor gives the same vector.
/// </summary>
/// <remarks>For one text a run, without padding: the scale is the run's, and no mask is left.</remarks>
internal sealed class Int8Bert
{
    public const string Input = "input_ids";

    private const string Output = "last_hidden_state";
    private const float LargestWeight = 63;

    /// <summary>A column of nothing but zeros has a scale too.</summary>
    private const float SmallestScale = 1e-20f;

    private const float Epsilon = 1e-12f;

    private readonly OnnxGraph _model;
    private readonly int _heads;
    private readonly OnnxWriter _writer = new();
    private readonly Dictionary<string, string> _weightsByOutput;
    private readonly int _layers;

    private Int8Bert(byte[] model, int heads)
    {
        (_model, _heads) = (new OnnxGraph(model), heads);
        _weightsByOutput = _model.Nodes
            .Where(node => node.Operation == "MatMul")
            .ToDictionary(node => node.Outputs[0], node => node.Inputs[1], StringComparer.Ordinal);
        _layers = _weightsByOutput.Keys.Count(output => output.EndsWith("/attention/self/query/MatMul_output_0", StringComparison.Ordinal));
    }

    /// <param name="model">The bytes of a model.</param>
    /// <param name="heads">Attention heads of a layer.</param>
    /// <returns>The bytes of one that takes <see cref="Input"/> alone and gives the first token's vector.</returns>
    /// <exception cref="InvalidDataException">It is none, or of another build.</exception>
    public static byte[] Of(byte[] model, int heads) => new Int8Bert(model, heads).Build();

    private byte[] Build()
    {
        if (_layers == 0)
        {
            throw new InvalidDataException("the model has no layer of a BERT encoder");
        }

        var tokens = Embeddings();
        for (var layer = 0; layer < _layers; layer++)
        {
            tokens = Layer(layer, tokens);
        }

        return _writer.Model(Input, Output, _model.Weights("embeddings.LayerNorm.bias").Values.Length);
    }

    private string Embeddings()
    {
        // All of a text is of the first type: its vector is added to every position's here, once.
        var (positions, types) = (_model.Weights("embeddings.position_embeddings.weight"), _model.Weights("embeddings.token_type_embeddings.weight"));
        var width = positions.Shape[1];
        var placed = new float[positions.Values.Length];
        for (var row = 0; row < placed.Length; row += width)
        {
            TensorPrimitives.Add(positions.Values.Slice(row, width), types.Values[..width], placed.AsSpan(row, width));
        }

        var (zero, one) = (_writer.Weights("0", 0), _writer.Weights("1", 1));
        var words = _writer.Node("Gather", [Copy("embeddings.word_embeddings.weight"), Input], "words");
        var length = _writer.Node("Gather", [_writer.Node("Shape", [Input], "shape"), one], "length");
        var places = _writer.Node("Slice", [_writer.Weights("positions", positions.Shape, placed), zero, length, zero], "places");
        return Normalised("embeddings", words, places, "embeddings");
    }

    private string Layer(int layer, string tokens)
    {
        var (name, path) = ($"encoder.layer.{layer}", $"/encoder/layer.{layer}");
        var asking = layer < _layers - 1 ? tokens : _writer.Node("Slice", [tokens, "0", "1", "1"], "first");
        var attention = Attention(name, path, tokens, asking);
        var attended = Added($"{name}.attention.output", path + "/attention/output/dense", attention, asking, $"{name}.attended");
        var inner = _writer.Node(
            "BiasGelu", [Dense(path + "/intermediate/dense", attended), Copy($"{name}.intermediate.dense.bias")], $"{name}.inner", OnnxWriter.Microsoft);
        return Added($"{name}.output", path + "/output/dense", inner, attended, layer < _layers - 1 ? $"{name}.tokens" : Output);
    }

    private string Attention(string name, string path, string tokens, string asking)
    {
        float[] bias = [.. ((string[])["query", "key", "value"]).SelectMany(part => _model.Weights($"{name}.attention.self.{part}.bias").Values.ToArray())];
        return _writer.Node(
            "MultiHeadAttention",
            [
                Dense(path + "/attention/self/query", asking),
                Dense(path + "/attention/self/key", tokens),
                Dense(path + "/attention/self/value", tokens),
                _writer.Weights($"{name}.attention.bias", [bias.Length], bias),
            ],
            $"{name}.attention",
            OnnxWriter.Microsoft,
            ("num_heads", (long)_heads));
    }

    /// <summary>A dense layer's product, and what went in before it added to it.</summary>
    private string Added(string name, string path, string input, string residual, string output) =>
        Normalised(name, Dense(path, input, $"{name}.dense.bias"), residual, output);

    // ONNX Runtime's own operation for both, SkipLayerNormalization, takes three times the time of the two.
    private string Normalised(string name, string values, string residual, string output) => _writer.Node(
        "LayerNormalization",
        [_writer.Node("Add", [values, residual], $"{name}.sum"), Copy($"{name}.LayerNorm.weight"), Copy($"{name}.LayerNorm.bias")],
        output,
        "",
        ("axis", -1L),
        ("epsilon", Epsilon));

    /// <summary>A product with weights.</summary>
    /// <param name="bias">Added to it; null = that is left to what follows.</param>
    private string Dense(string path, string input, string? bias = null)
    {
        var name = _weightsByOutput.GetValueOrDefault($"{path}/MatMul_output_0") ?? throw new InvalidDataException($"the model has no {path}");
        var weights = _model.Weights(name);
        var columns = weights.Shape[1];
        var (scales, row) = (new float[columns], new float[columns]);
        for (var start = 0; start < weights.Values.Length; start += columns)
        {
            TensorPrimitives.Abs(weights.Values.Slice(start, columns), row);
            TensorPrimitives.Max(scales, row, scales);
        }

        TensorPrimitives.Divide(scales, LargestWeight, scales);
        TensorPrimitives.Max(scales, SmallestScale, scales);
        var rounded = new sbyte[weights.Values.Length];
        for (var start = 0; start < rounded.Length; start += columns)
        {
            TensorPrimitives.Divide(weights.Values.Slice(start, columns), scales, row);
            TensorPrimitives.Round<float>(row, row);
            TensorPrimitives.ConvertTruncating<float, sbyte>(row, rounded.AsSpan(start, columns));
        }

        return _writer.Node(
            "DynamicQuantizeMatMul",
            [
                input,
                _writer.Weights($"{path}.weights", weights.Shape, rounded),
                _writer.Weights($"{path}.scales", [columns], scales),
                _writer.Weights($"{path}.zeros", [columns], new sbyte[columns]),
                .. bias is null ? (string[])[] : [Copy(bias)],
            ],
            $"{path}.product",
            OnnxWriter.Microsoft);
    }

    private string Copy(string name) => _writer.Weights(name, _model.Weights(name));
}

using System.Numerics.Tensors;

namespace CcgBot.Retrieval.Dense;

/// <summary>
/// One pre-norm transformer layer over the tokens of several passages laid end to end: x + attention(norm(x)), then
/// x + feed-forward(norm(x)). A first layer that widens projects x for the first sum.
/// </summary>
internal sealed unsafe class TransformerLayer
{
    private const int Heads = 4;
    private const float NormEpsilon = 1e-6f;

    private readonly NativeBuffer _attentionScale;
    private readonly NativeBuffer _attentionShift;
    private readonly PackedMatrix _queryKeyValue;
    private readonly NativeBuffer _queryKeyValueBias;
    private readonly PackedMatrix _attentionOut;
    private readonly NativeBuffer _attentionOutBias;
    private readonly PackedMatrix? _widen;
    private readonly NativeBuffer? _widenBias;
    private readonly NativeBuffer _forwardScale;
    private readonly NativeBuffer _forwardShift;
    private readonly PackedMatrix _forwardIn;
    private readonly NativeBuffer _forwardInBias;
    private readonly PackedMatrix _forwardOut;
    private readonly NativeBuffer _forwardOutBias;

    public TransformerLayer(EncoderTensors tensors, int number, int width, bool widens)
    {
        var layer = $"Layer_{number}/TransformerLayer/";
        // The scale of the attention scores, 1 / √(width of a head), goes into the weights that make the queries.
        var scale = 1 / MathF.Sqrt(width / (float)Heads);
        Width = width;
        _attentionScale = tensors.Vector($"Encode/{layer}layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat");
        _attentionShift = tensors.Vector($"Encode/{layer}layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat");
        _queryKeyValue = tensors.Matrix($"{layer}MultiheadAttention/qkv_transform_single/kernel/part_0", width, scale);
        _queryKeyValueBias = tensors.Vector($"{layer}MultiheadAttention/qkv_transform_single/bias/ConcatPartitions/concat", width, scale);
        _attentionOut = tensors.Matrix($"{layer}MultiheadAttention/output_transform_single/kernel/part_0");
        _attentionOutBias = tensors.Vector($"{layer}MultiheadAttention/output_transform_single/bias/ConcatPartitions/concat");
        _widen = widens ? tensors.Matrix($"{layer}dense/kernel/ConcatPartitions/concat") : null;
        _widenBias = widens ? tensors.Vector($"{layer}dense/bias/ConcatPartitions/concat") : null;
        _forwardScale = tensors.Vector($"{layer}FFN/layer_prepostprocess/layer_norm/layer_norm_scale/ConcatPartitions/concat");
        _forwardShift = tensors.Vector($"{layer}FFN/layer_prepostprocess/layer_norm/layer_norm_bias/ConcatPartitions/concat");
        _forwardIn = tensors.Matrix($"{layer}FFN/conv1/Tensordot/Reshape_1");
        _forwardInBias = tensors.Vector($"{layer}FFN/conv1/bias/ConcatPartitions/concat");
        _forwardOut = tensors.Matrix($"{layer}FFN/conv2/Tensordot/Reshape_1");
        _forwardOutBias = tensors.Vector($"{layer}FFN/conv2/bias/ConcatPartitions/concat");
    }

    /// <summary>Numbers a token coming in.</summary>
    public int Width { get; }

    /// <summary>Numbers a token going out.</summary>
    public int WidthOut => _attentionOut.Columns;

    /// <summary>Runs the layer.</summary>
    /// <param name="lengths">Tokens of each passage.</param>
    /// <param name="x">Tokens by <see cref="Width"/>.</param>
    /// <returns>Tokens by <see cref="WidthOut"/>: <paramref name="x"/> itself where the layer doesn't widen, else a buffer of the workspace.</returns>
    public float* Run(ReadOnlySpan<int> lengths, float* x, EncoderWorkspace workspace)
    {
        var tokens = TensorPrimitives.Sum(lengths);
        float* normed = workspace.Normed.Data, wide = workspace.Wide.Data;
        Normalise(x, normed, tokens, Width, _attentionScale, _attentionShift);
        MatrixKernel.Multiply(normed, Width, tokens, _queryKeyValue, _queryKeyValueBias.Data, wide, 3 * Width);
        Attend(lengths, wide, workspace);
        var sum = x;
        if (_widen is not null)
        {
            sum = workspace.Widened.Data;
            MatrixKernel.Multiply(x, Width, tokens, _widen, _widenBias!.Data, sum, WidthOut);
        }

        MatrixKernel.Multiply(workspace.Attended.Data, Width, tokens, _attentionOut, _attentionOutBias.Data, sum, WidthOut, Then.Add);
        Normalise(sum, normed, tokens, WidthOut, _forwardScale, _forwardShift);
        MatrixKernel.Multiply(normed, WidthOut, tokens, _forwardIn, _forwardInBias.Data, wide, _forwardIn.Columns, Then.Rectify);
        MatrixKernel.Multiply(wide, _forwardIn.Columns, tokens, _forwardOut, _forwardOutBias.Data, sum, WidthOut, Then.Add);
        return sum;
    }

    private static void Normalise(float* x, float* target, int tokens, int width, NativeBuffer scale, NativeBuffer shift)
    {
        for (var token = 0; token < tokens; token++)
        {
            var row = new ReadOnlySpan<float>(x + token * width, width);
            var normed = new Span<float>(target + token * width, width);
            TensorPrimitives.Subtract(row, TensorPrimitives.Sum(row) / width, normed);
            TensorPrimitives.Multiply(normed, 1 / MathF.Sqrt(TensorPrimitives.SumOfSquares<float>(normed) / width + NormEpsilon), normed);
            TensorPrimitives.MultiplyAdd(normed, scale.Slice(0, width), shift.Slice(0, width), normed);
        }
    }

    /// <summary>Each head's softmax(queries · keysᵀ) · values, passage by passage: a block of rows may spill into the next passage, which comes after.</summary>
    private void Attend(ReadOnlySpan<int> lengths, float* queriesKeysValues, EncoderWorkspace workspace)
    {
        var (headWidth, stride) = (Width / Heads, 3 * Width);
        var scores = workspace.Scores.Data;
        var first = 0;
        foreach (var length in lengths)
        {
            for (var head = 0; head < Heads; head++)
            {
                var queries = queriesKeysValues + first * stride + head * headWidth;
                workspace.Keys.PackTransposed(queries + Width, stride, headWidth, length);
                MatrixKernel.Multiply(queries, stride, length, workspace.Keys, null, scores, EncoderWorkspace.MaxPassage);
                for (var row = 0; row < length; row++)
                {
                    Softmax(new Span<float>(scores + row * EncoderWorkspace.MaxPassage, length));
                }

                workspace.Values.Pack(queries + 2 * Width, stride, length, headWidth);
                MatrixKernel.Multiply(
                    scores, EncoderWorkspace.MaxPassage, length, workspace.Values, null, workspace.Attended.Data + first * Width + head * headWidth, Width);
            }

            first += length;
        }
    }

    private static void Softmax(Span<float> row)
    {
        TensorPrimitives.Subtract(row, TensorPrimitives.Max<float>(row), row);
        TensorPrimitives.Exp(row, row);
        TensorPrimitives.Multiply(row, 1 / TensorPrimitives.Sum<float>(row), row);
    }
}

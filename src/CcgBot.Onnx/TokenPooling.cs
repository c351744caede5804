using System.Numerics.Tensors;
using CcgBot.Retrieval.Dense;

namespace CcgBot.Onnx;

/// <summary>The vectors of a text's tokens → one.</summary>
internal static class TokenPooling
{
    /// <param name="tokens">The tokens' vectors one after the other, padding left out.</param>
    /// <param name="width">Numbers a token.</param>
    public static float[] Pool(ReadOnlySpan<float> tokens, int width, Pooling pooling)
    {
        var pooled = tokens[..width].ToArray();
        if (pooling == Pooling.Mean)
        {
            for (var start = width; start < tokens.Length; start += width)
            {
                TensorPrimitives.Add(pooled, tokens.Slice(start, width), pooled);
            }

            TensorPrimitives.Divide(pooled, tokens.Length / width, pooled);
        }

        return pooled;
    }
}

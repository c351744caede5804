using System.Numerics.Tensors;
using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>A model as its card wants it used: a prefix before the text, and of the vector the first numbers, at length 1.</summary>
/// <param name="dimension">Numbers kept; 0 = all.</param>
internal sealed class ShapedGenerator(IEmbeddingGenerator<string, Embedding<float>> inner, string prefix, int dimension, bool normalise)
    : DelegatingEmbeddingGenerator<string, Embedding<float>>(inner)
{
    public override async Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        var embeddings = await base.GenerateAsync(values.Select(text => prefix + text), options, cancellationToken);
        foreach (var embedding in embeddings)
        {
            embedding.Vector = Shape(embedding.Vector.Span);
        }

        return embeddings;
    }

    private float[] Shape(ReadOnlySpan<float> vector)
    {
        if (dimension > vector.Length)
        {
            throw new InvalidDataException($"Setting Retrieval:Dense:Dimension is {dimension}, the model's vectors have {vector.Length}: lower it, or 0 for all.");
        }

        var kept = (dimension > 0 ? vector[..dimension] : vector).ToArray();
        if (normalise && TensorPrimitives.Norm<float>(kept) is > 0 and var length)
        {
            TensorPrimitives.Divide(kept, length, kept);
        }

        return kept;
    }
}

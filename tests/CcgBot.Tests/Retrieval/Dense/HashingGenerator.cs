using CcgBot.Articles;
using Microsoft.Extensions.AI;

namespace CcgBot.Tests.Retrieval.Dense;

/// <summary>Texts → vectors of length 1 that depend on the words alone: no model, always the same. Counts what it was asked.</summary>
internal sealed class HashingGenerator(int dimension = 64) : IEmbeddingGenerator<string, Embedding<float>>
{
    public int Asked { get; private set; }

    /// <summary>Called before each batch.</summary>
    public Action? BeforeBatch { get; set; }

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default)
    {
        BeforeBatch?.Invoke();
        cancellationToken.ThrowIfCancellationRequested();
        var texts = values.ToList();
        Asked += texts.Count;
        return Task.FromResult(new GeneratedEmbeddings<Embedding<float>>(texts.Select(text => new Embedding<float>(Vector(text)))));
    }

    public float[] Vector(string text)
    {
        var vector = new float[dimension];
        foreach (var word in text.ToLowerInvariant().Split([' ', '.'], StringSplitOptions.RemoveEmptyEntries))
        {
            var random = new Random(Convert.ToInt32(ContentHash.Of(word)[..7], 16));
            for (var i = 0; i < dimension; i++)
            {
                vector[i] += random.NextSingle() - 0.5f;
            }
        }

        var length = MathF.Sqrt(vector.Sum(number => number * number));
        return [.. vector.Select(number => number / MathF.Max(length, 1e-6f))];
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}

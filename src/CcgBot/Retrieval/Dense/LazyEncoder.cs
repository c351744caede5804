using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>An encoder that is loaded when first asked: a command that asks nothing doesn't wait for its weights.</summary>
public sealed class LazyEncoder(Func<IEmbeddingGenerator<string, Embedding<float>>> load) : IEmbeddingGenerator<string, Embedding<float>>
{
    private readonly Lazy<IEmbeddingGenerator<string, Embedding<float>>> _encoder = new(load);

    public Task<GeneratedEmbeddings<Embedding<float>>> GenerateAsync(
        IEnumerable<string> values, EmbeddingGenerationOptions? options = null, CancellationToken cancellationToken = default) =>
        _encoder.Value.GenerateAsync(values, options, cancellationToken);

    public object? GetService(Type serviceType, object? serviceKey = null) => _encoder.Value.GetService(serviceType, serviceKey);

    /// <summary>Loads it now, unless that is done; a second caller waits for the first.</summary>
    public void Load() => _ = _encoder.Value;

    public void Dispose()
    {
        if (_encoder.IsValueCreated)
        {
            _encoder.Value.Dispose();
        }
    }
}

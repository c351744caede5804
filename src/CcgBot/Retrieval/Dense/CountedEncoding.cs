using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>Has a generator tell how many of the texts are encoded while it is at work; one that doesn't know of it tells nothing.</summary>
/// <param name="encoded">Called from any thread, each time with how many more are done.</param>
public sealed class CountedEncoding(Action<int> encoded) : EmbeddingGenerationOptions
{
    public void Encoded(int count) => encoded(count);
}

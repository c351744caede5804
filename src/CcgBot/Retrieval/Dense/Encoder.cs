using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>What turns texts into vectors, for questions and for paragraphs: the same generator, or the two sides of one (prefixes).</summary>
/// <param name="Identity">Names model, version and settings: vectors of different identities must never be compared.</param>
public sealed record Encoder(string Identity, IEmbeddingGenerator<string, Embedding<float>> Questions, IEmbeddingGenerator<string, Embedding<float>> Paragraphs)
{
    /// <summary>The vector of a question, of length 1.</summary>
    public async Task<ReadOnlyMemory<float>> EncodeAsync(string question, CancellationToken cancellationToken = default) =>
        (await Questions.GenerateAsync([question], cancellationToken: cancellationToken))[0].Vector;

    /// <summary>What is encoded of a paragraph.</summary>
    internal static string Text(string title, string text) => $"{title}. {text}";
}

using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>What turns texts into vectors, for questions and for paragraphs: the same generator, or the two sides of one (prefixes).</summary>
/// <param name="Identity">Names model, version and settings: vectors of different identities must never be compared.</param>
public sealed record Encoder(string Identity, IEmbeddingGenerator<string, Embedding<float>> Questions, IEmbeddingGenerator<string, Embedding<float>> Paragraphs)
{
    /// <summary>Loads the weights before anybody waits for them; does nothing where there are none to load.</summary>
    public Action Load { get; init; } = () => { };

    /// <summary>A generator with the prefixes and the shape that the settings ask for.</summary>
    /// <param name="identity">Names model and version.</param>
    public static Encoder From(IEmbeddingGenerator<string, Embedding<float>> generator, string identity, DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        ArgumentNullException.ThrowIfNull(options);
        return new Encoder(
            $"{identity}|{options.QuestionPrefix}|{options.ParagraphPrefix}|{options.Dimension}|{options.Normalise}",
            new ShapedGenerator(generator, options.QuestionPrefix, options.Dimension, options.Normalise),
            new ShapedGenerator(generator, options.ParagraphPrefix, options.Dimension, options.Normalise));
    }

    /// <summary>A generator that says itself what it is: an endpoint's provider and model.</summary>
    public static Encoder From(IEmbeddingGenerator<string, Embedding<float>> generator, DenseOptions options)
    {
        ArgumentNullException.ThrowIfNull(generator);
        var about = generator.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        return From(generator, $"{about?.ProviderName}:{about?.DefaultModelId}:{about?.DefaultModelDimensions}", options);
    }

    /// <summary>The vector of a question, of length 1.</summary>
    public async Task<ReadOnlyMemory<float>> EncodeAsync(string question, CancellationToken cancellationToken = default) =>
        (await Questions.GenerateAsync([question], cancellationToken: cancellationToken))[0].Vector;

    /// <summary>What is encoded of a paragraph.</summary>
    internal static string Text(string title, string text) => $"{title}. {text}";
}

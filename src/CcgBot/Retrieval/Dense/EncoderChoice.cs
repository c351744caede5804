using System.Text.Json;
using CcgBot.Hosting;
using Microsoft.Extensions.AI;

namespace CcgBot.Retrieval.Dense;

/// <summary>The encoder that the settings ask for, or the reason why there is none.</summary>
internal sealed record EncoderChoice(Encoder? Encoder, string? WhyNot)
{
    /// <param name="endpoint">What the host was given for <see cref="EncoderKind.Endpoint"/>.</param>
    public static EncoderChoice Make(DenseOptions options, IEmbeddingGenerator<string, Embedding<float>>? endpoint)
    {
        try
        {
            return options.Encoder switch
            {
                EncoderKind.Small => Small(options),
                EncoderKind.Endpoint when endpoint is not null => new(FromEndpoint(endpoint), null),
                EncoderKind.Endpoint => None("Retrieval:Dense:Encoder is Endpoint, and no embedding endpoint is set up"),
                _ => None($"the encoder {options.Encoder} isn't known"),
            };
        }
        catch (Exception error) when (error is IOException or InvalidDataException or UnauthorizedAccessException or JsonException)
        {
            return None(error.Message);
        }
    }

    private static EncoderChoice None(string why) => new(null, $"Paragraphs are ranked by words alone: {why.TrimEnd('.')}.");

    private static EncoderChoice Small(DenseOptions options)
    {
        var folder = options.ModelPath is { Length: > 0 } path ? path : SentenceEncoderFolder.Find();
        if (folder is null || !File.Exists(Path.Combine(folder, "model.json")))
        {
            return None("the sentence encoder isn't there; run 'npm ci' in assets/encoder (needs Node), or set Retrieval:Dense:Enabled to false");
        }

        var encoder = new LazyEncoder(() => SentenceEncoder.Shared(folder));
        return new(new Encoder(SentenceEncoder.IdentityOf(folder), encoder, encoder), null);
    }

    private static Encoder FromEndpoint(IEmbeddingGenerator<string, Embedding<float>> endpoint)
    {
        var about = endpoint.GetService(typeof(EmbeddingGeneratorMetadata)) as EmbeddingGeneratorMetadata;
        return new Encoder($"{about?.ProviderName}:{about?.DefaultModelId}:{about?.DefaultModelDimensions}", endpoint, endpoint);
    }
}

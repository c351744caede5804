using System.Text.Json;

namespace CcgBot.Retrieval.Dense;

/// <summary>The encoder that the settings ask for, or the reason why there is none.</summary>
internal sealed record EncoderChoice(Encoder? Encoder, string? WhyNot)
{
    /// <param name="open">Opens what the host brings, for every kind but <see cref="EncoderKind.Small"/>; null = it brings nothing.</param>
    public static EncoderChoice Make(DenseOptions options, Func<DenseOptions, Encoder>? open)
    {
        try
        {
            return options.Encoder == EncoderKind.Small || options.Encoder == EncoderKind.Packaged && open is null ? Small(options)
                : open is not null ? new(open(options), null)
                : None($"Retrieval:Dense:Encoder is {options.Encoder}, and this program is not set up with one");
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
}

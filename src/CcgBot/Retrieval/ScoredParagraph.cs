using CcgBot.Articles;
using CcgBot.Retrieval.Reading;

namespace CcgBot.Retrieval;

/// <summary>A paragraph with its fused score; the parts are kept for the evidence record and for confidence.</summary>
/// <param name="Rank">From 1.</param>
/// <param name="Score">The fused score that ranks it; comparable within one question only.</param>
/// <param name="Lexical">The BM25 part, unnormalised.</param>
/// <param name="Cosine">The sentence encoder's cosine, -1..1; null when no vectors are used.</param>
public sealed record ScoredParagraph(Paragraph Paragraph, int Rank, double Score, double Lexical, double? Cosine = null)
{
    /// <summary>The cosine of each of its sentences, in order; empty when they have no vectors.</summary>
    public IReadOnlyList<float> SentenceCosines { get; init; } = [];

    /// <summary>What orders the ranking: <see cref="Score"/> as found, and where passages were read, with what reading adds to it.</summary>
    public double Order { get; init; } = Score;

    /// <summary>What the reader makes of it; null where it was not read.</summary>
    public PassageReading? Reading { get; init; }
}

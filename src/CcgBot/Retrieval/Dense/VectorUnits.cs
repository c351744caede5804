using CcgBot.Text;

namespace CcgBot.Retrieval.Dense;

/// <summary>What of a paragraph gets a vector: the whole of it, or each of its sentences.</summary>
/// <param name="Name">As progress calls it.</param>
/// <param name="KeyBits">A unit's key is its paragraph's key followed by so many bits for its place.</param>
/// <param name="Texts">What is encoded of a paragraph, in order, from its article's title and its text.</param>
public sealed record VectorUnits(string Name, int KeyBits, Func<string, string, IReadOnlyList<string>> Texts)
{
    /// <summary>One vector a paragraph, under the paragraph's own key.</summary>
    public static VectorUnits Paragraphs { get; } = new("paragraphs", 0, (title, text) => [Encoder.Text(title, text)]);

    /// <summary>
    /// One a sentence, each with the title before it: alone it often doesn't say what it is about (within the right paragraph of nq-qed the
    /// nearest sentence holds the answer for .68 of the questions with the title, for .55 without). A paragraph of one sentence has none of its own.
    /// </summary>
    public static VectorUnits Sentences { get; } = new("sentences", 10, (title, text) =>
        SentenceSplitter.Split(text) is { Count: > 1 } spans ? [.. spans.Take(1 << 10).Select(span => Encoder.Text(title, text[span.Start..span.End]))] : []);

    public long KeyOf(long paragraph, int place) => paragraph << KeyBits | (long)place;

    public long ParagraphOf(long key) => key >> KeyBits;
}

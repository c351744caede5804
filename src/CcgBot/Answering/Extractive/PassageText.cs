using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Extractive;

/// <summary>A found paragraph cut into sentences, analysed as the index analyses it.</summary>
public sealed class PassageText
{
    private PassageText(ScoredParagraph source, IReadOnlyList<SentenceText> sentences, IReadOnlySet<string> titleTerms)
    {
        Source = source;
        Sentences = sentences;
        TitleTerms = titleTerms;
        Terms = sentences.SelectMany(sentence => sentence.Terms.Keys).ToHashSet(StringComparer.Ordinal);
    }

    public ScoredParagraph Source { get; }

    public IReadOnlyList<SentenceText> Sentences { get; }

    /// <summary>The distinct index terms of the paragraph, without its title.</summary>
    public IReadOnlySet<string> Terms { get; }

    public IReadOnlySet<string> TitleTerms { get; }

    /// <summary>How near a sentence is to the question; the paragraph's nearness where the sentence has no vector, 0 without vectors.</summary>
    public double CosineOf(SentenceText sentence) =>
        Source.SentenceCosines.Count == Sentences.Count ? Source.SentenceCosines[sentence.Index] : Source.Cosine ?? 0;

    public static PassageText Of(ScoredParagraph source, EnglishTextAnalyzer analyzer)
    {
        var text = source.Paragraph.Text;
        var tokens = analyzer.Tokens(text);
        var sentences = new List<SentenceText>();
        var next = 0;
        foreach (var span in SentenceSplitter.Split(text))
        {
            while (next < tokens.Count && tokens[next].Start < span.Start)
            {
                next++;
            }

            var from = next;
            while (next < tokens.Count && tokens[next].Start < span.End)
            {
                next++;
            }

            sentences.Add(new SentenceText(text[span.Start..span.End], span, [.. tokens.Skip(from).Take(next - from)], sentences.Count));
        }

        return new PassageText(source, sentences, analyzer.Terms(source.Paragraph.Title).ToHashSet(StringComparer.Ordinal));
    }
}

/// <summary>One sentence of a paragraph.</summary>
/// <param name="Span">Where it stands in the paragraph.</param>
/// <param name="Tokens">Its index terms; offsets are the paragraph's.</param>
/// <param name="Index">Its place among the paragraph's sentences, from 0.</param>
public sealed record SentenceText(string Text, TextSpan Span, IReadOnlyList<Token> Tokens, int Index)
{
    private IReadOnlyList<Entity>? _entities;

    /// <summary>Each distinct term with the place of its first token.</summary>
    public IReadOnlyDictionary<string, int> Terms { get; } = FirstPlaces(Tokens);

    /// <summary>Offsets within the sentence.</summary>
    public IReadOnlyList<Entity> Entities => _entities ??= EntityFinder.Find(Text);

    private static Dictionary<string, int> FirstPlaces(IReadOnlyList<Token> tokens)
    {
        var places = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < tokens.Count; i++)
        {
            places.TryAdd(tokens[i].Term, i);
        }

        return places;
    }
}

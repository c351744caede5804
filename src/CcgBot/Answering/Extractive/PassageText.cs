using System.Collections.Concurrent;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Retrieval.Reading;
using CcgBot.Text;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Extractive;

/// <summary>A found paragraph cut into sentences, analysed as the index analyses it.</summary>
public sealed class PassageText
{
    private readonly Analysed _text;

    private PassageText(ScoredParagraph source, Analysed text)
    {
        Source = source;
        _text = text;
    }

    public ScoredParagraph Source { get; }

    public IReadOnlyList<SentenceText> Sentences => _text.Sentences;

    /// <summary>The distinct index terms of the paragraph, without its title.</summary>
    public IReadOnlySet<string> Terms => _text.Terms;

    public IReadOnlySet<string> TitleTerms => _text.TitleTerms;

    /// <summary>Those of the title's terms that have a vector: their numbers in <see cref="WordVectors"/>.</summary>
    public IReadOnlyList<int> TitleWordNumbers => _text.TitleWordNumbers;

    /// <summary>How near a sentence is to the question; the paragraph's nearness where the sentence has no vector, 0 without vectors.</summary>
    public double CosineOf(SentenceText sentence) =>
        Source.SentenceCosines.Count == Sentences.Count ? Source.SentenceCosines[sentence.Index] : Source.Cosine ?? 0;

    /// <summary>What the reader makes of a sentence; null where the paragraph was not read.</summary>
    public SentenceReading? ReadingOf(SentenceText sentence) =>
        Source.Reading is { } reading && reading.Sentences.Count == Sentences.Count ? reading.Sentences[sentence.Index] : null;

    /// <summary>
    /// How much the reader takes a sentence's best words for the answer: their score over that of none, and the odds that the passage answers. Comparable
    /// between the passages of a question; 0 where the paragraph was not read.
    /// </summary>
    public double MarginOf(SentenceText sentence) => ReadingOf(sentence) is { } read ? read.Score - Source.Reading!.NoSpan + Source.Reading.Answerable : 0;

    /// <param name="title">With the words that introduce the paragraph: an item of a list is about what its lead-in says.</param>
    private static Analysed Analyse(string text, string title, EnglishTextAnalyzer analyzer)
    {
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

        return new Analysed(
            text,
            title,
            sentences,
            sentences.SelectMany(sentence => sentence.Terms.Keys).ToHashSet(StringComparer.Ordinal),
            analyzer.Terms(title).ToHashSet(StringComparer.Ordinal));
    }

    /// <summary>All of it that no question has a part in.</summary>
    private sealed record Analysed(string Text, string Title, IReadOnlyList<SentenceText> Sentences, IReadOnlySet<string> Terms, IReadOnlySet<string> TitleTerms)
    {
        public int[] TitleWordNumbers { get; } = WordVectors.FindAll(TitleTerms);
    }

    /// <summary>
    /// Remembers the analysis of paragraphs seen lately: the same few come back, and cutting, stemming and finding names in them took a third
    /// of an answer's processor time. Safe for many threads.
    /// </summary>
    public sealed class Memory(EnglishTextAnalyzer analyzer)
    {
        /// <summary>Paragraphs, of some 10 KB each when analysed.</summary>
        private const int Most = 1_024;

        private readonly ConcurrentDictionary<long, Analysed> _known = new();

        public PassageText Of(ScoredParagraph source)
        {
            var paragraph = source.Paragraph;
            // A key never means another text in one store; a paragraph made up for the occasion may have any key.
            if (_known.TryGetValue(paragraph.Key, out var known) && known.Text == paragraph.Text && known.Title == paragraph.Introduction)
            {
                return new PassageText(source, known);
            }

            if (_known.Count >= Most)
            {
                _known.Clear();
            }

            return new PassageText(source, _known[paragraph.Key] = Analyse(paragraph.Text, paragraph.Introduction, analyzer));
        }
    }
}

/// <summary>One sentence of a paragraph.</summary>
/// <param name="Span">Where it stands in the paragraph.</param>
/// <param name="Tokens">Its index terms; offsets are the paragraph's.</param>
/// <param name="Index">Its place among the paragraph's sentences, from 0.</param>
public sealed record SentenceText(string Text, TextSpan Span, IReadOnlyList<Token> Tokens, int Index)
{
    private IReadOnlyList<Entity>? _entities;
    private int[]? _wordNumbers;

    /// <summary>Each distinct term with the place of its first token.</summary>
    public IReadOnlyDictionary<string, int> Terms { get; } = FirstPlaces(Tokens);

    /// <summary>Offsets within the sentence.</summary>
    public IReadOnlyList<Entity> Entities => _entities ??= EntityFinder.Find(Text);

    /// <summary>Those of its terms that have a vector: their numbers in <see cref="WordVectors"/>.</summary>
    public IReadOnlyList<int> WordNumbers => _wordNumbers ??= WordVectors.FindAll(Terms.Keys);

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

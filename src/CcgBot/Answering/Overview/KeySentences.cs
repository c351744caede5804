using CcgBot.Articles;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;

namespace CcgBot.Answering.Overview;

/// <summary>
/// The sentences of an article that say most of what it says: those whose words recur in it and are rare elsewhere, none twice, in its own order. The idea is
/// the centroid method's (Radev et al. 2004). Pure but for word counts of the index.
/// </summary>
internal sealed class KeySentences(ParagraphIndex index)
{
    private const int FewestWords = 6;
    private const int MostWords = 60;
    private const int MostSentences = 2_000;

    /// <summary>How much longer sentences are held back.</summary>
    private const double LengthPower = 0.6;

    private const double FirstOfParagraph = 1.25;

    /// <summary>Two sentences with this share of words in common say the same.</summary>
    private const double Same = 0.5;

    private readonly EnglishTextAnalyzer _analyzer = new();

    /// <param name="Ordinal">The paragraph's.</param>
    internal sealed record Place(int Ordinal, TextSpan Span);

    /// <summary>The first sentence or two that say something; an empty list where the article has no whole sentence.</summary>
    public static IReadOnlyList<Place> Lead(Article article)
    {
        foreach (var block in article.Paragraphs)
        {
            var sentences = SentenceSplitter.Split(block.Text).Where(span => IsWhole(block.Text[span.Start..span.End])).Take(2).ToList();
            if (sentences.Count > 0)
            {
                return [.. sentences.Take(sentences[0].Length < 70 ? 2 : 1).Select(span => new Place(block.Ordinal!.Value, span))];
            }
        }

        return article.Paragraphs.FirstOrDefault() is { } first
            && SentenceSplitter.Split(first.Text) is [var only, ..] ? [new Place(first.Ordinal!.Value, only)] : [];
    }

    /// <summary>The key sentences, in the article's order.</summary>
    public IReadOnlyList<Place> Of(Article article, int most)
    {
        var sentences = article.Paragraphs
            .SelectMany(block => SentenceSplitter.Split(block.Text)
                .Select((span, i) => (Place: new Place(block.Ordinal!.Value, span), Text: block.Text[span.Start..span.End], First: i == 0)))
            .Take(MostSentences)
            .Select(item => (item.Place, item.Text, item.First, Terms: _analyzer.Terms(item.Text).Distinct(StringComparer.Ordinal).ToList()))
            .ToList();
        var counts = sentences.SelectMany(item => item.Terms).CountBy(term => term).ToDictionary(StringComparer.Ordinal);
        double Weight(string term) => Math.Log(1 + counts[term]) * Math.Log(1 + index.Count / (0.5 + index.DocumentFrequency(term)));
        var weights = counts.Keys.ToDictionary(term => term, Weight, StringComparer.Ordinal);
        var chosen = new List<(Place Place, List<string> Terms)>();
        foreach (var (place, text, first, terms) in sentences
            .Where(item => IsWhole(item.Text))
            .OrderByDescending(item => item.Terms.Sum(term => weights[term]) / Math.Pow(Math.Max(8, item.Terms.Count), LengthPower) * (item.First
                ? FirstOfParagraph : 1)))
        {
            if (chosen.Count == most)
            {
                break;
            }

            if (!chosen.Exists(other => terms.Intersect(other.Terms).Count() > Same * Math.Min(terms.Count, other.Terms.Count)))
            {
                chosen.Add((place, terms));
            }
        }

        return [.. chosen.Select(item => item.Place).OrderBy(place => place.Ordinal).ThenBy(place => place.Span.Start)];
    }

    private static bool IsWhole(string sentence)
    {
        var words = sentence.Count(c => c == ' ') + 1;
        return words is >= FewestWords and <= MostWords && !char.IsLower(sentence[0])
            && sentence.TrimEnd('”', '"', '’', ')', ']', ' ') is [.., '.' or '!' or '…' or '。'];
    }
}

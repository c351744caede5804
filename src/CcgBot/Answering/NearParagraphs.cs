using CcgBot.Answering.Extractive;
using CcgBot.Answering.Naming;
using CcgBot.Retrieval;

namespace CcgBot.Answering;

/// <summary>Those of the paragraphs found that come near a question: they have a good part of its words, mean nearly the same, or the reader takes them to
/// be about what is asked. The rest are only the best of nothing.</summary>
internal static class NearParagraphs
{
    /// <summary>The share of those of the question's words that the articles have, by how rare they are, that a near paragraph has.</summary>
    private const double Words = 0.5;

    /// <summary>The share of all its words that they must be.</summary>
    private const double Known = 0.2;

    /// <summary>A cosine from which on a paragraph is near without them.</summary>
    private const double Meaning = 0.86;

    private static readonly ParagraphTerms Terms = new();

    public static IReadOnlyList<ScoredParagraph> Of(RetrievalResult found)
    {
        var match = new QuestionMatch(found.Standalone, found.Terms);
        var known = match.Own.Where(term => term.DocumentFrequency > 0 || term.Alternatives.Count > 0).ToList();
        var idf = known.Sum(QuestionMatch.Weight);
        bool HasWords(ScoredParagraph scored)
        {
            var terms = Terms.Of(scored.Paragraph);
            return known.Where(term => QuestionMatch.Stands(term, terms.Contains)).Sum(QuestionMatch.Weight) >= Words * idf;
        }

        return [.. found.Paragraphs.Where(scored => idf > 0 && idf >= Known * match.OwnIdf && HasWords(scored)
            || scored.Cosine >= Meaning || scored.Reading is { Relevant: > 0 })];
    }
}

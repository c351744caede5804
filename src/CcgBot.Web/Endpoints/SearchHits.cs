using CcgBot.Answering.Extractive;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Web.Endpoints;

/// <summary>What of a ranking a person who searches wants to see: a ranking itself has no end.</summary>
internal static class SearchHits
{
    /// <summary>More than this share of the words searched for.</summary>
    private const double MostWords = 0.5;

    /// <summary>How sure the reader is that a paragraph without the words is about them, as a logit: at least three times out of four.</summary>
    private static readonly double ClearlyAbout = Math.Log(3);

    private static readonly EnglishTextAnalyzer Analyzer = new();

    /// <summary>
    /// The paragraphs with more than half of the words, in any form that the index takes for the same (an ending, an acronym's words), best first. A title may
    /// have some of them; one that has them all is found by itself, and not every paragraph under it. Only where nothing has the words, what is clearly about them.
    /// </summary>
    public static IReadOnlyList<ScoredParagraph> Of(RetrievalResult found, ArticleFilter filter)
    {
        var ranked = found.Paragraphs.Where(hit => filter.Has(hit.Paragraph)).ToList();
        var words = found.Terms.Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired).ToList();
        var worded = ranked.Where(hit => Has(hit, words)).ToList();
        return worded.Count > 0 || words.Count == 0 ? worded : [.. ranked.Where(hit => hit.Reading?.Relevant >= ClearlyAbout)];
    }

    private static bool Has(ScoredParagraph hit, List<QuestionTerm> words)
    {
        if (hit.Lexical <= 0)
        {
            return false;
        }

        var own = Analyzer.Terms($"{hit.Paragraph.Place}\n{hit.Paragraph.Text}").ToHashSet(StringComparer.Ordinal);
        var all = Analyzer.Terms(hit.Paragraph.Introduction).Concat(own).ToHashSet(StringComparer.Ordinal);
        return words.Exists(word => QuestionMatch.Stands(word, own.Contains)) && words.Count(word => QuestionMatch.Stands(word, all.Contains)) > MostWords * words.Count;
    }
}

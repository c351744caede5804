using CcgBot.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <content>What the index knows of words: acronyms learnt from the text, and spellings.</content>
public sealed partial class ParagraphIndex
{
    private const int ShortestRepaired = 4;

    /// <summary>The long forms of an analysed short form and the reverse, learnt from the text; most often defined first.</summary>
    public IReadOnlyList<string> OtherForms(string form) => WithSearcher(searcher => AcronymField.OtherForms(searcher.IndexReader, form));

    /// <summary>
    /// The term of the index nearest to one that is not in it: Damerau–Levenshtein distance 1 up to five letters, 2 above, the same
    /// first letter, the more frequent of equally near ones.
    /// </summary>
    /// <returns>Null when none is near enough, and for terms with digits: a number is not a misspelling of another.</returns>
    public string? NearestTerm(string term)
    {
        if (term.Length < ShortestRepaired || term.Any(c => !char.IsLetter(c)))
        {
            return null;
        }

        var edits = term.Length <= 5 ? 1 : 2;
        return WithSearcher(searcher =>
        {
            if (MultiFields.GetTerms(searcher.IndexReader, TextField) is not { } vocabulary)
            {
                return null;
            }

            // Levenshtein automata with swaps over the sorted vocabulary: milliseconds also over a million words.
            var near = new FuzzyTermsEnum(vocabulary, new AttributeSource(), new Term(TextField, term), edits, prefixLength: 1, transpositions: true);
            (string Term, int Distance, int Frequency)? best = null;
            while (near.MoveNext())
            {
                var candidate = near.Term.Utf8ToString();
                var (distance, frequency) = (EditDistance.Of(term, candidate), near.DocFreq);
                if (distance <= edits && !candidate.Any(char.IsDigit)
                    && (best is not { } b || distance < b.Distance || distance == b.Distance && frequency > b.Frequency))
                {
                    best = (candidate, distance, frequency);
                }
            }

            return best?.Term;
        });
    }
}

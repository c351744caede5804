using CcgBot.Text;
using Lucene.Net.Index;
using Lucene.Net.Search;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <content>What the index knows of words: acronyms learnt from the text, and spellings.</content>
public sealed partial class ParagraphIndex
{
    private const int ShortestRepaired = 4;

    /// <summary>Terms with a prefix that are looked at: enough for every suffix but in the largest vocabularies.</summary>
    private const int MostOfPrefix = 200;

    /// <summary>The long forms of an analysed short form and the reverse, learnt from the text; most often defined first.</summary>
    public IReadOnlyList<string> OtherForms(string form) =>
        WithSearcher(searcher => searcher.OtherForms.Of(form, words => AcronymField.OtherForms(searcher.IndexReader, words)));

    /// <summary>The index's other words of a stem's family ("leader", "leadership" for "lead"); none for stems under four letters.</summary>
    public IReadOnlyList<string> Family(string stem)
    {
        if (stem.Length < ShortestRepaired || stem.Any(c => !char.IsLetter(c)))
        {
            return [];
        }

        return WithSearcher(searcher => searcher.Families.Of(stem, word => FamilyIn(searcher.IndexReader, word)));
    }

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

        return WithSearcher(searcher => searcher.Nearest.Of(term, word => NearestIn(searcher.IndexReader, word)));
    }

    private static List<string> FamilyIn(IndexReader reader, string stem)
    {
        var family = new List<string>();
        var terms = MultiFields.GetTerms(reader, TextField)?.GetEnumerator();
        if (terms is null || terms.SeekCeil(new BytesRef(stem)) == TermsEnum.SeekStatus.END)
        {
            return family;
        }

        var left = MostOfPrefix;
        do
        {
            var term = terms.Term.Utf8ToString();
            if (!term.StartsWith(stem, StringComparison.Ordinal))
            {
                break;
            }

            if (WordFamily.IsOf(stem, term))
            {
                family.Add(term);
            }
        }
        while (--left > 0 && terms.MoveNext());

        return family;
    }

    private static string? NearestIn(IndexReader reader, string term)
    {
        if (MultiFields.GetTerms(reader, TextField) is not { } vocabulary)
        {
            return null;
        }

        // Levenshtein automata with swaps over the sorted vocabulary: milliseconds also over a million words.
        var edits = term.Length <= 5 ? 1 : 2;
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
    }
}

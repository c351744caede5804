using CcgBot.Text;
using Lucene.Net.Index;
using Lucene.Net.Util;

namespace CcgBot.Retrieval.Lexical;

/// <summary>
/// Acronyms learnt from the paragraphs, kept as terms of the index itself ("ccg|clinic commiss group" and the reverse), so that
/// they come and go with the paragraphs that define them.
/// </summary>
internal static class AcronymField
{
    public const string Name = "acronym";
    private const char Separator = '|';
    private const int MostMeanings = 4;

    /// <summary>The terms that a paragraph's text gives the field: analysed short form and long form, both ways round.</summary>
    public static IEnumerable<string> TermsOf(string text, EnglishTextAnalyzer analyzer)
    {
        foreach (var acronym in AcronymFinder.Find(text))
        {
            var shortForm = string.Join(' ', analyzer.Terms(acronym.Short));
            var longForm = string.Join(' ', analyzer.Terms(acronym.Long));
            if (shortForm.Length > 0 && longForm.Contains(' '))
            {
                yield return $"{shortForm}{Separator}{longForm}";
                yield return $"{longForm}{Separator}{shortForm}";
            }
        }
    }

    /// <summary>The other forms of an analysed form, most often defined first.</summary>
    public static IReadOnlyList<string> OtherForms(IndexReader reader, string form)
    {
        var prefix = form + Separator;
        var found = new List<(string Form, int Count)>();
        var terms = MultiFields.GetTerms(reader, Name)?.GetEnumerator();
        if (terms is not null && terms.SeekCeil(new BytesRef(prefix)) != TermsEnum.SeekStatus.END)
        {
            do
            {
                var term = terms.Term.Utf8ToString();
                if (!term.StartsWith(prefix, StringComparison.Ordinal))
                {
                    break;
                }

                found.Add((term[prefix.Length..], terms.DocFreq));
            }
            while (terms.MoveNext());
        }

        return [.. found.OrderByDescending(other => other.Count).Take(MostMeanings).Select(other => other.Form)];
    }
}

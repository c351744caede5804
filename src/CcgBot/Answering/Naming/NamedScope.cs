using System.Text.RegularExpressions;
using CcgBot.Articles;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Naming;

/// <summary>
/// Whether a paragraph is about what a question names: the name stands in it, in its title, in the heading that it stands under, or it is the one subject of
/// the article; in any of its forms (inflection, word family, acronym, synonym, spelling).
/// </summary>
internal sealed partial class NamedScope(ArticleStore articles)
{
    /// <summary>Paragraphs at an article's head that say what it is about.</summary>
    private const int Opening = 2;

    /// <summary>A name in so many of an article's paragraphs is its subject.</summary>
    private const double Subject = 0.3;

    private const int MostParagraphs = 2_000;
    private const int FewestSame = 5;
    private const int ShortestWithSlip = 6;

    private static readonly EnglishTextAnalyzer Analyzer = new();

    private readonly ParagraphTerms _terms = new();
    private volatile Kept? _last;

    /// <summary>The names that a paragraph is not about.</summary>
    public IReadOnlyList<NamedThings.Named> Missing(Paragraph paragraph, IReadOnlyList<NamedThings.Named> named)
    {
        var terms = _terms.Of(paragraph);
        var missing = named.Where(each => !Stands(each, terms)).ToList();
        missing.RemoveAll(each => HasInitials(paragraph.Text, each.Surface) || HasInitials(paragraph.Title, each.Surface));
        missing.RemoveAll(each => each.IsPartOfRun && missing.Count < named.Count && IsSurnameHere(each, named, missing, paragraph));
        if (missing.Count > 0 && Around(paragraph) is { } around)
        {
            missing.RemoveAll(each => around.Exists(text => Stands(each, text)));
        }

        if (missing.Count > 0 && Find(paragraph) is { } article)
        {
            var all = article.Paragraphs.Take(MostParagraphs).Select(block => _terms.Of(block.Text)).ToList();
            missing.RemoveAll(each => all.Count > 1 && all.Count(text => Stands(each, text)) >= Subject * all.Count);
        }

        return missing;
    }

    /// <summary>Whether a paragraph or its title has a name.</summary>
    public bool Has(Paragraph paragraph, NamedThings.Named named) => Stands(named, _terms.Of(paragraph));

    private static bool Stands(NamedThings.Named named, IReadOnlySet<string> terms)
    {
        if (Extractive.QuestionMatch.Stands(named.Term, terms.Contains) || named.FormTerms(Analyzer).Any(terms.Contains))
        {
            return true;
        }

        var word = Folded(named.Term.Term);
        var known = named.Term.DocumentFrequency > 0;
        return Synonyms.Of(named.Term.Term).Any(terms.Contains) || terms.Any(term => IsForm(word, Folded(term), known) && !(known && IsAnother(named, term)));
    }

    /// <summary>"Prednisolone" is no form of "prednisone", nor "Lindomar" of "Lindomer": names that both are known are two things.</summary>
    private static bool IsAnother(NamedThings.Named named, string term)
    {
        if (NamedWords.Has(named.Term.Term, named.Surface))
        {
            return term != named.Term.Term && NamedWords.Has(term, term);
        }

        // As typed: its stem may have lost what tells the two apart.
        var (word, other) = (Folded(named.Surface.ToLowerInvariant()), Folded(term));
        var same = Same(word, other);
        // "German" and "Germany", "Italy" and "Italian": what one adds to the other is an ending.
        return named.IsName && Math.Min(word.Length, other.Length) - same > 1;
    }

    private static int Same(string word, string term)
    {
        var same = 0;
        while (same < word.Length && same < term.Length && word[same] == term[same])
        {
            same++;
        }

        return same;
    }

    /// <summary>"anaphylactic" of "anaphylaxis", "anemia" of "anaemia", "Checkland" of "Chekland".</summary>
    /// <param name="known">The articles have the word as it is typed: another that is nearly written so is no slip of it.</param>
    private static bool IsForm(string word, string term, bool known)
    {
        if (word == term)
        {
            return true;
        }

        var same = Same(word, term);
        return same >= FewestSame && same >= 0.7 * Math.Min(word.Length, term.Length) && same >= 0.6 * Math.Max(word.Length, term.Length)
            || !known && word.Length >= ShortestWithSlip && Math.Abs(word.Length - term.Length) <= 1 && word[0] == term[0] && EditDistance.Of(word, term) <= 1;
    }

    /// <summary>British and American spellings alike.</summary>
    private static string Folded(string term) => term.Replace("ae", "e", StringComparison.Ordinal).Replace("oe",
    "e", StringComparison.Ordinal).Replace("our", "or", StringComparison.Ordinal).Replace("ph", "f", StringComparison.Ordinal).Replace("is",
    "iz", StringComparison.Ordinal).Replace("ll", "l", StringComparison.Ordinal);

    /// <summary>"Kath" where "Dr Checkland" stands: a first name may be left out, but not another one put in its place.</summary>
    private static bool IsSurnameHere(NamedThings.Named first, IReadOnlyList<NamedThings.Named> named, List<NamedThings.Named> missing, Paragraph paragraph)
    {
        var place = named.ToList().IndexOf(first);
        var surname = place + 1 < named.Count ? named[place + 1] : null;
        return surname is { IsPartOfRun: true } && !missing.Contains(surname)
            && FirstNames(surname.Surface, paragraph.Text)
                .All(name => name is "Dr" or "Mr" or "Mrs" or "Ms" or "Prof" or "Professor" or "Sir" or "The" or "And");
    }

    /// <summary>"WW" of "World War", "UN" of "United Nations".</summary>
    private static bool HasInitials(string text, string shortForm) =>
        shortForm.Length is >= 2 and <= 6
        && shortForm.All(char.IsUpper)
        && string.Concat(Word().Matches(text).Take(2_000).Select(match => match.Value[0])).Contains(shortForm, StringComparison.Ordinal);

    private static IEnumerable<string> FirstNames(string surname, string text)
    {
        for (var at = text.IndexOf(surname, StringComparison.Ordinal); at > 0; at = text.IndexOf(surname, at + 1, StringComparison.Ordinal))
        {
            if (WordBefore().Match(text[Math.Max(0, at - 40)..at]) is { Success: true } before)
            {
                yield return before.Groups[1].Value;
            }
        }
    }

    /// <summary>The terms of the article's opening and of the heading that a paragraph stands under; null where the article is one paragraph.</summary>
    private List<IReadOnlySet<string>>? Around(Paragraph paragraph)
    {
        if (Find(paragraph) is not { } article)
        {
            return null;
        }

        var around = article.Paragraphs.Take(Opening).Select(block => _terms.Of(block.Text)).ToList();
        var before = article.Blocks.TakeWhile(block => block.Ordinal != paragraph.Id.Ordinal).ToList();
        if (before.FindLast(block => block.Kind != BlockKind.Boilerplate && BoilerplateFilter.IsHeading(block.Text)) is { } heading)
        {
            around.Add(_terms.Of(heading.Text));
        }

        // A lead-in ("The following must not take it:") says what its items are about.
        if (before.FindLast(block => block.Kind == BlockKind.Paragraph && block.Text.TrimEnd().EndsWith(':')) is { } lead)
        {
            around.Add(_terms.Of(lead.Text));
        }

        return around;
    }

    private Article? Find(Paragraph paragraph)
    {
        if (_last is not { } last || last.Id != paragraph.Id.ArticleId || last.Version != paragraph.Version)
        {
            _last = last = new Kept(paragraph.Id.ArticleId, paragraph.Version, articles.Find(paragraph.Id.ArticleId, paragraph.Version));
        }

        return last.Article?.Article is { Blocks.Count: > 1 } article ? article : null;
    }

    [GeneratedRegex(@"\p{Lu}[\p{L}’'-]{1,60}")]
    private static partial Regex Word();

    private sealed record Kept(string Id, string Version, StoredArticle? Article);

    [GeneratedRegex(@"(\p{Lu}[\p{L}'’-]{0,60})\.?\s{1,20}$")]
    private static partial Regex WordBefore();
}

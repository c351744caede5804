using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Extractive;

/// <summary>How much of a question's words stands somewhere, weighted by how rare they are.</summary>
public sealed class QuestionMatch
{
    private const double LentWeight = 0.4;

    private readonly double _ownIdf;
    private readonly double _contextIdf;
    private HashSet<string>? _focusTerms;

    /// <param name="text">The question as searched.</param>
    public QuestionMatch(string text, IReadOnlyList<QuestionTerm> terms)
    {
        Text = text;
        HasAcronym = terms.Any(term => term.Alternatives.Any(words => words.Length > 1) || term.Origin == TermOrigin.Acronym && term.Surface.Contains(' '));
        Own = [.. terms.Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired or TermOrigin.FollowUp)];
        Context = [.. terms.Where(term => term.Origin is TermOrigin.History or TermOrigin.Scenario)];
        _ownIdf = Own.Sum(Weight);
        _contextIdf = Context.Sum(term => term.Idf * term.Weight);
        All = terms.Where(term => term.Origin != TermOrigin.History && term.Origin != TermOrigin.Scenario)
            .SelectMany(term => term.Alternatives.SelectMany(words => words).Append(term.Term)).ToHashSet(StringComparer.Ordinal);
    }

    /// <summary>The question as searched.</summary>
    public string Text { get; }

    /// <summary>True when a word of the question has another form that the articles teach.</summary>
    public bool HasAcronym { get; }

    /// <summary>The question's own words, and for a follow-up those of the turn that it follows.</summary>
    public IReadOnlyList<QuestionTerm> Own { get; }

    /// <summary>Words of the history and the scenario.</summary>
    public IReadOnlyList<QuestionTerm> Context { get; }

    /// <summary>Every term that says nothing new: the question's words and their other forms.</summary>
    public IReadOnlySet<string> All { get; }

    /// <summary>Sum of idf of the question's own words: what a perfect match would score.</summary>
    public double OwnIdf => _ownIdf;

    /// <summary>The index terms of the noun that is counted or chosen; null when there is none. Looked up once, not for every sentence.</summary>
    internal IReadOnlySet<string>? FocusTerms(QuestionAnalysis question, EnglishTextAnalyzer analyzer) =>
        question.Focus.Length == 0 ? null : _focusTerms ??= analyzer.Terms(question.Focus).ToHashSet(StringComparer.Ordinal);

    public static bool Stands(QuestionTerm term, Func<string, bool> has) =>
        has(term.Term) || term.Alternatives.Any(words => Array.TrueForAll(words, word => has(word)));

    /// <summary>Share of the own words' idf that stands, 0..1.</summary>
    public double OwnShare(Func<string, bool> has) =>
        _ownIdf <= 0 ? 0 : Own.Where(term => Stands(term, has)).Sum(Weight) / _ownIdf;

    /// <summary>What a word counts: its idf, less for one that the turn before lends.</summary>
    public static double Weight(QuestionTerm term) => term.Origin == TermOrigin.FollowUp ? term.Idf * LentWeight : term.Idf;

    /// <summary>Share of the history's and scenario's weighted idf that stands, 0..1.</summary>
    public double ContextShare(Func<string, bool> has) =>
        _contextIdf <= 0 ? 0 : Context.Where(term => has(term.Term)).Sum(term => term.Idf * term.Weight) / _contextIdf;

    /// <summary>Share of the question's names and numbers that do not stand, by idf; 0 when it has none.</summary>
    public double MissingDetails(Func<string, bool> has)
    {
        var details = Own.Where(term => term.IsDetail).ToList();
        var all = details.Sum(term => term.Idf);
        return all <= 0 ? 0 : details.Where(term => !Stands(term, has)).Sum(term => term.Idf) / all;
    }
}

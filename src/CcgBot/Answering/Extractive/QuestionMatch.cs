using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;

namespace CcgBot.Answering.Extractive;

/// <summary>How much of a question's words stands somewhere, weighted by how rare they are.</summary>
public sealed class QuestionMatch
{
    private const double LentWeight = 0.4;
    private const int Rarest = 3;

    private readonly double _ownIdf;
    private readonly double _contextIdf;
    private readonly int[] _rarest;
    private HashSet<string>? _focusTerms;

    /// <param name="text">The question as searched.</param>
    public QuestionMatch(string text, IReadOnlyList<QuestionTerm> terms)
    {
        Text = text;
        HasAcronym = terms.Any(term => term.Alternatives.Any(words => words.Length > 1) || term.Origin == TermOrigin.Acronym && term.Surface.Contains(' '));
        Own = [.. terms.Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired or TermOrigin.FollowUp)];
        Context = [.. terms.Where(term => term.Origin is TermOrigin.History or TermOrigin.Scenario)];
        _ownIdf = Own.Sum(Weight);
        _rarest = [.. Enumerable.Range(0, Own.Count).OrderByDescending(i => Weight(Own[i])).Take(Rarest)];
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

    /// <summary>For each own word 1 where it stands, else 0.</summary>
    public float[] Standing(Func<string, bool> has) => [.. Own.Select(term => Stands(term, has) ? 1f : 0)];

    /// <summary>Share of the own words' idf that stands, 0..1.</summary>
    public double OwnShare(Func<string, bool> has) => OwnShare(Standing(has));

    /// <summary>The same where a word may stand in part.</summary>
    /// <param name="standing">For each own word how far it stands, 0..1; so below.</param>
    public double OwnShare(ReadOnlySpan<float> standing)
    {
        var sum = 0.0;
        for (var i = 0; i < standing.Length; i++)
        {
            sum += Weight(Own[i]) * standing[i];
        }

        return _ownIdf <= 0 ? 0 : sum / _ownIdf;
    }

    /// <summary>How far the three rarest own words are from standing: the mean, 0..1; 0 without own words.</summary>
    public double MissingRarest(float[] standing) => _rarest.Select(i => 1.0 - standing[i]).DefaultIfEmpty().Average();

    /// <summary>The largest idf, less what stands of its word, as a share of the question's largest.</summary>
    public double MaxMissing(float[] standing)
    {
        var rarest = Own.Select(term => term.Idf).DefaultIfEmpty().Max();
        return rarest <= 0 ? 0 : Own.Select((term, i) => term.Idf * (1 - standing[i])).Max() / rarest;
    }

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

using CcgBot.Text;

namespace CcgBot.Retrieval;

/// <summary>A word of the question that no paragraph has, and the one that was searched for instead.</summary>
/// <param name="Typed">As typed.</param>
/// <param name="Searched">In lower case.</param>
public sealed record SpellingRepair(string Typed, string Searched)
{
    /// <summary>Each repaired word once, in the question's order.</summary>
    public static IReadOnlyList<SpellingRepair> Of(IEnumerable<QuestionTerm> terms) =>
        [.. terms.Where(term => term.Origin == TermOrigin.Repaired).Select(term => new SpellingRepair(term.Surface, WordOf(term))).Distinct()];

    /// <summary>The text with the words as they were searched for.</summary>
    public static string Apply(string text, IEnumerable<SpellingRepair> repairs) =>
        repairs.Aggregate(text, (repaired, repair) => WholeWords.Replace(repaired, repair.Typed, repair.Searched));

    /// <summary>The index knows stems only ("commiss"): of a stem and the endings that fit what was typed, the longest that both share.</summary>
    private static string WordOf(QuestionTerm term)
    {
        // What the stemmer took off stands at the typed word's end: "comission" → "commiss" + "ion".
        var (typed, stem) = (term.Surface.ToLowerInvariant(), term.Term);
        var endings = Enumerable.Range(0, typed.Length).Select(at => typed[at..]).Append("");
        return endings
            .Select(ending => stem + ending)
            .OrderBy(word => EditDistance.Of(word, typed))
            .ThenByDescending(word => word.Length)
            .First();
    }
}

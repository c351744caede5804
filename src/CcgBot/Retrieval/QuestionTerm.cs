namespace CcgBot.Retrieval;

/// <summary>One index term that a question is searched by.</summary>
/// <param name="Term">Analysed.</param>
/// <param name="Surface">As typed.</param>
/// <param name="Weight">1 for the question's own words, less for history and expansions.</param>
/// <param name="Idf">ln(1 + (N − df + 0.5) / (df + 0.5)).</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Alternatives">Other ways to say it, each a run of terms that must all stand: "ccg" for "clinic commiss group" and the reverse.</param>
public sealed record QuestionTerm(
    string Term, string Surface, float Weight, double Idf, TermOrigin Origin, IReadOnlyList<string[]> Alternatives)
{
    /// <summary>Typed with a capital inside the sentence, or with a digit: a name or number that an answer should be about.</summary>
    public bool IsDetail { get; init; }

    /// <summary>In how many paragraphs it stands.</summary>
    public int DocumentFrequency { get; init; }
}

public enum TermOrigin
{
    Question,

    /// <summary>A word of the question with its spelling repaired.</summary>
    Repaired,

    /// <summary>A word of the turn that a follow-up ("And who led it?") leaves out.</summary>
    FollowUp,

    /// <summary>Another form of a question's words: an acronym's, or a word of the same family or meaning.</summary>
    Acronym,
    History,
    Scenario,
}

namespace CcgBot.Answering.Support;

/// <summary>
/// A stretch of a sentence that says one thing of something: what "fell in Leeds" and "rose in York" are in "Mortality fell in Leeds but rose in
/// York". Words belong together when one clause has them.
/// </summary>
internal sealed class Clause(int sentence, ClauseLink link, string connector)
{
    /// <summary>Its own words, in order, without those of clauses inside it.</summary>
    public List<ClauseWord> Words { get; } = [];

    /// <summary>Of which sentence, counted over all texts.</summary>
    public int Sentence { get; } = sentence;

    public ClauseLink Link { get; } = link;

    /// <summary>The word that opens it ("if", "because", "and"), lower case; empty for none.</summary>
    public string Connector { get; } = connector;

    /// <summary>The clause that it goes on from, hangs on or stands in; null for a sentence's first.</summary>
    public Clause? Main { get; init; }

    /// <summary>Words that it leaves out since the clause before it has them: a subject, with gapping the verb too.</summary>
    public List<ClauseWord> Shared { get; } = [];

    /// <summary>What a pronoun of it may stand for.</summary>
    public List<ClauseWord> Antecedents { get; } = [];

    /// <summary>Clauses that hang on it: conditions, times, reasons, relative clauses.</summary>
    public List<Clause> Attached { get; } = [];

    public bool IsPassive { get; set; }

    /// <summary>The place of the first verb in <see cref="Words"/>; the count of words when there is none.</summary>
    public int Verb => Words.FindIndex(word => word.IsVerb) is >= 0 and var at ? at : Words.Count;

    public bool HasVerb => Verb < Words.Count;

    /// <summary>Content words before a verb that no preposition governs; those it shares when it has none of its own.</summary>
    /// <param name="verb">Its place in <see cref="Words"/>.</param>
    public List<ClauseWord> Left(int verb)
    {
        var own = Words.Take(verb).Where(word => word.IsBare && word.IsContent && !word.IsVerb).ToList();
        return own.Count > 0 ? own : [.. Shared.Where(word => word.IsBare && word.IsContent && !word.IsVerb)];
    }

    /// <summary>Content words after a verb that no preposition governs.</summary>
    public List<ClauseWord> Right(int verb) => [.. Words.Skip(verb).Where(word => word.IsBare && word.IsContent && !word.IsVerb)];

    /// <summary>Who acts by a passive verb: what follows "by".</summary>
    public List<ClauseWord> Agents(int verb) => [.. Words.Skip(verb).Where(word => word.Preposition == "by" && word.IsContent)];

    /// <summary>An odd number of words that deny.</summary>
    public bool Denies { get; set; }
}

/// <summary>A token with the part it plays.</summary>
/// <param name="Preposition">The one that governs it, lower case; null for none.</param>
/// <param name="Place">Among the words of its sentence.</param>
internal sealed record ClauseWord(Token Token, bool IsVerb, string? Preposition, int Place)
{
    public bool IsBare => Preposition is null;

    /// <summary>Something that a fact hangs on: a content word or a number.</summary>
    public bool IsContent { get; } = (Token.IsContent && !ClauseWords.IsLink(Token.Lower) && !ClauseWords.Determiners.Contains(Token.Lower)) || char.IsDigit(Token.Written[0]) || NumberSupport.IsNumberWord(Token.Lower);
}

internal enum ClauseLink
{
    /// <summary>It stands by itself.</summary>
    Main,

    /// <summary>It goes on from another with a verb of its own ("and", "but").</summary>
    Coordinated,

    /// <summary>It goes on from another and leaves the verb out: "and flax in Belfast".</summary>
    Gapped,

    /// <summary>What is said to be not meant: ", not the architect,".</summary>
    Excluded,

    /// <summary>A time, a reason, a condition.</summary>
    Subordinate,

    /// <summary>After "who", "which", "whose", "where" or a noun's "that".</summary>
    Relative,

    /// <summary>What is said, found or thought: after a verb's "that" or "whether".</summary>
    Complement,
}

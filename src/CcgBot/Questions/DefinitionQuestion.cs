using System.Text.RegularExpressions;

namespace CcgBot.Questions;

/// <summary>A question for what a word means.</summary>
/// <param name="Term">What is asked about, without article and quotation marks: "CCG".</param>
/// <param name="SpellsOut">Asks for the words behind a short form: only a sentence that has them answers.</param>
public sealed partial record DefinitionQuestion(string Term, bool SpellsOut)
{
    private const int MostWords = 6;

    /// <summary>Reads "What does CCG stand for?", "What is a CCG?", "define CCG", "meaning of CCG"; null for any other question.</summary>
    public static DefinitionQuestion? Of(string question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var text = Spaces().Replace(question, " ").Trim().TrimEnd('?', '.', '!', ' ');
        return Read(text, SpelledOut(), spellsOut: true) ?? Read(text, Meaning(), spellsOut: false) ?? Read(text, WhatIs(),
            spellsOut: false) ?? Read(text, Bare(), spellsOut: false);
    }

    private static DefinitionQuestion? Read(string text, Regex form, bool spellsOut)
    {
        if (form.Match(text) is not { Success: true } match)
        {
            return null;
        }

        var term = match.Groups["term"].Value.Trim(' ', '“', '”', '"', '\'', '‘', '’', ',');
        return term.Length > 0 && term.Count(c => c == ' ') < MostWords && !NoTerm().IsMatch(term) ? new DefinitionQuestion(term, spellsOut) : null;
    }

    private const string Ask = @"^(?:please |and |so |but |can you |could you |(?:tell|show|give) (?:me|us) ){0,9}";
    private const string Lead = @"(?:the )?(?:(?:abbreviation|acronym|initials|initialism|short form|letters|term|word|words|phrase|expression"
        + @"|name) (?:for |of )?)?";
    private const string Subject = @"(?:an? |the )?(?<term>\S(?:.{0,78}\S)?)";

    [GeneratedRegex(Ask + @"(?:what (?:does|do|did) " + Lead + Subject + @" (?:stand|stands|stood) for|what (?:is|are) " + Lead + Subject +
        @" (?:short for|an? (?:abbreviation|acronym) (?:of|for))|what (?:is|are|was) the (?:full|long) (?:name|form|title|version) (?:of|for) "
        + Lead + Subject + @"|(?:what )?" + Lead + Subject + @" (?:stands|stand) for(?: what)?|what(?: is|['’]s|s) (?:the )?(?:abbreviation|acronym|short form|initials|abbreviated form) (?:of|for) " + Subject
        + @"|how (?:is|are) " + Subject + @" abbreviated|(?:expand|spell out|write out) " + Lead + Subject
        + @")$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex SpelledOut();

    [GeneratedRegex(Ask + @"(?:what (?:does|do|did) " + Lead + Subject + @" (?:mean|means|denote|signify|refer to)|what (?:is|are) meant by " + Lead
        + Subject + @"|(?:what (?:is|are|s|['’]s) )?(?:the )?(?:meaning|definition|explanation) of " + Lead + Subject
        + @"|(?:define|explain the (?:term|word|abbreviation|acronym)|explain what) " + Lead + Subject + @"(?: (?:is|are|means|mean))?|what " + Lead
        + Subject + @" (?:means|mean)|what exactly (?:is|are) " + Lead + Subject + @"|" + Lead + Subject
        + @" (?:meaning|definition))$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Meaning();

    [GeneratedRegex(Ask + @"(?:what|who)(?:['’]s| is| are|s) (?:an? |the )?(?<term>[\p{L}\p{N}’'&/.-]+(?: [\p{L}\p{N}’'&/.-]+){0,4})$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex WhatIs();

    /// <summary>A short form and nothing else.</summary>
    [GeneratedRegex(@"^(?<term>[\p{L}\p{N}&-]*\p{Lu}[\p{L}\p{N}&-]*\p{Lu}[\p{L}\p{N}&-]*)$", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();

    /// <summary>More than a name: "the cost of parking", "it", "open on Sundays".</summary>
    [GeneratedRegex(@"^(?:it|this|that|they|them|he|she|there|these|those|i|you|we|going|being|your name)\b|\b(?:of|in|on|at|to|for|with|by|from|about"
        + @"|that|who|which|if|when|is|are|was|were|do|does|did|can|should|will|has|have|my|your|our|this|these|those|their|its|open|closed|available"
        + @"|allowed|called|like|done|needed|required|included|best|most|latest|next|first|last|new)\b", RegexOptions.IgnoreCase)]
    private static partial Regex NoTerm();

    [GeneratedRegex(@"\s+", RegexOptions.NonBacktracking)]
    private static partial Regex Spaces();
}

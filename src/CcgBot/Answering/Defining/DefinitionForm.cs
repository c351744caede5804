using System.Text.RegularExpressions;
using CcgBot.Text;

namespace CcgBot.Answering.Defining;

/// <summary>The forms that a definition has. Pure.</summary>
internal static partial class DefinitionForm
{
    private const int MostWordsOfSubject = 8;

    /// <summary>How surely a sentence defines a subject; 0 = it doesn't.</summary>
    /// <param name="isSubject">Whether some words name what is defined.</param>
    public static double Of(string sentence, Func<string, bool> isSubject)
    {
        foreach (var (form, worth) in Forms)
        {
            if (form.Match(sentence) is { Success: true } match && IsSubject(match.Groups["subject"].Value, isSubject))
            {
                return worth;
            }
        }

        return 0;
    }

    /// <summary>Whether something is said of a short form right where it is spelt out: "… (CCGs) – led by GPs – take responsibility for …".</summary>
    public static bool GoesOn(string sentence, Acronym spelt)
    {
        var bracket = sentence.IndexOf($"({spelt.Short})", StringComparison.Ordinal);
        return bracket >= 0 && Explains().IsMatch(sentence[(bracket + spelt.Short.Length + 2)..]);
    }

    /// <summary>What a short form is said to stand for: the span of the words, in the sentence.</summary>
    public static TextSpan? StandsFor(string sentence, Func<string, bool> isSubject) =>
        Standing().Match(sentence) is { Success: true } match && IsSubject(match.Groups["subject"].Value, isSubject)
            ? new TextSpan(match.Groups["long"].Index, match.Groups["long"].Index + match.Groups["long"].Length)
            : null;

    private static bool IsSubject(string subject, Func<string, bool> isSubject)
    {
        var words = Bracketed().Replace(subject, "").Trim(' ', '“', '”', '"', '\'', '‘', '’', ',', '*', '_');
        return words.Length > 0 && words.Count(c => c == ' ') < MostWordsOfSubject && isSubject(words);
    }

    private static readonly (Regex Form, double Worth)[] Forms =
    [
        (Copula(), 0.95),
        (Verb(), 0.95),
        (ByIsMeant(), 0.95),
        (Called(), 0.9),
        (OtherName(), 0.8),
        (Apposition(), 0.75),
        (Glossary(), 0.85),
    ];

    /// <summary>"A merger is a …", "Clinical commissioning groups (CCGs) are statutory bodies …"; not "are studied", "is open".</summary>
    [GeneratedRegex(@"^(?:In (?:this|these) [\p{L} ]{3,40}, )?(?:(?:The term|A|An|The|Every|Each) )?(?<subject>[^,.;:]{1,90}?) (?:is|are|was"
        + @"|were) (?:an? |the (?:\p{L}{1,60} )?(?:name|term|word|process|body|part|person|place|group|organisation|organization|amount|number|time|way"
        + @"|practice|act|use|study|condition|largest|main|most|official|only|first|local|national)\b|any (?:\p{L}{1,60} )?\p{L}|one of (?:the|our|several)\b"
        + @"|when\b|where\b|what\b|how\b|(?:\p{L}{1,60} )?(?:kinds?|types?|forms?|pieces?|sets?|groups?|parts?) of\b|people who\b|someone who\b"
        + @"|something that\b|(?!(?:not|also|now|only|often|usually|very|being|been|open|closed|free|available|expected|required|allowed|asked|able"
        + @"|likely|in|on|at|to|for|with|by|from|under|over|about|more|less|most|still|already|both|all|there|here|held|kept|made|given|taken|seen|done"
        + @"|sold|paid|set|met|due)\b)(?!\p{L}{1,60}(?:ed|ing)\b)"
        + @"(?:(?!(?:in|on|at|to|for|with|by|from|of|and|or|than|as)\b)\p{L}{1,60} ){0,3}\p{L}{3,60}s\b)", RegexOptions.IgnoreCase)]
    private static partial Regex Copula();

    [GeneratedRegex(@"^(?:In (?:this|these) [\p{L} ]{3,40}, )?(?:(?:The (?:term|word|abbreviation|acronym)|A|An"
        + @"|The) )?(?<subject>[^,.;:]{1,90}?) (?:means|mean|refers to|refer to|stands for|stand for|is short for|describes|denotes|(?:is"
        + @"|are) (?:defined as|another (?:name|word) for|known as|the (?:name|term|word) (?:for|given to)))\b", RegexOptions.IgnoreCase)]
    private static partial Regex Verb();

    [GeneratedRegex(@"\b[Bb]y (?:an? |the )?(?<subject>[^,.;:]{1,60}?),? (?:we|is|are) (?:mean|meant)\b")]
    private static partial Regex ByIsMeant();

    [GeneratedRegex(@"(?:\b(?:called|known as|termed|referred to as)) (?:an? "
        + @"|the )?(?<subject>[“""‘']?[\p{L}\p{N}’'-]{1,60}(?: [\p{L}\p{N}’'-]{1,60}){0,3}[”""’']?)(?=[.,;:)]|$)", RegexOptions.IgnoreCase)]
    private static partial Regex Called();

    [GeneratedRegex(@"^(?:(?:A|An|The) )?(?<subject>[\p{L}\p{N}’'-]{1,60}(?: [\p{L}\p{N}’'-]{1,60}){0,4}(?: \([^()]{2,14}\))?),? (?:which (?:is|are)|who (?:is|are)"
        + @"|[–—-] (?:which (?:is|are) )?(?:an?|the)|an?|the) ", RegexOptions.IgnoreCase)]
    private static partial Regex Apposition();

    /// <summary>"High blood pressure, or hypertension, rarely has symptoms."</summary>
    [GeneratedRegex(@"^(?:(?:A|An|The) )?[\p{L}\p{N}’'-]{1,60}(?: [\p{L}\p{N}’'-]{1,60}){0,4}(?:, or (?:an? )?| \((?:or |also )?(?:an? |called "
        + @"|known as )?)(?<subject>[\p{L}\p{N}’'-]{1,60}(?: [\p{L}\p{N}’'-]{1,60}){0,3})[,)]", RegexOptions.IgnoreCase)]
    private static partial Regex OtherName();

    /// <summary>"Triage: deciding who is seen first."</summary>
    [GeneratedRegex(@"^(?<subject>[\p{L}\p{N}’'&/-]{1,60}(?: [\p{L}\p{N}’'&/-]{1,60}){0,4}(?: \([^()]{2,40}\))?)\s?(?::|\s[–—-])\s{1,20}\p{L}")]
    private static partial Regex Glossary();

    [GeneratedRegex(@"^(?:(?:The (?:abbreviation|acronym|term|letters)) )?(?<subject>[“""‘']?[\p{L}\p{N}&/.-]{2,16}[”""’']?) (?:stands for|stand for"
        + @"|is short for|means|is (?:the|an) (?:abbreviation|acronym) (?:of|for)|is the short form of) (?<long>[^.;:(]{3,120}?)(?=[.;:,(]|$)",
    RegexOptions.IgnoreCase)]
    private static partial Regex Standing();

    [GeneratedRegex(@"^\s{0,20}(?:[–—-]|,? (?:which|who|that)\b|,? (?:is|are|was|were|has|have|will|provides?|take|takes|runs?|manages?|works?|helps?)\b"
        + @"|, an? |, the )", RegexOptions.IgnoreCase)]
    private static partial Regex Explains();

    [GeneratedRegex(@"\([^()]{0,60}\)")]
    private static partial Regex Bracketed();
}

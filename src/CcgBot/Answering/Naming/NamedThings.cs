using System.Collections.Frozen;
using System.Text.RegularExpressions;
using CcgBot.Retrieval;
using CcgBot.Retrieval.Lexical;
using CcgBot.Text.Words;

namespace CcgBot.Answering.Naming;

/// <summary>
/// What a question names: a medicine, an illness, a person, a place, a body or those for whom something holds. An answer that rests on a paragraph of
/// something else is no answer to it. Pure.
/// </summary>
internal static partial class NamedThings
{
    /// <summary>In more than this share of all paragraphs, a name is what the whole corpus is about and tells nothing apart.</summary>
    private const double General = 0.5;

    /// <summary>A shorter word with a capital is a slip or a particle ("Lor", "Von"), unless it is capitals alone.</summary>
    private const int ShortestName = 4;

    /// <summary>Those for whom something holds, each group by words that mean the same people.</summary>
    private static readonly string[][] Groups =
    [
        ["child", "children", "kid", "kids", "minor", "minors", "juvenile", "juveniles", "paediatric", "pediatric", "underage", "boy", "boys", "girl",
        "girls", "son", "daughter", "pupil", "pupils", "school", "schools", "young", "youth", "toddler", "toddlers", "teenager", "teenagers", "aged",
        "age", "ages", "infant", "infants", "baby", "babies", "childhood"],
        ["baby", "babies", "infant", "infants", "newborn", "newborns", "neonatal", "neonate", "neonates", "months", "weeks", "birth", "born", "breastfeeding"],
        ["pregnant", "pregnancy", "pregnancies", "expectant", "antenatal", "maternity", "unborn", "trimester"],
        ["pensioner", "pensioners", "elderly", "older", "senior", "seniors", "retired", "60", "65", "70", "old"],
        ["teenager", "teenagers", "teen", "teens", "adolescent", "adolescents", "adolescence", "young", "youth", "13", "16", "18", "aged"],
        ["student", "students", "pupil", "pupils", "undergraduate", "undergraduates", "postgraduate", "university", "college", "learner", "learners", "school"],
        ["disabled", "disability", "disabilities", "wheelchair", "accessible", "access", "impaired", "impairment", "blue"],
        ["tourist", "tourists", "visitor", "visitors", "traveller", "travellers", "traveler"],
        ["dog", "dogs", "puppy", "puppies", "canine", "pet", "pets", "animal", "animals"],
        ["cat", "cats", "kitten", "kittens", "feline", "pet", "pets", "animal", "animals"],
        ["women", "woman", "female", "females", "lady", "ladies", "girl", "girls", "mother", "mothers", "her", "she", "cervical", "breast", "pregnant",
        "menopause"],
    ];

    private static readonly string[] UnitsOfAge = ["year", "years", "month", "months", "week", "weeks"];

    /// <summary>Capitals of these name no thing that an answer must be about.</summary>
    private static readonly FrozenSet<string> NoNames = FrozenSet.ToFrozenSet(
        ("january february march april may june july august september october november december monday tuesday wednesday thursday friday saturday sunday "
            + "christmas easter "
            + "dr doctor mr mrs ms miss professor prof sir lord lady dame king queen president prime minister saint st i the a an in of and or not is are "
            + "god internet "
            + "english french german american british spanish italian dutch greek roman latin european african asian chinese japanese russian indian "
            + "scottish welsh irish").Split(' '),
        StringComparer.Ordinal);

    /// <param name="Surface">As typed.</param>
    /// <param name="Forms">Words of which any stands for it besides its own forms; empty but for people.</param>
    internal sealed record Named(QuestionTerm Term, string Surface, IReadOnlyList<string> Forms)
    {
        private IReadOnlyList<string>? _formTerms;

        /// <summary>The index terms of <see cref="Forms"/>: analysed once a question and not once a paragraph.</summary>
        public IReadOnlyList<string> FormTerms(EnglishTextAnalyzer analyzer) => _formTerms ??= [.. Forms.SelectMany(analyzer.Terms).Distinct(StringComparer.Ordinal)];

        /// <summary>A name by its capital, not one of a list of known things.</summary>
        public bool IsName { get; init; }

        /// <summary>One of a run of capitalised words: "Kath" of "Kath Checkland".</summary>
        public bool IsPartOfRun { get; init; }
    }

    /// <param name="paragraphs">How many paragraphs there are.</param>
    public static IReadOnlyList<Named> Of(string question, IReadOnlyList<QuestionTerm> terms, int paragraphs)
    {
        var capitals = !IsTitleCase(question);
        var own = terms.Where(term => term.Origin is TermOrigin.Question or TermOrigin.Repaired).ToList();
        var named = new List<Named>();
        var ofAge = Age().IsMatch(question);
        foreach (var term in own)
        {
            var lower = term.Surface.ToLowerInvariant();
            if (paragraphs > 0 && term.DocumentFrequency > Math.Max(3, General * paragraphs) || NoNames.Contains(lower) || lower.Any(char.IsDigit)
                || lower.Length < 2)
            {
                continue;
            }

            if (Groups.FirstOrDefault(group => group[0] == lower || group[1] == lower || group.Length > 2
                && lower is "kids" or "kid" or "newborn" or "newborns" or "elderly" && group.Contains(lower)) is { } people)
            {
                // "a child of 6 years" is in the row of a table that says "5 to 8 years" and no more.
                named.Add(new Named(term, term.Surface, ofAge ? [.. people, .. UnitsOfAge] : people));
            }
            else if (NamedWords.Has(term.Term, term.Surface))
            {
                named.Add(new Named(term, term.Surface, []));
            }
            else if (capitals && term.IsDetail && char.IsUpper(term.Surface[0]) && (lower.Length >= ShortestName || !term.Surface.Any(char.IsLower)))
            {
                named.Add(new Named(term, term.Surface, []) { IsName = true, IsPartOfRun = InRun(question, term.Surface) });
            }
        }

        return named;
    }

    /// <summary>Every long word with a capital: they tell no names then.</summary>
    private static bool IsTitleCase(string question)
    {
        var words = Words().Matches(question).Select(match => match.Value).Where(word => word.Length > 3).ToList();
        return words.Count > 2 && words.Skip(1).Count(word => char.IsUpper(word[0])) * 4 >= (words.Count - 1) * 3;
    }

    private static bool InRun(string question, string word)
    {
        var at = question.IndexOf(word, StringComparison.Ordinal);
        return at >= 0 && (After().IsMatch(question[(at + word.Length)..]) || Before().IsMatch(question[..at]));
    }

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();

    [GeneratedRegex(@"\b(?:[0-9]{1,3}|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)[ -](?:year|month|week)",
        RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex Age();

    [GeneratedRegex(@"^[ -]\p{Lu}")]
    private static partial Regex After();

    [GeneratedRegex(@"\p{Lu}[\p{L}'’.-]{0,60}[ -]$")]
    private static partial Regex Before();
}

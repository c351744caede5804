using System.Text.RegularExpressions;
using CcgBot.Retrieval;

namespace CcgBot.Answering.Clarifying;

/// <summary>
/// People that a question could mean: two of one surname in the paragraphs found, or two in the last answer where the question has only
/// "he" or "she". Only people written with a title ("Dr", "Professor") are seen: it tells a person from every other name. Pure.
/// </summary>
internal static partial class PersonReadings
{
    /// <summary>"What did Brown say?" with a Dr Anna Brown and a Professor Tom Brown.</summary>
    public static Ambiguity? OfSurname(Question asked, IReadOnlyList<ScoredParagraph> found)
    {
        var people = found.SelectMany(scored => People(scored.Paragraph.Text)).Where(person => person.First.Length > 0).DistinctBy(person => (person.First, person.Last)).ToList();
        foreach (var same in people.GroupBy(person => person.Last).Where(group => group.Count() > 1))
        {
            // A first name before it says which.
            var place = Regex.Match(asked.Text, $@"(?<!\p{{Lu}}[\p{{L}}.'’-]*\s)(?:(?<title>{Title})\.?\s)?\b{Regex.Escape(same.Key)}\b(?!\s\p{{Lu}})");
            var meant = same.Where(person => !place.Groups["title"].Success || person.Title == place.Groups["title"].Value).ToList();
            if (place.Success && meant.Count > 1 && !meant.Exists(person => asked.Text.Contains(person.First, StringComparison.Ordinal)))
            {
                return new Ambiguity(
                    $"There is more than one {place.Value} in the articles. Whom do you mean?",
                    [.. meant.Select(person => Of(asked.Text, place.Index, place.Length, person, possessive: false))]);
            }
        }

        return null;
    }

    /// <summary>"Where does she work?" after an answer that names Dr Anna Brown and Professor Kate Green.</summary>
    public static Ambiguity? OfPronoun(Question asked)
    {
        if (asked.History is not [.., { Role: Role.Assistant } answer]
            || asked.History.LastOrDefault(turn => turn.Role == Role.User) is not { } before
            || Pronoun().Matches(asked.Text) is not [var pronoun]
            || People(asked.Text).Any())
        {
            return null;
        }

        var isHer = pronoun.Value.ToLowerInvariant() is "she" or "her" or "hers";
        var people = People(Marks().Replace(answer.Content, ""))
            .DistinctBy(person => person.Last)
            .Where(person => Gender(person.Title) is not { } she || she == isHer)
            .ToList();
        if (people.Count < 2 || people.Exists(person => before.Content.Contains(person.Last, StringComparison.OrdinalIgnoreCase)))
        {
            return null;
        }

        var possessive = pronoun.Value.ToLowerInvariant() is "his" or "hers" || pronoun.Value.Equals("her", StringComparison.OrdinalIgnoreCase) && NextIsNoun().IsMatch(asked.Text, pronoun.Index + pronoun.Length);
        return new Ambiguity(
            $"The last answer names {(people.Count == 2 ? "two people" : "several people")}. Whom do you mean?",
            [.. people.Select(person => Of(asked.Text, pronoun.Index, pronoun.Length, person, possessive))]);
    }

    private static Reading Of(string question, int at, int length, Person person, bool possessive) => new(
        person.Whole,
        $"{Lead().Replace(question[..at], "")}{person.Whole}{(possessive ? "’s" : "")}{question[(at + length)..]}",
        paragraph => paragraph.Text.Contains(person.First.Length > 0 ? $"{person.First} {person.Last}" : person.Last, StringComparison.Ordinal));

    private static IEnumerable<Person> People(string text) => Named().Matches(text).Select(match => new Person(
        match.Groups["title"].Value, match.Groups["first"].Value, match.Groups["last"].Value, match.Value));

    private static bool? Gender(string title) => title switch
    {
        "Mr" or "Sir" or "Lord" => false,
        "Mrs" or "Ms" or "Miss" or "Dame" or "Lady" or "Baroness" => true,
        _ => null,
    };

    private const string Title = "Dr|Prof|Professor|Mr|Mrs|Ms|Miss|Sir|Dame|Lord|Lady|Baroness";

    [GeneratedRegex($@"\b(?<title>{Title})\.?\s(?:(?<first>\p{{Lu}}[\p{{L}}’'-]+)\s(?:\p{{Lu}}\.?\s)?)?(?<last>\p{{Lu}}[\p{{L}}’'-]*\p{{Ll}})(?!\s\p{{Lu}})")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:he|him|his|she|her|hers)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\G\s+(?!(?:and|or|in|at|on|by|for|to|from|with|about|as|when|before|after)\b)\p{L}")]
    private static partial Regex NextIsNoun();

    /// <summary>"And" at the start leans on the turn before, which a question that stands alone has none of.</summary>
    [GeneratedRegex(@"^\s*(?:and|but|so|also|then)\s+", RegexOptions.IgnoreCase)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\[\d+\]|[*\\_]")]
    private static partial Regex Marks();

    private sealed record Person(string Title, string First, string Last, string Whole);
}

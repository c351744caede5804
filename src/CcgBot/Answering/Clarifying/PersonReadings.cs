using System.Text.RegularExpressions;
using CcgBot.Retrieval;
using CcgBot.Text;

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
            if (Place(asked.Text, same.Key) is not { } place)
            {
                continue;
            }

            var meant = same.Where(person => place.Title is null || person.Title == place.Title).ToList();
            if (meant.Count > 1 && !meant.Exists(person => asked.Text.Contains(person.First, StringComparison.Ordinal)))
            {
                return new Ambiguity(
                    $"There is more than one {asked.Text[place.Start..place.End]} in the articles. Whom do you mean?",
                    [.. meant.Select(person => Of(asked.Text, place.Start, place.End - place.Start, person, possessive: false))]);
            }
        }

        return null;
    }

    /// <summary>Where a surname stands by itself or with a title: a first name before it, or a name that goes on after it, says which.</summary>
    private static (int Start, int End, string? Title)? Place(string text, string surname)
    {
        for (var at = WholeWords.IndexOf(text, surname); at >= 0; at = WholeWords.IndexOf(text, surname, at + 1))
        {
            var end = at + surname.Length;
            var goesOn = end + 1 < text.Length && char.IsWhiteSpace(text[end]) && char.IsUpper(text[end + 1]);
            var (start, title) = WithTitle(text, at);
            if (!goesOn && !FollowsName(text, start))
            {
                return (start, end, title);
            }
        }

        return null;
    }

    private static (int Start, string? Title) WithTitle(string text, int surname)
    {
        if (surname == 0 || !char.IsWhiteSpace(text[surname - 1]))
        {
            return (surname, null);
        }

        var before = text.AsSpan(0, surname - 1);
        before = before is [.., '.'] ? before[..^1] : before;
        foreach (var title in Titles)
        {
            if (before.EndsWith(title, StringComparison.Ordinal) && (before.Length == title.Length || !char.IsLetter(before[^(title.Length + 1)])))
            {
                return (before.Length - title.Length, title);
            }
        }

        return (surname, null);
    }

    /// <summary>True right after a word that has a capital.</summary>
    private static bool FollowsName(string text, int at)
    {
        if (at == 0 || !char.IsWhiteSpace(text[at - 1]))
        {
            return false;
        }

        var from = at - 1;
        while (from > 0 && (char.IsLetter(text[from - 1]) || text[from - 1] is '.' or '\'' or '’' or '-'))
        {
            if (char.IsUpper(text[--from]))
            {
                return true;
            }
        }

        return false;
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

    private static readonly string[] Titles = Title.Split('|');

    [GeneratedRegex($@"\b(?<title>{Title})\.?\s(?:(?<first>\p{{Lu}}[\p{{L}}’'-]{{1,60}})\s(?:\p{{Lu}}\.?\s)?)?(?<last>\p{{Lu}}[\p{{L}}’'-]{{0,60}}\p{{Ll}})(?!\s\p{{Lu}})")]
    private static partial Regex Named();

    [GeneratedRegex(@"\b(?:he|him|his|she|her|hers)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Pronoun();

    [GeneratedRegex(@"\G\s{1,20}(?!(?:and|or|in|at|on|by|for|to|from|with|about|as|when|before|after)\b)\p{L}")]
    private static partial Regex NextIsNoun();

    /// <summary>"And" at the start leans on the turn before, which a question that stands alone has none of.</summary>
    [GeneratedRegex(@"^\s*(?:and|but|so|also|then)\s+", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex Lead();

    [GeneratedRegex(@"\[\d+\]|[*\\_]", RegexOptions.NonBacktracking)]
    private static partial Regex Marks();

    private sealed record Person(string Title, string First, string Last, string Whole);
}

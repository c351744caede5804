using System.Text.RegularExpressions;
using CcgBot.Retrieval;
using CcgBot.Text;

namespace CcgBot.Answering.Clarifying;

/// <summary>Articles about different things of one name, told apart by what their titles have in brackets: "Mercury (planet)", "Mercury (element)". Pure.</summary>
internal static partial class TitleReadings
{
    private const int FewestLetters = 3;

    public static Ambiguity? Of(Question asked, IReadOnlyList<ScoredParagraph> found)
    {
        var named = found.Select(scored => scored.Paragraph.Title).Distinct(StringComparer.OrdinalIgnoreCase)
            .Select(title => (Title: title, Match: Qualified().Match(title)))
            .Where(item => item.Match.Success && item.Match.Groups[1].Length >= FewestLetters)
            .Select(item => (item.Title, Name: item.Match.Groups[1].Value, Qualifier: item.Match.Groups[2].Value));
        foreach (var same in named.GroupBy(item => item.Name, StringComparer.OrdinalIgnoreCase).Where(group => group.Count() > 1))
        {
            if (Place(asked.Text, same.Key) is { } place && !same.Any(item => Words().Matches(item.Qualifier).Any(word => Place(asked.Text, word.Value) is not null)))
            {
                return new Ambiguity(
                    $"There is more than one article on “{same.Key}”. Which do you mean?",
                    [.. same.Select(item => new Reading(
                        item.Title,
                        $"{asked.Text[..place]}{item.Title}{asked.Text[(place + same.Key.Length)..]}",
                        paragraph => paragraph.Title.Equals(item.Title, StringComparison.OrdinalIgnoreCase)))]);
            }
        }

        return null;
    }

    private static int? Place(string text, string words) => WholeWords.IndexOf(text, words, comparison: StringComparison.OrdinalIgnoreCase) is >= 0 and var at ? at : null;

    [GeneratedRegex(@"^(.+?)\s+\(([^()]+)\)$", RegexOptions.NonBacktracking)]
    private static partial Regex Qualified();

    [GeneratedRegex(@"[\p{L}\p{N}]+", RegexOptions.NonBacktracking)]
    private static partial Regex Words();
}

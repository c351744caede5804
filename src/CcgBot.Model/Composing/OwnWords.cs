using System.Text.RegularExpressions;

namespace CcgBot.Model.Composing;

/// <summary>Model text that is about the question rather than the articles (unanswered parts, a rewritten question) keeps to words that were asked.</summary>
internal static partial class OwnWords
{
    private static readonly HashSet<string> Glue = new(
        "a an the of in on at to for from by with and or is are was were be been do does did has have had what which who when where why how whether if about that this it any there".Split(' '),
        StringComparer.OrdinalIgnoreCase);

    /// <summary>Every word of a text stands in one of the others, but for articles, question words and the like.</summary>
    public static bool Only(string text, params IEnumerable<string> others)
    {
        var asked = others.SelectMany(Words).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var said = Words(text).ToList();
        return said.Count > 0 && said.All(word => asked.Contains(word) || Glue.Contains(word)) && said.Any(word => !Glue.Contains(word));
    }

    private static IEnumerable<string> Words(string text) => WordPattern().Matches(text).Select(match => match.Value);

    [GeneratedRegex(@"[\p{L}\p{N}]+(?:[.@'’/:-][\p{L}\p{N}]+)*", RegexOptions.NonBacktracking)]
    private static partial Regex WordPattern();
}

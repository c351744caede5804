using System.Text.RegularExpressions;
using CcgBot.Retrieval;
using CcgBot.Text;

namespace CcgBot.Answering.Clarifying;

/// <summary>A short form of the question that the paragraphs found spell out in ways that have next to nothing in common. Pure.</summary>
internal static partial class AcronymReadings
{
    private const int Stem = 4;

    /// <summary>Long forms with more of their words in common than this are one thing said two ways ("randomised controlled / clinical trial").</summary>
    private const double MostCommon = 1.0 / 3;

    public static Ambiguity? Of(Question asked, IReadOnlyList<ScoredParagraph> found)
    {
        foreach (Match match in ShortForm().Matches(asked.Text))
        {
            var meanings = Meanings(Singular(match.Value), found);
            if (meanings.Count < 2 || meanings.Exists(meaning => Stems(meaning.Long).Overlaps(Stems(asked.Text))))
            {
                continue;
            }

            return new Ambiguity(
                $"“{match.Value}” stands for {(meanings.Count == 2 ? "two" : "several")} things in the articles. Which do you mean?",
                [.. meanings.Select(meaning => new Reading(
                    $"{match.Value}: {meaning.Long}",
                    $"{asked.Text[..match.Index]}{meaning.Long} ({match.Value}){asked.Text[(match.Index + match.Length)..]}",
                    paragraph => meaning.Articles.Contains(paragraph.Id.ArticleId) || paragraph.Text.Contains(meaning.Long, StringComparison.OrdinalIgnoreCase)))]);
        }

        return null;
    }

    private static List<(string Long, HashSet<string> Articles)> Meanings(string shortForm, IReadOnlyList<ScoredParagraph> found)
    {
        var meanings = new List<(string Long, HashSet<string> Articles)>();
        foreach (var paragraph in found.Select(scored => scored.Paragraph))
        {
            foreach (var acronym in AcronymFinder.Find(paragraph.Text).Where(acronym => Singular(acronym.Short) == shortForm))
            {
                if (meanings.FindIndex(meaning => IsSame(meaning.Long, acronym.Long)) is >= 0 and var place)
                {
                    meanings[place].Articles.Add(paragraph.Id.ArticleId);
                }
                else
                {
                    meanings.Add((acronym.Long, [paragraph.Id.ArticleId]));
                }
            }
        }

        return meanings;
    }

    private static bool IsSame(string one, string other)
    {
        var (a, b) = (Stems(one), Stems(other));
        return a.Intersect(b).Count() > MostCommon * Math.Min(a.Count, b.Count);
    }

    private static HashSet<string> Stems(string text) =>
        [.. Word().Matches(text).Select(match => match.Value.ToLowerInvariant()).Where(word => word.Length >= Stem).Select(word => word[..Stem])];

    private static string Singular(string shortForm) => shortForm.Length > 2 && shortForm[^1] == 's' ? shortForm[..^1] : shortForm;

    [GeneratedRegex(@"(?<![\p{L}\p{N}])(?=[\p{L}\p{N}&-]{0,60}\p{Lu}[\p{L}\p{N}&-]{0,60}\p{Lu})\p{L}[\p{L}\p{N}&-]{1,11}(?![\p{L}\p{N}])")]
    private static partial Regex ShortForm();

    [GeneratedRegex(@"\p{L}+", RegexOptions.NonBacktracking)]
    private static partial Regex Word();
}

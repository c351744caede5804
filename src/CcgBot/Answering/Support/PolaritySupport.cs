using System.Collections.Frozen;

namespace CcgBot.Answering.Support;

/// <summary>Words that deny, that turn others round, and that make a statement stronger.</summary>
internal static class PolaritySupport
{
    private static readonly FrozenSet<string> Cues = SupportWords.Set(
        """
        not no never none nobody nothing nowhere neither nor cannot without hardly scarcely barely rarely seldom unable
        lack lacks lacked lacking fail fails failed failing refuse refuses refused deny denies denied instead rather except
        """);

    private static readonly FrozenSet<string> Plain = SupportWords.Set("not no never none nobody nothing nowhere neither nor cannot hardly scarcely barely rarely seldom unable");

    public static bool IsCue(string lower) => Cues.Contains(lower) || lower.EndsWith("n't", StringComparison.Ordinal);

    /// <summary>The word makes its clause a denial: "not", "none"; not what is no denial ("not only").</summary>
    public static bool Denies(IReadOnlyList<Token> words, int i) =>
        (Plain.Contains(words[i].Lower) || words[i].Lower.EndsWith("n't", StringComparison.Ordinal)) && !IsRhetorical(words, i);

    public static bool AreOpposite(string one, string other) => SupportWords.Opposites.Any(pair =>
        (pair.One.Contains(one) && pair.Other.Contains(other)) || (pair.Other.Contains(one) && pair.One.Contains(other)));

    // "rather than" denies what follows it; "not only", "rather" alone and "no doubt" deny nothing.
    private static bool IsRhetorical(IReadOnlyList<Token> sentence, int i)
    {
        var next = i + 1 < sentence.Count ? sentence[i + 1].Lower : "";
        return (sentence[i].Lower, next) switch
        {
            ("not", "only") or ("no", "doubt") => true,
            ("rather", "than") or ("instead", "of") => false,
            ("rather" or "instead", _) => true,
            _ => false,
        };
    }

    /// <summary>A word that makes a statement stronger than any of the paragraphs'.</summary>
    public static string? TooStrong(SupportText claim, SupportText source)
    {
        foreach (var strong in SupportWords.Strong)
        {
            if (claim.Tokens.FirstOrDefault(token => strong.Contains(token.Lower)) is { } token && !source.Words.Overlaps(strong)
                && !(strong.Contains("must") && source.Tokens.Zip(source.Tokens.Skip(1)).Any(pair => pair.First.Lower is "has" or "have" or "had" && pair.Second.Lower == "to")))
            {
                return $"The cited paragraph does not say \"{token.Written}\".";
            }
        }

        return null;
    }
}

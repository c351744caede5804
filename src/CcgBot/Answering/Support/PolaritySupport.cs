using System.Collections.Frozen;

namespace CcgBot.Answering.Support;

/// <summary>A claim denies what the paragraphs deny, affirms what they affirm, and turns no word into its opposite.</summary>
internal static class PolaritySupport
{
    private const int Scope = 3;

    private static readonly FrozenSet<string> Cues = SupportWords.Set(
        """
        not no never none nobody nothing nowhere neither nor cannot without hardly scarcely barely rarely seldom unable
        lack lacks lacked lacking fail fails failed failing refuse refuses refused deny denies denied instead rather except
        """);

    public static bool IsCue(string lower) => Cues.Contains(lower) || lower.EndsWith("n't", StringComparison.Ordinal);

    public static string? Contradiction(SupportText claim, SupportText source) =>
        claim.Sentences.Select(sentence => Contradiction(sentence, source)).FirstOrDefault(reason => reason is not null) ?? TooStrong(claim, source);

    private static string? Contradiction(IReadOnlyList<Token> said, SupportText source)
    {
        var words = said.Where(token => token.IsContent).Select(token => token.Stem).ToHashSet();
        var denied = Denials(said).ToList();
        // Each denial rests on one of its own: a second "not" beside the paragraph's one says something else.
        var given = source.Sentences.SelectMany(Denials).ToList();
        foreach (var denial in denied)
        {
            var own = given.FindIndex(other => 2 * other.Count(denial.Contains) >= Math.Min(denial.Count, other.Count));
            if (own < 0)
            {
                return "The cited paragraph does not deny this.";
            }

            given.RemoveAt(own);
        }

        // The sentence it most likely rests on; on a tie one that denies nothing, since the claim can rest on that.
        var nearest = source.Sentences
            .OrderByDescending(own => own.Where(token => token.IsContent).Select(token => token.Stem).Distinct().Count(words.Contains))
            .ThenBy(own => own.Count(token => IsCue(token.Lower)))
            .FirstOrDefault();
        if (nearest is null)
        {
            return null;
        }

        if (Denials(nearest).Any(own => own.Count > 0 && 2 * own.Count(words.Contains) >= own.Count && !denied.Any(denial => denial.Count == 0 || denial.Overlaps(own))))
        {
            return "The cited paragraph denies this.";
        }

        var open = Governed(nearest, SupportWords.Hedges.Contains).Any(own => own.Count > 0 && 2 * own.Count(words.Contains) >= own.Count);
        return open && !said.Any(token => SupportWords.Open.Contains(token.Lower))
            ? "The cited paragraph leaves this open."
            : Opposite(said, nearest);
    }

    private static IEnumerable<HashSet<string>> Denials(IReadOnlyList<Token> sentence) => Governed(sentence, IsCue);

    /// <summary>What each such word of a sentence governs: the content words that follow it.</summary>
    private static IEnumerable<HashSet<string>> Governed(IReadOnlyList<Token> sentence, Func<string, bool> governs)
    {
        for (var i = 0; i < sentence.Count; i++)
        {
            if (!governs(sentence[i].Lower) || IsRhetorical(sentence, i))
            {
                continue;
            }

            var after = sentence.Skip(i + 1).TakeWhile(token => !(token.AfterPunctuation && token.Lower is "but" or "and" or "although")).Where(token => token.IsContent).Take(Scope).ToList();
            yield return (after.Count > 0 ? after : [.. sentence.Take(i).Where(token => token.IsContent).TakeLast(Scope)]).Select(token => token.Stem).ToHashSet();
        }
    }

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

    private static string? Opposite(IReadOnlyList<Token> said, IReadOnlyList<Token> nearest)
    {
        var mine = said.Select(token => token.Lower).ToHashSet();
        var own = nearest.Select(token => token.Lower).ToHashSet();
        foreach (var (one, other) in SupportWords.Opposites)
        {
            if ((mine.Overlaps(one) && !own.Overlaps(one) && own.Overlaps(other) && !mine.Overlaps(other))
                || (mine.Overlaps(other) && !own.Overlaps(other) && own.Overlaps(one) && !mine.Overlaps(one)))
            {
                var word = said.First(token => one.Contains(token.Lower) || other.Contains(token.Lower)).Written;
                return $"The cited paragraph says the opposite of \"{word}\".";
            }
        }

        return null;
    }

    private static string? TooStrong(SupportText claim, SupportText source)
    {
        foreach (var strong in SupportWords.Strong)
        {
            if (claim.Tokens.FirstOrDefault(token => strong.Contains(token.Lower)) is { } token && !source.Words.Overlaps(strong))
            {
                return $"The cited paragraph does not say \"{token.Written}\".";
            }
        }

        return null;
    }
}

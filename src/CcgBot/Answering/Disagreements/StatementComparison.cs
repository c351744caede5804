using System.Collections.Frozen;
using CcgBot.Answering.Support;

namespace CcgBot.Answering.Disagreements;

/// <summary>
/// Do two statements give different values for the same thing? Only when they are about the same thing in nearly the same words and
/// differ in one kind of value: with two kinds (another year and another number) they speak of two things. Rather silent than wrong.
/// </summary>
internal static class StatementComparison
{
    private const int LocalDistance = 6;
    private const int MinShared = 2;
    private const double MinCover = 0.6;

    /// <summary>What one body has once: another name in the same place is a disagreement, not an addition.</summary>
    private static readonly FrozenSet<string> SingleRoles = SupportWords.Set(
        """
        led lead leads leader chair chairs chaired chairman director directs directed head heads headed run runs author wrote founder founded
        designed designer invented discovered capital headquarters based located mayor president minister editor owner owned owns built opened
        """);

    private static readonly FrozenSet<string> Plans = SupportWords.Set(
        "plan plans planned expect expects expected hope hopes hoped aim aims aimed target targets forecast intend intends intended propose proposes proposed");

    private static readonly (FrozenSet<string> One, FrozenSet<string> Other)[] Opposites =
    [
        .. SupportWords.Opposites,
        (SupportWords.Set("adult adults"), SupportWords.Set("child children infants babies")),
        (SupportWords.Set("urban"), SupportWords.Set("rural")),
        (SupportWords.Set("minimum lowest least"), SupportWords.Set("maximum highest most")),
        (SupportWords.Set("inpatient inpatients"), SupportWords.Set("outpatient outpatients day")),
        (SupportWords.Set("part"), SupportWords.Set("full")),
    ];

    /// <returns>The two values and what they are of; null when the statements don't disagree.</returns>
    public static Difference? Compare(Statement one, Statement other)
    {
        var shared = one.Context.Intersect(other.Context).ToHashSet();
        var least = Math.Min(one.Context.Count, other.Context.Count);
        if (shared.Count < MinShared || shared.Count < MinCover * least || SpeakOfTwoThings(one, other))
        {
            return null;
        }

        var differences = new List<Difference>();
        foreach (var facts in (Func<Statement, IReadOnlyList<Fact>>[])[Of<Quantity>, Of<DateFact>, Of<NameFact>])
        {
            var (ours, theirs) = (Unmatched(facts(one), other), Unmatched(facts(other), one));
            var pairs = ours.SelectMany(our => theirs.Where(our.IsComparable).Select(their => new Difference(our, their, shared))).ToList();
            if (pairs.Count > 1)
            {
                return null;
            }

            differences.AddRange(pairs);
        }

        return differences is [var difference] && IsOfOneThing(one, other, difference) ? difference : null;
    }

    private static IReadOnlyList<Fact> Of<T>(Statement statement) where T : Fact => [.. statement.Facts.OfType<T>()];

    /// <summary>Values that nothing on the other side agrees with.</summary>
    private static List<Fact> Unmatched(IReadOnlyList<Fact> facts, Statement other) => [.. facts.Where(fact =>
        !other.Facts.Any(their => fact.IsComparable(their) && fact.Agrees(their))
        && !(fact is NameFact name && name.Words.Any(other.Words.Contains) && name.Words.All(word => other.Words.Contains(word) || word.Length == 1)))];

    private static bool IsOfOneThing(Statement one, Statement other, Difference difference)
    {
        if (difference.One is NameFact)
        {
            var roles = one.Words.Intersect(other.Words).Any(SingleRoles.Contains);
            return roles && (one.Context.IsSubsetOf(other.Context) || other.Context.IsSubsetOf(one.Context));
        }

        if (difference.One is Quantity && one.Words.Any(Plans.Contains) != other.Words.Any(Plans.Contains))
        {
            return false;
        }

        // Near the value each side may say more than the other, but not both: "on drugs" and "on staff" are two things.
        var (ours, theirs) = (one.Near(difference.One, LocalDistance), other.Near(difference.Other, LocalDistance));
        return ours.IsSubsetOf(other.Context) || theirs.IsSubsetOf(one.Context);
    }

    private static bool SpeakOfTwoThings(Statement one, Statement other)
    {
        if (one.Ordinals.Count > 0 && other.Ordinals.Count > 0 && !one.Ordinals.Overlaps(other.Ordinals))
        {
            return true;
        }

        return Opposite.Parts(one.Words, other.Words, Opposites);
    }
}

/// <param name="Shared">Stems that both statements have.</param>
internal sealed record Difference(Fact One, Fact Other, IReadOnlySet<string> Shared);

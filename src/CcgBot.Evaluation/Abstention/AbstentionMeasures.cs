namespace CcgBot.Evaluation.Abstention;

/// <summary>How well confidence tells what to answer from what not to. Null: not defined for such a list.</summary>
public static class AbstentionMeasures
{
    /// <summary>
    /// Area under the ROC curve: the chance that a good one has more confidence than a bad one, ties counting half (the Mann–Whitney
    /// statistic; Hanley and McNeil 1982). Null unless there are both.
    /// </summary>
    public static double? Auroc(IReadOnlyList<Judgement> judgements)
    {
        var (goods, bads, sum) = (0L, 0L, 0.0);
        foreach (var group in FallingGroups(judgements))
        {
            // Of the bad ones in this group and below, every good one seen before is above; those of the same confidence tie.
            sum += (double)goods * group.Bad + (double)group.Good * group.Bad / 2;
            goods += group.Good;
            bads += group.Bad;
        }

        return goods > 0 && bads > 0 ? sum / ((double)goods * bads) : null;
    }

    /// <summary>
    /// The largest share of the good ones that can be answered while at least <paramref name="precision"/> of what is answered is good:
    /// recall at a precision, over every threshold (those of equal confidence stand or fall together). 0 when no threshold reaches it.
    /// </summary>
    public static double? RecallAtPrecision(double precision, IReadOnlyList<Judgement> judgements)
    {
        var total = judgements.Count(judgement => judgement.Good);
        return total == 0 || total == judgements.Count ? null : Best(precision, judgements, (good, _) => (double)good / total);
    }

    /// <summary>
    /// The largest share of all questions that can be answered while at least <paramref name="precision"/> of the answers is right
    /// (selective prediction: El-Yaniv and Wiener 2010).
    /// </summary>
    /// <param name="asked">All questions, those with no answer to judge included.</param>
    public static double? CoverageAtPrecision(double precision, IReadOnlyList<Judgement> judgements, int asked) =>
        asked == 0 ? null : Best(precision, judgements, (_, answered) => (double)answered / asked);

    /// <summary>The risk–coverage curve: at each confidence, falling, the share of questions answered and the share of these that is wrong.</summary>
    public static IReadOnlyList<RiskCoveragePoint> RiskCoverage(IReadOnlyList<Judgement> judgements, int asked)
    {
        var (good, answered) = (0, 0);
        var curve = new List<RiskCoveragePoint>();
        foreach (var group in FallingGroups(judgements))
        {
            good += group.Good;
            answered += group.Good + group.Bad;
            curve.Add(new RiskCoveragePoint((double)answered / asked, 1 - (double)good / answered, group.Confidence));
        }

        return curve;
    }

    /// <summary>Of the questions abstained from, the share that has no answer.</summary>
    public static double? Precision(IReadOnlyList<AbstentionDecision> decisions) =>
        Share(decisions.Where(decision => decision.Abstained), decision => !decision.Answerable);

    /// <summary>Of the questions that have no answer, the share abstained from.</summary>
    public static double? Recall(IReadOnlyList<AbstentionDecision> decisions) =>
        Share(decisions.Where(decision => !decision.Answerable), decision => decision.Abstained);

    /// <summary>The harmonic mean of <see cref="Precision"/> and <see cref="Recall"/> of abstaining; 0 when nothing was rightly abstained from, null when nothing is unanswerable.</summary>
    public static double? F1(IReadOnlyList<AbstentionDecision> decisions) => Recall(decisions) is not { } recall
        ? null
        : Precision(decisions) is { } precision && precision + recall > 0 ? 2 * precision * recall / (precision + recall) : 0;

    private static double? Share(IEnumerable<AbstentionDecision> decisions, Func<AbstentionDecision, bool> counts)
    {
        var (all, counted) = (0, 0);
        foreach (var decision in decisions)
        {
            all++;
            counted += counts(decision) ? 1 : 0;
        }

        return all > 0 ? (double)counted / all : null;
    }

    private static double Best(double precision, IReadOnlyList<Judgement> judgements, Func<int, int, double> value)
    {
        var (good, answered, best) = (0, 0, 0.0);
        foreach (var group in FallingGroups(judgements))
        {
            good += group.Good;
            answered += group.Good + group.Bad;
            if (good >= precision * answered)
            {
                best = Math.Max(best, value(good, answered));
            }
        }

        return best;
    }

    private static IEnumerable<(double Confidence, int Good, int Bad)> FallingGroups(IReadOnlyList<Judgement> judgements)
    {
        var ordered = judgements.ToArray();
        Array.Sort(ordered, (a, b) => b.Confidence.CompareTo(a.Confidence));
        for (var i = 0; i < ordered.Length;)
        {
            var (confidence, good, bad) = (ordered[i].Confidence, 0, 0);
            for (; i < ordered.Length && ordered[i].Confidence.Equals(confidence); i++)
            {
                good += ordered[i].Good ? 1 : 0;
                bad += ordered[i].Good ? 0 : 1;
            }

            yield return (confidence, good, bad);
        }
    }
}

/// <param name="Coverage">Share of the questions answered.</param>
/// <param name="Risk">Share of these answers that is wrong.</param>
/// <param name="Confidence">The threshold.</param>
public sealed record RiskCoveragePoint(double Coverage, double Risk, double Confidence);

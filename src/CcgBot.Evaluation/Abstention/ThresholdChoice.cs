using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Abstention;

/// <summary>
/// The threshold that answers most while at most a given share of the answers is wrong (selective prediction: Geifman and El-Yaniv 2017), and what to expect
/// of it on other questions of the kind.
/// </summary>
/// <param name="Threshold">Answers with less confidence are withheld.</param>
/// <param name="Asked">Questions it was chosen on.</param>
/// <param name="Answered">Of these, those it answers.</param>
/// <param name="Wrong">Of these answers, those that are wrong.</param>
/// <param name="ExpectedCoverage">Share of other questions answered: each fifth by the threshold that the other four give.</param>
/// <param name="ExpectedWrong">Share of these answers that is wrong; null when none of them is answered.</param>
public sealed record ThresholdChoice(double Threshold, int Asked, int Answered, int Wrong, Estimate ExpectedCoverage, Estimate? ExpectedWrong)
{
    private const int Folds = 5;

    /// <summary>Null: no threshold keeps to it.</summary>
    /// <param name="judgements">Every question with an answer, however unsure; good = the answer is right.</param>
    /// <param name="asked">All questions, those with no answer to judge included.</param>
    /// <param name="mostWrong">0..1.</param>
    public static ThresholdChoice? Of(IReadOnlyList<Judgement> judgements, int asked, double mostWrong)
    {
        if (Cut(judgements, mostWrong) is not { } threshold)
        {
            return null;
        }

        var answered = judgements.Where(judgement => judgement.Confidence >= threshold).ToList();
        var shuffled = judgements.ToArray();
        new Random(Bootstrap.Seed).Shuffle(shuffled);
        var (others, wrong) = (0, 0);
        for (var fold = 0; fold < Folds; fold++)
        {
            if (Cut([.. shuffled.Where((_, i) => i % Folds != fold)], mostWrong) is { } cut)
            {
                var kept = shuffled.Where((judgement, i) => i % Folds == fold && judgement.Confidence >= cut).ToList();
                others += kept.Count;
                wrong += kept.Count(judgement => !judgement.Good);
            }
        }

        return new ThresholdChoice(
            threshold,
            asked,
            answered.Count,
            answered.Count(judgement => !judgement.Good),
            Wilson.Of(others, asked),
            others == 0 ? null : Wilson.Of(wrong, others));
    }

    /// <summary>The lowest threshold at which no more is wrong; half-way to the next lower confidence, so that rounding it loses no question.</summary>
    private static double? Cut(IReadOnlyList<Judgement> judgements, double mostWrong)
    {
        var groups = judgements.GroupBy(judgement => judgement.Confidence).OrderByDescending(group => group.Key).ToList();
        var (answered, wrong, best) = (0, 0, -1);
        for (var i = 0; i < groups.Count; i++)
        {
            answered += groups[i].Count();
            wrong += groups[i].Count(judgement => !judgement.Good);
            best = wrong <= mostWrong * answered ? i : best;
        }

        return best < 0 ? null : best + 1 == groups.Count ? 0 : Math.Round((groups[best].Key + groups[best + 1].Key) / 2, 4) is var middle && middle > groups[best].Key ? groups[best].Key : middle;
    }
}

namespace CcgBot.Evaluation.Abstention;

/// <summary>Does confidence mean what it says? (Guo et al. 2017, "On Calibration of Modern Neural Networks".)</summary>
public static class Calibration
{
    /// <summary>Answers by confidence in equal bins over 0..1, empty ones left out.</summary>
    public static IReadOnlyList<CalibrationBin> Bins(IReadOnlyList<Judgement> judgements, int bins = 10) =>
        [.. judgements
            .GroupBy(judgement => Math.Clamp((int)(judgement.Confidence * bins), 0, bins - 1))
            .OrderBy(group => group.Key)
            .Select(group => new CalibrationBin(
                (double)group.Key / bins,
                (double)(group.Key + 1) / bins,
                group.Count(),
                group.Average(judgement => judgement.Confidence),
                group.Average(judgement => judgement.Good ? 1.0 : 0.0)))];

    /// <summary>Expected calibration error: the gap between confidence and share of right answers, averaged over the bins by their size.</summary>
    public static double? Error(IReadOnlyList<Judgement> judgements) => judgements.Count == 0
        ? null
        : Bins(judgements).Sum(bin => bin.Count * Math.Abs(bin.Confidence - bin.Right)) / judgements.Count;
}

/// <param name="Confidence">Mean confidence of the answers in it.</param>
/// <param name="Right">Share of them that is right.</param>
public sealed record CalibrationBin(double From, double To, int Count, double Confidence, double Right);

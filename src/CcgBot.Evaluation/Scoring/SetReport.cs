using CcgBot.Evaluation.Abstention;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Statistics;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Scoring;

/// <summary>A test set's scores, and every question with what came of it.</summary>
/// <param name="Estimates">By <see cref="Measure"/> name; those not defined for the set are left out.</param>
public sealed record SetReport(
    string Name,
    string? Corpus,
    SetCounts Counts,
    IReadOnlyDictionary<string, Estimate> Estimates,
    IReadOnlyList<RiskCoveragePoint> RiskCoverage,
    IReadOnlyList<CalibrationBin> Calibration,
    IReadOnlyList<BadLine> Problems,
    IReadOnlyList<QuestionReport> Questions)
{
    /// <summary>What the reader has to know of how it was run: that meaning was not searched, say.</summary>
    public string? Notice { get; init; }

    /// <summary>What was asked of what; null in the reports of earlier versions.</summary>
    public SetHashes? Hashes { get; init; }

    /// <summary>Questions not asked, because nothing that is judged relevant to them stands in the corpus.</summary>
    public IReadOnlyList<string> LeftOut { get; init; } = [];

    /// <summary>As many threads as cores: unbounded, .NET adds more while none of them gets done.</summary>
    internal static ParallelOptions Cores { get; } = new() { MaxDegreeOfParallelism = Environment.ProcessorCount };

    public static SetReport Of(TestSet set, string? corpus, IReadOnlyList<QuestionResult> results)
    {
        var questions = set.Questions
            .Zip(results, (question, result) => QuestionReport.Of(question, result, set.Qrels.Of(question.Id)))
            .ToList();
        var rows = questions.Select(question => question.Scored).ToList();
        var estimates = new Estimate?[Measure.All.Count];
        Parallel.For(0, estimates.Length, Cores, i => estimates[i] = Measure.All[i].Estimate(rows));
        var judged = rows.Where(Measure.IsJudged).ToList();
        return new SetReport(
            set.Name,
            corpus,
            new SetCounts(
                rows.Count,
                rows.Count(row => row.Kind == AnswerKind.Grounded),
                rows.Count(row => row.Kind == AnswerKind.Abstention),
                rows.Count(row => row.Kind == AnswerKind.Clarification),
                rows.Count(row => row.Kind == AnswerKind.Failed)),
            Measure.All.Zip(estimates).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Name, pair => pair.Second!),
            AbstentionMeasures.RiskCoverage(Measure.Correctness(judged), judged.Count),
            Abstention.Calibration.Bins(Measure.Correctness(rows)),
            set.Problems,
            questions)
        {
            LeftOut = set.LeftOut,
        };
    }
}

/// <param name="Corpus">Of the corpus's content.</param>
/// <param name="Questions">Of the questions as they were asked, with their judgements.</param>
/// <param name="Encoder">The encoder that the vectors are of; null = words alone.</param>
public sealed record SetHashes(string Corpus, string Questions, string? Encoder);

public sealed record SetCounts(int Questions, int Grounded, int Abstained, int Clarified, int Failed);

using CcgBot.Evaluation.Abstention;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Scoring;

/// <summary>A measure of a whole set: questions → a number.</summary>
/// <param name="Name">As in JSON, in <c>--fail-if</c> and in tables.</param>
/// <param name="Label">For people.</param>
/// <param name="HigherIsBetter">Null: neither is.</param>
/// <param name="Unit">Empty for shares of 1, else "ms" or "words".</param>
/// <param name="Applies">The questions that it is computed of.</param>
/// <param name="Of">The number; null when it is not defined for them.</param>
public sealed record Measure(
    string Name,
    string Label,
    bool? HigherIsBetter,
    string Unit,
    Func<ScoredQuestion, bool> Applies,
    Func<IReadOnlyList<ScoredQuestion>, double?> Of)
{
    /// <summary>For a mean over questions: each one's value, so that two runs are compared question by question.</summary>
    public Func<ScoredQuestion, double>? Each { get; init; }

    /// <summary>What it says, in a sentence for people who don't know its name.</summary>
    public string Meaning => MeasureMeanings.All[Name];

    /// <summary>Every measure, in the order of tables.</summary>
    public static IReadOnlyList<Measure> All { get; } =
    [
        Mean(QuestionMeasure.Ndcg10, "nDCG@10"),
        Mean(QuestionMeasure.Recall1, "recall@1"),
        Mean(QuestionMeasure.Recall10, "recall@10"),
        Mean(QuestionMeasure.Recall100, "recall@100"),
        Mean(QuestionMeasure.Mrr10, "MRR@10"),
        Mean(QuestionMeasure.Map, "MAP"),
        Mean(QuestionMeasure.Containment, "answer contained"),
        new("containment-given", "answer contained, of those given", true, "", IsContainmentGiven, rows => Average(rows, row => row.Scores[QuestionMeasure.Containment])),
        Mean(QuestionMeasure.TokenF1, "token F1"),
        new("words", "answer length, median", null, "words", row => row.Words is not null, rows => Percentile.Of(rows.Select(row => (double)row.Words!), 0.5)),
        Mean(QuestionMeasure.CitationPrecision, "citation precision"),
        Mean(QuestionMeasure.CitationRecall, "citation recall"),
        new("answered", "questions answered", null, "", IsAsked, rows => Average(rows, row => row.Kind == AnswerKind.Grounded ? 1 : 0)),
        new("auroc", "abstention AUROC", true, "", IsForAbstention, rows => AbstentionMeasures.Auroc(Answerability(rows))),
        new("recall@p90", "answerable answered at 90 % precision", true, "", IsForAbstention, rows => AbstentionMeasures.RecallAtPrecision(0.9, Answerability(rows))),
        new("recall@p95", "answerable answered at 95 % precision", true, "", IsForAbstention, rows => AbstentionMeasures.RecallAtPrecision(0.95, Answerability(rows))),
        new("abstention-precision", "abstaining: precision", true, "", IsForAbstention, rows => AbstentionMeasures.Precision(Decisions(rows))),
        new("abstention-recall", "abstaining: recall", true, "", IsForAbstention, rows => AbstentionMeasures.Recall(Decisions(rows))),
        new("abstention-f1", "abstaining: F1", true, "", IsForAbstention, rows => AbstentionMeasures.F1(Decisions(rows))),
        new("right", "right answers, of those given", true, "", row => row.Right is not null, rows => Average(rows, row => row.Right == true ? 1 : 0)),
        new("coverage@p90", "coverage at 90 % right", true, "", IsJudged, rows => AbstentionMeasures.CoverageAtPrecision(0.9, Correctness(rows), rows.Count)),
        new("coverage@p95", "coverage at 95 % right", true, "", IsJudged, rows => AbstentionMeasures.CoverageAtPrecision(0.95, Correctness(rows), rows.Count)),
        new("ece", "calibration error", false, "", row => row.Right is not null, rows => Calibration.Error(Correctness(rows))),
        Mean(QuestionMeasure.Judge, "right in a model's opinion, of those given"),
        Latency("p50", 0.5),
        Latency("p95", 0.95),
        Latency("p99", 0.99),
    ];

    /// <summary>By its name, or by its label as pages show it.</summary>
    public static Measure? Find(string name) => All.FirstOrDefault(measure =>
        measure.Name.Equals(name, StringComparison.OrdinalIgnoreCase) || measure.Label.Equals(name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The measure of the questions it applies to, with its interval; null when it is not defined for them.</summary>
    public Estimate? Estimate(IReadOnlyList<ScoredQuestion> questions) => Each is { } each
        // The same numbers as by Of, without looking each up by name in each of a thousand draws.
        ? Bootstrap.OfMean([.. questions.Where(Applies).Select(each)])
        : Bootstrap.Of([.. questions.Where(Applies)], Of);

    /// <summary>Confidence against whether a given answer is right: what the risk–coverage curve and calibration are drawn from.</summary>
    public static IReadOnlyList<Judgement> Correctness(IReadOnlyList<ScoredQuestion> questions) =>
        [.. questions.Where(row => row.Right is not null).Select(row => new Judgement(row.Confidence, row.Right == true))];

    /// <summary>True for a question whose answer is judged right or wrong, or would have been had it been given.</summary>
    public static bool IsJudged(ScoredQuestion row) =>
        row.Right is not null || row.Kind == AnswerKind.Abstention && (row.Answerable is not null || row.Scores.ContainsKey(QuestionMeasure.Containment));

    private static Measure Mean(string name, string label) => new(
        name, label, true, "", row => row.Scores.ContainsKey(name), rows => Average(rows, row => row.Scores[name]))
    { Each = row => row.Scores[name] };

    private static Measure Latency(string name, double share) => new(
        $"latency-{name}", $"latency {name}", false, "ms", row => row.Kind != AnswerKind.Failed, rows => Percentile.Of(rows.Select(row => row.ElapsedMs), share));

    private static bool IsAsked(ScoredQuestion row) => row.Kind is not (AnswerKind.Ranking or AnswerKind.Failed);

    private static bool IsContainmentGiven(ScoredQuestion row) => row.Kind == AnswerKind.Grounded && row.Scores.ContainsKey(QuestionMeasure.Containment);

    // Asking back is neither answering nor abstaining: clarifications are counted apart.
    private static bool IsForAbstention(ScoredQuestion row) => row.Answerable is not null && row.Kind is (AnswerKind.Grounded or AnswerKind.Abstention);

    private static Judgement[] Answerability(IReadOnlyList<ScoredQuestion> rows) => [.. rows.Select(row => new Judgement(row.Confidence, row.Answerable == true))];

    private static AbstentionDecision[] Decisions(IReadOnlyList<ScoredQuestion> rows) =>
        [.. rows.Select(row => new AbstentionDecision(row.Kind == AnswerKind.Abstention, row.Answerable == true))];

    private static double? Average(IReadOnlyList<ScoredQuestion> rows, Func<ScoredQuestion, double> value)
    {
        var sum = 0.0;
        foreach (var row in rows)
        {
            sum += value(row);
        }

        return rows.Count > 0 ? sum / rows.Count : null;
    }
}

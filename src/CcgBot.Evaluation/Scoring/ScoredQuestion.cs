using CcgBot.Evaluation.Answers;
using CcgBot.Evaluation.Ranking;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.TestSets;

namespace CcgBot.Evaluation.Scoring;

/// <summary>One question with what came of it: all that any measure of a set is computed from.</summary>
/// <param name="Answerable">As the set (or the probe) says; null: not scored for abstention.</param>
/// <param name="Right">Of a given answer: whether it is right; null when the set can't tell, or nothing was answered.</param>
/// <param name="Words">Of a given answer: its length.</param>
/// <param name="Scores">The measures of one question by name (<see cref="QuestionMeasure"/>); those that don't apply are left out.</param>
public sealed record ScoredQuestion(
    string Id,
    AnswerKind Kind,
    bool? Answerable,
    double Confidence,
    bool? Right,
    int? Words,
    double ElapsedMs,
    IReadOnlyDictionary<string, double> Scores)
{
    /// <summary>Scores one result.</summary>
    /// <param name="judged">The question's judged documents; null when it has none.</param>
    public static ScoredQuestion Of(TestQuestion question, QuestionResult result, IReadOnlyDictionary<string, int>? judged)
    {
        var scores = new Dictionary<string, double>(StringComparer.Ordinal);
        void Add(string name, double? score)
        {
            if (score is { } value)
            {
                scores[name] = value;
            }
        }

        if (judged is not null && result.Ranking is not null)
        {
            var ranking = RankedDocument.InTrecOrder(result.Ranking);
            Add(QuestionMeasure.Ndcg10, RankingMeasures.NdcgAt(10, judged, ranking));
            Add(QuestionMeasure.Recall1, RankingMeasures.RecallAt(1, judged, ranking));
            Add(QuestionMeasure.Recall10, RankingMeasures.RecallAt(10, judged, ranking));
            Add(QuestionMeasure.Recall100, RankingMeasures.RecallAt(100, judged, ranking));
            Add(QuestionMeasure.Mrr10, RankingMeasures.ReciprocalRankAt(10, judged, ranking));
            Add(QuestionMeasure.Map, RankingMeasures.AveragePrecision(judged, ranking));
        }

        if (result.Kind == AnswerKind.Ranking)
        {
            return new ScoredQuestion(question.Id, result.Kind, question.Answerable, 0, null, null, result.ElapsedMs, scores);
        }

        var grounded = result.Kind == AnswerKind.Grounded;
        if (question.Answerable != false)
        {
            // An answer that was not given holds nothing: abstaining from what the corpus answers costs here.
            Add(QuestionMeasure.Containment, AnswerMeasures.Containment(result.Text, question.Answers, question.AnswersAll));
            Add(QuestionMeasure.TokenF1, AnswerMeasures.TokenF1(result.Text, question.Answers, question.AnswersAll));
        }

        if (grounded && judged is not null)
        {
            var sentences = CitedDocuments(result);
            Add(QuestionMeasure.CitationPrecision, CitationMeasures.Precision(sentences, judged));
            Add(QuestionMeasure.CitationRecall, CitationMeasures.Recall(sentences, judged));
        }

        Add(QuestionMeasure.Judge, result.Judged);
        return new ScoredQuestion(
            question.Id,
            result.Kind,
            question.Answerable,
            result.Confidence,
            grounded ? IsRight(question, scores) : null,
            grounded ? AnswerTokens.Count(result.Text) : null,
            result.ElapsedMs,
            scores);
    }

    /// <summary>An answer is right when it contains what is expected; where that can't be looked for, when a sentence of it cites a judged paragraph.</summary>
    private static bool? IsRight(TestQuestion question, IReadOnlyDictionary<string, double> scores) =>
        question.Answerable == false ? false
        : scores.TryGetValue(QuestionMeasure.Containment, out var contained) ? contained > 0
        : scores.TryGetValue(QuestionMeasure.CitationRecall, out var recalled) ? recalled > 0
        : null;

    private static List<IReadOnlyList<string>> CitedDocuments(QuestionResult result)
    {
        var documents = result.Citations.ToDictionary(citation => citation.Number, citation => citation.Document);
        return [.. result.Claims.Select(claim => (IReadOnlyList<string>)[.. claim.Citations.Where(documents.ContainsKey).Select(number => documents[number])])];
    }
}

/// <summary>Names of the measures that each question has of its own.</summary>
public static class QuestionMeasure
{
    public const string Ndcg10 = "ndcg@10";
    public const string Recall1 = "recall@1";
    public const string Recall10 = "recall@10";
    public const string Recall100 = "recall@100";
    public const string Mrr10 = "mrr@10";
    public const string Map = "map";
    public const string Containment = "containment";
    public const string TokenF1 = "f1";
    public const string CitationPrecision = "citation-precision";
    public const string CitationRecall = "citation-recall";

    /// <summary>A language model's opinion, not a measure of its own.</summary>
    public const string Judge = "judge";
}

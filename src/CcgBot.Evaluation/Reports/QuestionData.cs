using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Evaluation.Reports;

/// <summary>Every question as the page's script shows it, worst misses first.</summary>
internal static class QuestionData
{
    // Angle brackets and ampersands stay escaped: the JSON stands inside a script element.
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public static string Of(EvaluationReport report) => JsonSerializer.Serialize(
        report.Sets
            .SelectMany(set => set.Questions.Select(question => (Set: set.Name, Report: question, Miss: Miss(question.Scored))))
            .OrderByDescending(item => item.Miss)
            .Select(item => Row(item.Set, item.Report, item.Miss)),
        Json);

    /// <summary>
    /// How bad a miss is, 0..4: an error, then a wrong answer by its confidence, then abstaining from what is answerable, then a
    /// right or unjudged answer by what its ranking lacks.
    /// </summary>
    public static double Miss(ScoredQuestion question)
    {
        var ranking = 1 - question.Scores.GetValueOrDefault(QuestionMeasure.Ndcg10, question.Scores.GetValueOrDefault(QuestionMeasure.TokenF1, 1));
        return question switch
        {
            { Kind: AnswerKind.Failed } => 4,
            { Right: false } => 2 + question.Confidence,
            { Kind: AnswerKind.Abstention, Answerable: true } => 1 + ranking,
            _ => ranking,
        };
    }

    private static object Row(string set, QuestionReport report, double miss) => new
    {
        set,
        id = report.Scored.Id,
        question = report.Question,
        history = report.History.Count > 0 ? report.History.Select(turn => new { role = turn.Role, text = turn.Content }) : null,
        scenario = report.Scenario,
        expected = report.Expected.Length > 0 ? report.Expected : null,
        answerable = report.Scored.Answerable,
        kind = report.Scored.Kind,
        right = report.Scored.Right,
        confidence = Math.Round(report.Scored.Confidence, 3),
        ms = Math.Round(report.Scored.ElapsedMs, 1),
        miss = Math.Round(miss, 3),
        scores = report.Scored.Scores.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 3)),
        claims = report.Claims,
        citations = report.Citations.Select(citation => new
        {
            n = citation.Number,
            document = citation.Document,
            title = citation.Title,
            paragraph = citation.Paragraph,
            quote = citation.Quote,
            right = report.Relevant.Count > 0 ? report.Relevant.Contains(citation.Document) : (bool?)null,
        }),
        relevant = report.Relevant,
        found = report.Found,
        failure = report.Failure,
    };
}

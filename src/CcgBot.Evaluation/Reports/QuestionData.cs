using System.IO.Compression;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Evaluation.Reports;

/// <summary>Every question as the page's script shows it, worst misses first.</summary>
internal static class QuestionData
{
    /// <summary>A conversation's earlier turns are told from the last few: a report of a thousand dialogues is read, not replayed.</summary>
    private const int TurnsShown = 4;

    private const int LongestShown = 600;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The questions' JSON, gzip, in base 64: about a fifth of it, and nothing in it can end the script element that holds it.</summary>
    public static string Packed(EvaluationReport report) => Packed(Rows(report));

    public static string Packed(IEnumerable<object> rows)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            gzip.Write(JsonSerializer.SerializeToUtf8Bytes(rows, Json));
        }

        return Convert.ToBase64String(packed.GetBuffer(), 0, (int)packed.Length);
    }

    private static IEnumerable<object> Rows(EvaluationReport report) =>
        report.Sets
            .SelectMany(set => set.Questions.Select(question => (Set: set.Name, Report: question, Miss: Miss(question.Scored))))
            .OrderByDescending(item => item.Miss)
            .Select(item => Row(item.Set, item.Report, item.Miss));

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
        history = report.History.Count > 0 ? report.History.TakeLast(TurnsShown).Select(turn => new { role = turn.Role, text = Shortened(turn.Content) }) : null,
        earlier = report.History.Count > TurnsShown ? report.History.Count - TurnsShown : (int?)null,
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
            quote = Shortened(citation.Quote),
            right = report.Relevant.Count > 0 ? report.Relevant.Contains(citation.Document) : (bool?)null,
        }),
        relevant = report.Relevant,
        found = report.Found,
        foundScores = report.FoundScores.Count > 0 ? report.FoundScores.Select(score => Math.Round(score, 3)) : null,
        standalone = report.Standalone == report.Question ? null : report.Standalone,
        words = report.Words.Count > 0 ? report.Words : null,
        group = report.Group?.ToString(),
        failure = report.Failure,
    };

    private static string Shortened(string text) => text.Length <= LongestShown
        ? text
        : text[..(char.IsHighSurrogate(text[LongestShown - 1]) ? LongestShown - 1 : LongestShown)] + "…";
}

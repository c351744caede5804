using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Comparing;

/// <summary>Two runs over the same questions.</summary>
/// <param name="A">The earlier run's name.</param>
/// <param name="Unpaired">Sets and questions that only one run has, in words.</param>
public sealed record Comparison(string A, string B, IReadOnlyList<SetComparison> Sets, IReadOnlyList<string> Unpaired)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        WriteIndented = true,
    };

    /// <exception cref="InvalidDataException">The runs have no question in common.</exception>
    public static Comparison Of(string nameA, EvaluationReport a, string nameB, EvaluationReport b)
    {
        var unpaired = new List<string>();
        var sets = new List<SetComparison>();
        foreach (var setA in a.Sets)
        {
            if (b.Sets.FirstOrDefault(set => set.Name == setA.Name) is { } setB)
            {
                sets.Add(SetComparison.Of(setA, setB, unpaired));
            }
            else
            {
                unpaired.Add($"{setA.Name} is in {nameA} only");
            }
        }

        unpaired.AddRange(b.Sets.Where(set => a.Sets.All(other => other.Name != set.Name)).Select(set => $"{set.Name} is in {nameB} only"));
        return sets.Any(set => set.Pairs > 0)
            ? new Comparison(nameA, nameB, sets, unpaired)
            : throw new InvalidDataException($"{nameA} and {nameB} have no question in common.");
    }

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One set in two runs.</summary>
/// <param name="Pairs">Questions that both have.</param>
/// <param name="Differences">By measure name.</param>
/// <param name="Better">The questions that B does much better, most first.</param>
/// <param name="Worse">The questions that B does much worse, most first.</param>
public sealed record SetComparison(
    string Name,
    int Pairs,
    IReadOnlyDictionary<string, PairedDifference> Differences,
    IReadOnlyList<ChangedQuestion> Better,
    IReadOnlyList<ChangedQuestion> Worse)
{
    private const int MostShown = 25;

    internal static SetComparison Of(SetReport a, SetReport b, List<string> unpaired)
    {
        var inB = b.Questions.ToDictionary(question => question.Scored.Id, StringComparer.Ordinal);
        var pairs = a.Questions.Where(question => inB.ContainsKey(question.Scored.Id)).Select(question => (A: question, B: inB[question.Scored.Id])).ToList();
        if (pairs.Count < Math.Max(a.Questions.Count, b.Questions.Count))
        {
            unpaired.Add($"{a.Name}: {pairs.Count} questions are in both runs, {a.Questions.Count - pairs.Count} only in the first, {b.Questions.Count - pairs.Count} only in the second");
        }

        var rows = pairs.Select(pair => (pair.A.Scored, pair.B.Scored)).ToList();
        var differences = new PairedDifference?[Measure.All.Count];
        Parallel.For(0, differences.Length, i => differences[i] = Difference(Measure.All[i], rows));
        var changes = pairs.Select(ChangedQuestion.Of).Where(change => change.Change != 0).OrderByDescending(change => change.Change).ToList();
        return new SetComparison(
            a.Name,
            pairs.Count,
            Measure.All.Zip(differences).Where(pair => pair.Second is not null).ToDictionary(pair => pair.First.Name, pair => pair.Second!),
            [.. changes.Where(change => change.Change > 0).Take(MostShown)],
            [.. changes.Where(change => change.Change < 0).Reverse().Take(MostShown)]);
    }

    private static PairedDifference? Difference(Measure measure, IReadOnlyList<(ScoredQuestion A, ScoredQuestion B)> rows)
    {
        if (measure.Each is { } each)
        {
            return PairedDifference.OfMeans([.. rows.Where(row => measure.Applies(row.A) && measure.Applies(row.B)).Select(row => (each(row.A), each(row.B)))]);
        }

        // What such a measure is computed of depends on what each run did: of the questions given an answer, say.
        var relevant = rows.Where(row => measure.Applies(row.A) || measure.Applies(row.B)).ToList();
        return PairedDifference.Of(relevant, side => side.Where(measure.Applies).ToList() is { Count: > 0 } applicable ? measure.Of(applicable) : null);
    }
}

/// <summary>A question that went differently.</summary>
/// <param name="Change">How much less bad a miss it is in B (<see cref="QuestionData.Miss"/>): positive is better.</param>
/// <param name="Scores">B − A of each measure that both have and that differs.</param>
public sealed record ChangedQuestion(
    string Id,
    string Question,
    string Expected,
    double Change,
    GivenAnswer A,
    GivenAnswer B,
    IReadOnlyDictionary<string, double> Scores)
{
    internal static ChangedQuestion Of((QuestionReport A, QuestionReport B) pair)
    {
        var (a, b) = pair;
        return new ChangedQuestion(
            a.Scored.Id,
            a.Question,
            a.Expected,
            Math.Round(QuestionData.Miss(a.Scored) - QuestionData.Miss(b.Scored), 6),
            GivenAnswer.Of(a),
            GivenAnswer.Of(b),
            a.Scored.Scores
                .Where(score => b.Scored.Scores.TryGetValue(score.Key, out var other) && other != score.Value)
                .ToDictionary(score => score.Key, score => b.Scored.Scores[score.Key] - score.Value));
    }
}

/// <summary>What a run said to a question.</summary>
public sealed record GivenAnswer(Running.AnswerKind Kind, string Text, double Confidence, bool? Right)
{
    internal static GivenAnswer Of(QuestionReport report) => new(
        report.Scored.Kind, report.Failure ?? string.Join(' ', report.Claims.Select(claim => claim.Text)), report.Scored.Confidence, report.Scored.Right);
}

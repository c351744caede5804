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

    /// <summary>Sets are matched by the questions that they share (id and words), whatever their folders were called; sets of one name also by ids alone.</summary>
    /// <exception cref="InvalidDataException">The runs have no question in common.</exception>
    public static Comparison Of(string nameA, EvaluationReport a, string nameB, EvaluationReport b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var unpaired = new List<string>();
        var matches = Matches(a.Sets, b.Sets);
        var sets = matches.Select(match => SetComparison.Of(match.A, match.B, unpaired)).ToList();
        unpaired.AddRange(a.Sets.Where(set => matches.All(match => match.A != set)).Select(set => $"{set.Name} is in {nameA} only"));
        unpaired.AddRange(b.Sets.Where(set => matches.All(match => match.B != set)).Select(set => $"{set.Name} is in {nameB} only"));
        return sets.Count > 0
            ? new Comparison(nameA, nameB, sets, unpaired)
            : throw new InvalidDataException($"{nameA} and {nameB} have no question in common.");
    }

    private static List<(SetReport A, SetReport B)> Matches(IReadOnlyList<SetReport> a, IReadOnlyList<SetReport> b)
    {
        var (keysA, keysB) = (a.Select(Keys).ToList(), b.Select(Keys).ToList());
        var shared = Enumerable.Range(0, a.Count)
            .SelectMany(i => Enumerable.Range(0, b.Count).Select(j => (I: i, J: j, Count: keysA[i].Count(keysB[j].Contains))))
            // Of one name and edited since: by ids. Under another name "1", "2", "3" mean nothing.
            .Where(pair => pair.Count > 0 || a[pair.I].Name == b[pair.J].Name && keysA[pair.I].Select(key => key.Id).Intersect(keysB[pair.J].Select(key => key.Id)).Any())
            // One set may hold another's questions (a sample, a probe): the same name decides between equals, then the likest size.
            .OrderByDescending(pair => pair.Count)
            .ThenByDescending(pair => a[pair.I].Name == b[pair.J].Name)
            .ThenBy(pair => Math.Abs(keysA[pair.I].Count - keysB[pair.J].Count));
        var (usedA, usedB) = (new HashSet<int>(), new HashSet<int>());
        var matches = new List<(int I, int J)>();
        foreach (var (i, j, _) in shared)
        {
            if (!usedA.Contains(i) && !usedB.Contains(j))
            {
                usedA.Add(i);
                usedB.Add(j);
                matches.Add((i, j));
            }
        }

        return [.. matches.OrderBy(match => match.I).Select(match => (a[match.I], b[match.J]))];
    }

    private static HashSet<(string Id, string Text)> Keys(SetReport set) => [.. set.Questions.Select(question => (question.Scored.Id, question.Question))];

    public string ToJson() => JsonSerializer.Serialize(this, Json);
}

/// <summary>One set in two runs.</summary>
/// <param name="Pairs">Questions that both have.</param>
/// <param name="Differences">By measure name.</param>
/// <param name="Better">The questions that B does better, most first.</param>
/// <param name="Worse">The questions that B does worse, most first.</param>
public sealed record SetComparison(
    string Name,
    int Pairs,
    IReadOnlyDictionary<string, PairedDifference> Differences,
    IReadOnlyList<ChangedQuestion> Better,
    IReadOnlyList<ChangedQuestion> Worse)
{
    /// <summary>The second run's name of the set, where it is another.</summary>
    public string? NameInB { get; init; }

    /// <summary>The questions that are as good or bad a miss in both and differ in some measure.</summary>
    public IReadOnlyList<ChangedQuestion> Otherwise { get; init; } = [];

    internal static SetComparison Of(SetReport a, SetReport b, List<string> unpaired)
    {
        var inB = b.Questions.ToDictionary(question => question.Scored.Id, StringComparer.Ordinal);
        var pairs = a.Questions.Where(question => inB.ContainsKey(question.Scored.Id)).Select(question => (A: question, B: inB[question.Scored.Id])).ToList();
        if (pairs.Count < Math.Max(a.Questions.Count, b.Questions.Count))
        {
            unpaired.Add($"{a.Name}: {pairs.Count} questions are in both runs, {a.Questions.Count - pairs.Count} only in the first, {b.Questions.Count - pairs.Count} only in the second");
        }

        if (pairs.Count(pair => pair.A.Question != pair.B.Question) is > 0 and var reworded)
        {
            unpaired.Add($"{a.Name}: {reworded} questions have other words in the second run than in the first");
        }

        var rows = pairs.Select(pair => (pair.A.Scored, pair.B.Scored)).ToList();
        var differences = new PairedDifference?[Measure.All.Count];
        Parallel.For(0, differences.Length, SetReport.Cores, i => differences[i] = Difference(Measure.All[i], rows));
        var changes = pairs.Select(ChangedQuestion.Of).Where(change => change.Change != 0 || change.Scores.Count > 0).OrderByDescending(change => change.Change).ToList();
        var shown = Measure.All.Zip(differences).Where(pair => pair.Second is not null).Select(pair => (pair.First.Name, Difference: pair.Second!)).ToList();
        var adjusted = Holm.Adjust([.. shown.Select(row => row.Difference.P)]);
        return new SetComparison(
            a.Name,
            pairs.Count,
            shown.Zip(adjusted).ToDictionary(row => row.First.Name, row => row.First.Difference with { AdjustedP = row.Second }),
            [.. changes.Where(change => change.Change > 0)],
            [.. changes.Where(change => change.Change < 0).Reverse()])
        {
            NameInB = b.Name == a.Name ? null : b.Name,
            Otherwise = [.. changes.Where(change => change.Change == 0)],
        };
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
            Math.Round(Math.Clamp(QuestionData.Miss(a.Scored) - QuestionData.Miss(b.Scored), -4, 4), 6),
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

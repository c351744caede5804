using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CcgBot.Evaluation.Running;

namespace CcgBot.Evaluation.Scoring;

/// <summary>One run over one or more test sets: what <c>report.json</c> holds and <c>compare</c> reads.</summary>
/// <param name="Created">When the run ended, UTC.</param>
/// <param name="Settings">What was set for the run, by name.</param>
public sealed record EvaluationReport(DateTimeOffset Created, IReadOnlyDictionary<string, string> Settings, IReadOnlyList<SetReport> Sets)
{
    public const string FileName = "report.json";

    /// <summary>Everything that the run depended on; null in the reports of earlier versions.</summary>
    public RunRecord? Run { get; init; }

    /// <summary>What is not as it was in the run that this one repeats.</summary>
    public IReadOnlyList<string> Unlike { get; init; } = [];

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };

    private static readonly JsonSerializerOptions Indented = new(Json) { WriteIndented = true };

    public void Save(string path)
    {
        using var file = File.Create(path);
        JsonSerializer.Serialize(file, this, Json);
    }

    /// <param name="path">A <c>report.json</c>, or the folder it lies in.</param>
    /// <exception cref="InvalidDataException">It is neither; the message says what was looked for.</exception>
    public static EvaluationReport Load(string path)
    {
        var file = Directory.Exists(path) ? Path.Combine(path, FileName) : path;
        if (!File.Exists(file))
        {
            throw new InvalidDataException($"There is no run at {path}: give the folder of 'ccgbot eval --out FOLDER', or its {FileName}.");
        }

        try
        {
            using var stream = File.OpenRead(file);
            return JsonSerializer.Deserialize<EvaluationReport>(stream, Json) is { Sets: not null } report
                ? report
                : throw new InvalidDataException($"{file} is not a report of 'ccgbot eval'.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{file} is not a report of 'ccgbot eval': {error.Message}", error);
        }
    }

    /// <summary>The scores without the questions, as <c>--json</c> prints them.</summary>
    public string Summary() => JsonSerializer.Serialize(
        this with { Sets = [.. Sets.Select(set => set with { Questions = [], RiskCoverage = [] })] }, Indented);
}

using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace CcgBot.Evaluation.Running;

/// <summary>
/// A run's results, a line a question, written as they come, so that an interrupted run goes on where it stopped. The first line
/// is the run's fingerprint: results of another set, setting or build are not taken up.
/// </summary>
public sealed class ResultsFile : IDisposable
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        IgnoreReadOnlyProperties = true,
    };

    private readonly StreamWriter _writer;
    private readonly Lock _lock = new();

    private ResultsFile(StreamWriter writer, IReadOnlyList<QuestionResult> done)
    {
        _writer = writer;
        Done = done;
    }

    /// <summary>What an interrupted run had done when the file was opened; failures are not among it.</summary>
    public IReadOnlyList<QuestionResult> Done { get; }

    /// <summary>Opens a run's results: those of an interrupted run with the same fingerprint are kept, all others are begun anew.</summary>
    /// <param name="questions">How many the run has: a complete run is not taken up but done again.</param>
    public static ResultsFile Open(string path, string fingerprint, int questions)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.GetFullPath(path))!);
        var done = File.Exists(path) ? Interrupted(path, fingerprint) : [];
        var kept = done.Count < questions ? done : [];
        // Written out again: a kill can leave half a line at the end.
        var writer = new StreamWriter(path, append: false, new UTF8Encoding(false));
        writer.WriteLine(JsonSerializer.Serialize(new Heading(fingerprint), Json));
        foreach (var result in kept)
        {
            writer.WriteLine(JsonSerializer.Serialize(result, Json));
        }

        writer.Flush();
        return new ResultsFile(writer, kept);
    }

    public void Append(QuestionResult result)
    {
        var line = JsonSerializer.Serialize(result, Json);
        lock (_lock)
        {
            _writer.WriteLine(line);
            _writer.Flush();
        }
    }

    public void Dispose() => _writer.Dispose();

    private static List<QuestionResult> Interrupted(string path, string fingerprint)
    {
        var results = new Dictionary<string, QuestionResult>(StringComparer.Ordinal);
        var first = true;
        foreach (var line in File.ReadLines(path))
        {
            try
            {
                if (first && JsonSerializer.Deserialize<Heading>(line, Json)?.Run != fingerprint)
                {
                    return [];
                }

                if (!first && JsonSerializer.Deserialize<QuestionResult>(line, Json) is { Failure: null } result)
                {
                    results[result.Id] = result;
                }
            }
            catch (JsonException)
            {
                // Half a line, left by a kill: that question is asked again.
            }

            first = false;
        }

        return [.. results.Values];
    }

    private sealed record Heading(string Run);
}

using System.Globalization;
using CcgBot.Evaluation.Judging;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Hosting;

namespace CcgBot.Web.Admin;

/// <summary>
/// Reports of evaluations beside the store (<c>eval/</c>, where <c>ccgbot eval</c> leaves them too), and runs of the test sets that people judged here: one at
/// a time, in the background, with an engine of its own that records nothing.
/// </summary>
public sealed partial class EvaluationRuns(BotEngine engine, EvaluationParts parts, TimeProvider time, ILogger<EvaluationRuns> logger) : IDisposable
{
    /// <summary>A larger report is for a file viewer.</summary>
    private const long MaxReportBytes = 128 << 20;

    private const int MostListed = 200;
    private const int MostQuestions = 1_000;

    private readonly Lock _lock = new();
    private CancellationTokenSource? _cancel;
    private volatile RunState? _state;

    /// <summary>The run that is under way, or how the last one ended; null when none was begun.</summary>
    public RunState? State => _state;

    /// <summary>Test sets with at least one question that most of its judges agree on.</summary>
    public IReadOnlyList<string> Sets => [.. JudgingSet.Names(SetsFolder).Where(name => new FileInfo(Path.Combine(SetsFolder, name, JudgingSet.QuestionsFile)) is { Exists: true, Length: > 0 })];

    /// <summary>Reports, the newest first.</summary>
    public IReadOnlyList<ReportLine> Reports() => !Directory.Exists(Folder) ? [] :
    [
        .. Directory.EnumerateDirectories(Folder)
            .Select(folder => new FileInfo(Path.Combine(folder, EvaluationReport.FileName)))
            .Where(file => file.Exists)
            .OrderByDescending(file => file.LastWriteTimeUtc)
            .Take(MostListed)
            .Select(file => new ReportLine(file.Directory!.Name, new DateTimeOffset(file.LastWriteTimeUtc, TimeSpan.Zero))),
    ];

    /// <returns>Null when there is none of that name.</returns>
    /// <exception cref="InvalidDataException">It can't be read.</exception>
    public EvaluationReport? Find(string? name)
    {
        // By what is listed: no name leads out of the folder.
        if (Reports().FirstOrDefault(report => report.Name == name) is not { } found)
        {
            return null;
        }

        var file = Path.Combine(Folder, found.Name, EvaluationReport.FileName);
        return new FileInfo(file).Length <= MaxReportBytes
            ? EvaluationReport.Load(file)
            : throw new InvalidDataException($"The report {found.Name} is larger than {MaxReportBytes >> 20} MB: open its report.html from the folder eval/ beside the store.");
    }

    /// <summary>Begins to run a set.</summary>
    /// <returns>False when there is no such set, or a run is under way.</returns>
    public bool Start(string set)
    {
        lock (_lock)
        {
            if (_state is { IsUnderWay: true } || !Sets.Contains(set, StringComparer.Ordinal))
            {
                return false;
            }

            _cancel?.Dispose();
            _cancel = new CancellationTokenSource();
            var name = FreeName(string.Create(CultureInfo.InvariantCulture, $"{set}-{time.GetUtcNow():yyyyMMdd-HHmmss}"));
            _state = new RunState(set, name, "waiting", 0, 0) { IsUnderWay = true };
            _ = Task.Run(() => RunAsync(set, name, _cancel.Token));
            return true;
        }
    }

    /// <summary>Ends the run that is under way; what it had done is thrown away.</summary>
    public void Cancel()
    {
        lock (_lock)
        {
            _cancel?.Cancel();
        }
    }

    public void Dispose()
    {
        Cancel();
        _cancel?.Dispose();
    }

    private string IndexFolder => Path.GetDirectoryName(Path.GetFullPath(engine.Database.Path))!;

    private string Folder => Path.Combine(IndexFolder, "eval");

    private string SetsFolder => Path.Combine(IndexFolder, "judging");

    private string FreeName(string name) =>
        Enumerable.Range(1, int.MaxValue).Select(i => i == 1 ? name : string.Create(CultureInfo.InvariantCulture, $"{name}-{i}")).First(each => !Directory.Exists(Path.Combine(Folder, each)));

    private async Task RunAsync(string set, string name, CancellationToken cancellationToken)
    {
        try
        {
            var (started, settings, path) = (time.GetUtcNow(), parts.Settings(), Path.Combine(SetsFolder, set));
            var options = new EvaluationOptions
            {
                Out = Path.Combine(Folder, name),
                Cache = Path.Combine(IndexFolder, "testsets"),
                DefaultIndex = IndexFolder,
                Seeds = parts.Seeds,
                Limit = MostQuestions,
                // People are asking meanwhile.
                Threads = Math.Max(1, Environment.ProcessorCount / 2),
            };
            var inForce = EffectiveSettings.Of([.. typeof(BotSettings).GetProperties().Select(section => (section.Name, section.GetValue(settings)!))]);
            var evaluator = new Evaluator(settings, options, time, parts.Engine with { AnswersSoon = false });
            var report = await evaluator.RunAsync(
                path, (what, done, total) => _state = new RunState(set, name, what, done, total) { IsUnderWay = true }, cancellationToken);
            var ended = time.GetUtcNow();
            var whole = new EvaluationReport(ended, options.Settings, [report])
            {
                Run = RunRecord.Of(started, ended, [path], new Dictionary<string, IReadOnlyList<string>>(), inForce, parts.Engine.Identity),
            };
            whole.Save(Path.Combine(options.Out, EvaluationReport.FileName));
            HtmlReport.Save(whole, Path.Combine(options.Out, "report.html"));
            _state = new RunState(set, name, "done", report.Questions.Count, report.Questions.Count);
        }
        catch (OperationCanceledException)
        {
            _state = new RunState(set, name, "stopped", 0, 0);
        }
        catch (Exception error)
        {
            NotRun(set, error);
            _state = new RunState(set, name, "failed", 0, 0) { Problem = error is InvalidDataException or IOException ? error.Message : "It failed; the host's log says why." };
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The evaluation of {Set} failed.")]
    private partial void NotRun(string set, Exception error);
}

/// <summary>What an evaluation is run with, apart from the host's own engine.</summary>
/// <param name="Settings">Reads the settings anew: a run changes its own.</param>
/// <param name="Seeds">The articles that come with the program.</param>
public sealed record EvaluationParts(Func<BotSettings> Settings, EngineParts Engine, string Seeds);

/// <param name="Name">Its folder's, below <c>eval/</c> beside the store.</param>
public sealed record ReportLine(string Name, DateTimeOffset At);

/// <param name="Report">The report's name, once it is done.</param>
/// <param name="Doing">What is being counted; done, stopped or failed at the end.</param>
/// <param name="Total">0 = not known.</param>
public sealed record RunState(string Set, string Report, string Doing, int Done, int Total)
{
    public bool IsUnderWay { get; init; }

    /// <summary>Why it failed; null when it didn't.</summary>
    public string? Problem { get; init; }
}

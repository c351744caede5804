using System.CommandLine;
using CcgBot.Cli.Rendering;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Cli.Commands;

internal sealed class EvalCommand
{
    private readonly CommonOptions _common = new();

    private readonly Argument<string[]> _sets = new("TESTSET")
    {
        Description = "Test sets: folders with queries.jsonl or questions.jsonl, folders of such folders, or .jsonl, .json (SQuAD 2.0) or .csv files.",
        Arity = ArgumentArity.OneOrMore,
    };

    private readonly Option<string?> _corpus = new("--corpus") { Description = "A corpus (.jsonl) or folder of articles in the place of the set's own." };
    private readonly Option<DirectoryInfo?> _out = new("--out") { Description = "Where results and reports are written; default: index/eval/ and the sets' names." };
    private readonly Option<FileInfo?> _run = new("--run") { Description = "Also writes the rankings of all sets as one TREC run file." };
    private readonly Option<bool> _json = new("--json") { Description = "The scores as JSON instead of a table." };
    private readonly Option<bool> _noHistory = new("--no-history") { Description = "Leaves out earlier turns." };
    private readonly Option<bool> _noScenario = new("--no-scenario") { Description = "Leaves out the asker's situation." };
    private readonly Option<int?> _limit = new("--limit") { Description = "At most this many questions a set, evenly spread over it." };
    private readonly Option<bool> _strict = new("--strict") { Description = "Stops at the first line that can't be read." };
    private readonly Option<bool> _retrievalOnly = new("--retrieval-only") { Description = "Only ranks paragraphs, for tuning retrieval." };
    private readonly Option<bool> _plain = new("--plain") { Description = "Ranks by plain BM25 over title and text, the question's own words alone: the baseline of published figures." };
    private readonly Option<string[]> _probe = new("--probe")
    {
        Description = "gold-removed: asks every answerable question also with its judged paragraphs removed; foreign=SET: adds another set's questions as unanswerable ones.",
        DefaultValueFactory = _ => [],
    };

    private readonly Option<Uri?> _endpoint = new("--endpoint") { Description = "Asks a running host (POST /api/ask) at this address.", CustomParser = Address };
    private readonly Option<int> _threads = new("--threads") { Description = "Questions asked at once; default: as many as cores.", DefaultValueFactory = _ => Environment.ProcessorCount };

    private readonly Option<string?> _composer = new("--composer") { Description = "model or extractive; default: as set. The model is set by Model:Provider (docs/use-a-model.md)." };
    private readonly Option<FileInfo?> _record = new("--record") { Description = "Adds the model's replies to this file; those it has already are not asked for again." };
    private readonly Option<FileInfo?> _replay = new("--replay") { Description = "Takes the model's replies from this file and asks nobody: repeats a recorded run offline." };

    private readonly Option<bool> _judge = new("--judge") { Description = "Has the model also grade the answers given: an opinion beside the measures, recorded and replayed like its other replies." };

    public static Command Create() => new EvalCommand().Command();

    private static Uri? Address(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (Uri.TryCreate(result.Tokens[0].Value.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
        {
            return address;
        }

        result.AddError($"--endpoint {result.Tokens[0].Value}: give an address such as http://localhost:3978.");
        return null;
    }

    private Command Command()
    {
        var command = new Command("eval", "Scores test sets: ranking, answers, citations, abstention, time.")
        {
            _sets, _corpus, _out, _run, _json, _noHistory, _noScenario, _limit, _strict, _plain, _retrievalOnly, _probe, _endpoint, _threads, _composer, _record, _replay, _judge,
        };
        _composer.AcceptOnlyFromAmong("model", "extractive");
        _common.AddTo(command);
        command.SetAction(RunAsync);
        return command;
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var options = Options(parsed);
        var evaluator = new Evaluator(BotSettings.Read(Configuration(parsed)), options, TimeProvider.System, Parts(parsed));
        var sets = new List<SetReport>();
        foreach (var path in parsed.GetValue(_sets)!.SelectMany(TestSetReader.Find))
        {
            using var progress = new CountingLine();
            sets.Add(await evaluator.RunAsync(path, progress.Report, cancellationToken));
        }

        var report = new EvaluationReport(TimeProvider.System.GetUtcNow(), options.Settings, sets);
        Directory.CreateDirectory(options.Out);
        report.Save(Path.Combine(options.Out, EvaluationReport.FileName));
        var page = Path.Combine(options.Out, "report.html");
        HtmlReport.Save(report, page);
        if (parsed.GetValue(_run) is { } run)
        {
            using var file = run.Create();
            foreach (var set in sets)
            {
                using var part = File.OpenRead(Path.Combine(options.Out, set.Name, "run.trec"));
                part.CopyTo(file);
            }
        }

        foreach (var line in sets.SelectMany(Remarks))
        {
            Console.Error.WriteLine(line);
        }

        Console.WriteLine(parsed.GetValue(_json) ? report.Summary() : EvaluationText.Of(report));
        Console.Error.WriteLine($"Report: {page}");
        return sets.Any(set => set.Counts.Failed > 0 || set.Problems.Count > 0) ? CommandRunner.SomeFailed : 0;
    }

    /// <exception cref="ArgumentException">A model is asked for and none is set, or something is asked of it that can't be.</exception>
    private EngineParts Parts(ParseResult parsed)
    {
        var parts = CommonOptions.Parts(Configuration(parsed));
        if (parts.Compose is null && (parsed.GetValue(_judge) || parsed.GetValue(_composer) == "model" || parsed.GetValue(_record) is not null || parsed.GetValue(_replay) is not null))
        {
            throw new ArgumentException("No model is set: give --set Model:Provider=… and Model:Name=… (docs/use-a-model.md).");
        }

        // Judged, but not composed, by the model.
        return parsed.GetValue(_composer) == "extractive" ? parts with { Compose = null, Rewrite = null, Embeddings = null } : parts;
    }

    private IConfiguration Configuration(ParseResult parsed) => _common.Configuration(parsed, [.. ModelSettings(parsed), .. Plain(parsed)]);

    /// <summary>What <c>--plain</c> sets; a <c>--set</c> beside it wins.</summary>
    private IEnumerable<KeyValuePair<string, string?>> Plain(ParseResult parsed)
    {
        var given = _common.Overrides(parsed).Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return parsed.GetValue(_plain) ? PlainRanking.Settings.Where(pair => !given.Contains(pair.Key)) : [];
    }

    private IEnumerable<KeyValuePair<string, string?>> ModelSettings(ParseResult parsed)
    {
        if (parsed.GetValue(_composer) == "extractive" && !parsed.GetValue(_judge))
        {
            yield return KeyValuePair.Create("Model:Provider", (string?)"None");
        }

        if (parsed.GetValue(_record) is { } record)
        {
            yield return KeyValuePair.Create("Model:RecordFile", (string?)record.FullName);
        }

        if (parsed.GetValue(_replay) is { } replay)
        {
            yield return KeyValuePair.Create("Model:ReplayFile", (string?)replay.FullName);
        }
    }

    /// <summary>How it was run, lines left out, and each kind of failure with the first question it befell.</summary>
    private static IEnumerable<string> Remarks(SetReport set) =>
        [
            .. set.Notice is { } notice ? (string[])[$"{set.Name}: {notice}"] : [],
            .. set.Problems.Select(problem => problem.ToString()),
            .. set.Questions.Where(question => question.Failure is not null).GroupBy(question => question.Failure)
                .Select(group => $"{set.Name}: {group.Count()} failed, first {group.First().Scored.Id}: {group.Key}"),
        ];

    private EvaluationOptions Options(ParseResult parsed)
    {
        var home = Home.Locate();
        var probes = parsed.GetValue(_probe)!;
        var foreign = probes.Where(probe => probe.StartsWith("foreign=", StringComparison.Ordinal)).Select(probe => probe["foreign=".Length..]).ToList();
        if (foreign.Count > 1 || probes.FirstOrDefault(probe => probe != "gold-removed" && !probe.StartsWith("foreign=", StringComparison.Ordinal)) is not null)
        {
            throw new ArgumentException("--probe: give gold-removed or one foreign=SET.");
        }

        return new EvaluationOptions
        {
            Out = parsed.GetValue(_out)?.FullName ?? Path.Combine(home.Index, "eval", OutName(parsed, probes)),
            Cache = Path.Combine(_common.IndexFolder(parsed), "testsets"),
            DefaultIndex = _common.IndexFolder(parsed),
            Seeds = home.Seeds,
            Corpus = parsed.GetValue(_corpus) is { } corpus ? Path.GetFullPath(corpus) : null,
            Endpoint = parsed.GetValue(_endpoint),
            History = !parsed.GetValue(_noHistory),
            Scenario = !parsed.GetValue(_noScenario),
            Limit = parsed.GetValue(_limit),
            Strict = parsed.GetValue(_strict),
            RetrievalOnly = parsed.GetValue(_retrievalOnly),
            GoldRemoved = probes.Contains("gold-removed"),
            Foreign = foreign.FirstOrDefault(),
            Judge = parsed.GetValue(_judge),
            Threads = Math.Max(1, parsed.GetValue(_threads)),
            Settings = ForReport(parsed),
        };
    }

    private Dictionary<string, string> ForReport(ParseResult parsed)
    {
        // A model's key may be among the settings, and a report is handed on.
        var settings = _common.Overrides(parsed).Concat(ModelSettings(parsed)).ToDictionary(
            pair => pair.Key, pair => ((string[])["key", "secret", "password", "token"]).Any(word => pair.Key.EndsWith(word, StringComparison.OrdinalIgnoreCase)) ? "…" : pair.Value ?? "");
        foreach (var option in (Option[])[_corpus, _noHistory, _noScenario, _limit, _plain, _retrievalOnly, _endpoint, _probe, _composer, _judge])
        {
            if (parsed.GetResult(option) is { Implicit: false } given)
            {
                settings[option.Name] = given.Tokens.Count > 0 ? string.Join(' ', given.Tokens.Select(token => token.Value)) : "yes";
            }
        }

        return settings;
    }

    private string OutName(ParseResult parsed, string[] probes) => string.Join('+', parsed.GetValue(_sets)!
        .Select(path => Path.GetFileNameWithoutExtension(Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))
        .Concat(probes.Select(probe => probe.Split('=')[0])));

    /// <summary>One progress line for what is counted one after another.</summary>
    private sealed class CountingLine : IDisposable
    {
        private readonly Lock _lock = new();
        private string? _what;
        private ProgressLine? _line;

        public void Report(string what, int done, int total)
        {
            lock (_lock)
            {
                if (what != _what)
                {
                    _line?.Dispose();
                    (_what, _line) = (what, new ProgressLine(what, total > 0 ? total : null));
                }

                _line!.Report(done);
            }
        }

        public void Dispose() => _line?.Dispose();
    }
}

using System.CommandLine;
using System.Globalization;
using CcgBot.Cli.Rendering;
using CcgBot.Evaluation.Reports;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.TestSets;
using CcgBot.Hosting;
using CcgBot.Model;
using Microsoft.Extensions.Configuration;

namespace CcgBot.Cli.Commands;

internal sealed class EvalCommand
{
    private readonly CommonOptions _common = new();
    private RunRecord? _repeated;

    private readonly Argument<string[]> _sets = new("TESTSET")
    {
        Description = "Test sets: folders (BEIR, TREC, questions with evidence), folders of such folders, or .jsonl, .json (SQuAD, BioASQ), .csv, .tsv, .xml or .txt (TREC topics) files, each also as .gz (docs/evaluate.md).",
        Arity = ArgumentArity.ZeroOrMore,
    };

    private readonly Option<string?> _like = new("--like") { Description = "Runs again what a report.json (or its folder) holds, with its settings; what is given beside it wins." };

    private readonly Option<string?> _corpus = new("--corpus") { Description = "A corpus (.jsonl) or folder of articles in the place of the set's own." };
    private readonly Option<string?> _split = new("--split") { Description = "Of a BEIR set's qrels/: test, dev or train; default: test." };
    private readonly Option<string?> _qrels = new("--qrels") { Description = "A file of judgements in the place of the set's own." };
    private readonly Option<TopicField?> _topicField = new("--topic-field") { Description = "Of TREC topics: title or description; default: title." };
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

    private readonly Option<string?> _groups = GroupOptions.Asker();

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
            _sets, _like, _corpus, _split, _qrels, _topicField, _out, _run, _json, _noHistory, _noScenario, _limit, _strict, _plain, _retrievalOnly, _probe, _endpoint, _threads, _composer, _record, _replay, _judge, _groups,
        };
        _composer.AcceptOnlyFromAmong("model", "extractive");
        _common.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RunAsync(Repeated(command, parsed), cancellationToken));
        return command;
    }

    /// <summary>With <c>--like</c>: the command line of the run that is repeated, with what is given now in the place of what it said.</summary>
    private ParseResult Repeated(Command command, ParseResult parsed)
    {
        if (parsed.GetValue(_like) is not { } path)
        {
            return parsed.GetValue(_sets) is { Length: > 0 }
                ? parsed
                : throw new ArgumentException("Name a test set, or a run to repeat with --like. Try 'ccgbot eval --help'.");
        }

        _repeated = EvaluationReport.Load(path).Run ?? throw new InvalidDataException($"{path} does not say how it was run: it is of an earlier version.");
        var line = new List<string>(parsed.GetValue(_sets) is { Length: > 0 } sets ? sets : _repeated.Sets);
        foreach (var (name, values) in _repeated.Options)
        {
            if (command.Options.FirstOrDefault(option => option.Name == name) is { } option && parsed.GetResult(option) is not { Implicit: false })
            {
                line.AddRange(values.Count == 0 ? [name] : values.SelectMany(value => (string[])[name, value]));
            }
        }

        foreach (var option in command.Options.Where(option => option != _like && parsed.GetResult(option) is { Implicit: false }))
        {
            var values = parsed.GetResult(option)!.Tokens.Select(token => token.Value).ToList();
            line.AddRange(values.Count == 0 ? [option.Name] : values.SelectMany(value => (string[])[option.Name, value]));
        }

        return command.Parse(line);
    }

    private async Task<int> RunAsync(ParseResult parsed, CancellationToken cancellationToken)
    {
        var started = TimeProvider.System.GetUtcNow();
        var options = Options(parsed);
        var settings = _common.Settings(parsed, [.. RepeatedSettings(parsed), .. ModelSettings(parsed), .. Plain(parsed)]);
        var parts = Parts(parsed);
        var evaluator = new Evaluator(settings, options, TimeProvider.System, parts);
        var sets = new List<SetReport>();
        // All are read before any is run: the last one's typing error is not found after an hour.
        var paths = parsed.GetValue(_sets)!.SelectMany(TestSetReader.Find).ToList();
        if (paths.Count > 1)
        {
            Console.Error.WriteLine($"Reading {paths.Count} test sets");
        }

        var read = paths.ConvertAll(evaluator.Read);
        foreach (var (i, set) in read.Index())
        {
            Console.Error.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{(read.Count > 1 ? $"Set {i + 1} of {read.Count}, " : "")}{set.Name}: {Math.Min(options.Limit ?? int.MaxValue, set.Questions.Count):N0} questions"));
            using var progress = new CountingLine();
            sets.Add(await evaluator.RunAsync(set, progress.Report, cancellationToken));
        }

        var ended = TimeProvider.System.GetUtcNow();
        var record = RunRecord.Of(started, ended, [.. parsed.GetValue(_sets)!.Select(Path.GetFullPath)], ForRepeating(parsed), InForce(parsed, settings), parts.Identity);
        var report = new EvaluationReport(ended, options.Settings, sets) { Run = record, Unlike = _repeated is null ? [] : [.. record.UnlikeIn(_repeated)] };
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

        foreach (var line in report.Unlike.Select(line => $"Unlike the run repeated: {line}").Concat(sets.SelectMany(Remarks)))
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

    private IConfiguration Configuration(ParseResult parsed) => _common.Configuration(parsed, [.. RepeatedSettings(parsed), .. ModelSettings(parsed), .. Plain(parsed)]);

    /// <summary>The settings of the run that is repeated, but for those given now; a setting that was renamed since can't be repeated and is left as it is.</summary>
    private IEnumerable<KeyValuePair<string, string?>> RepeatedSettings(ParseResult parsed)
    {
        var given = _common.Overrides(parsed).Select(pair => pair.Key).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return (_repeated?.Settings ?? new Dictionary<string, string>())
            .Where(pair => !given.Contains(pair.Key) && CommonOptions.Names.Has(pair.Key))
            .Select(pair => KeyValuePair.Create(pair.Key, (string?)pair.Value));
    }

    private IReadOnlyDictionary<string, string> InForce(ParseResult parsed, BotSettings settings) => EffectiveSettings.Of(
        [.. typeof(BotSettings).GetProperties().Select(section => (section.Name, section.GetValue(settings)!)), ("Model", ModelComposition.Options(Configuration(parsed)))]);

    /// <summary>The options given, with paths that mean the same from another folder.</summary>
    private Dictionary<string, IReadOnlyList<string>> ForRepeating(ParseResult parsed) => ((Option[])
        [_corpus, _split, _qrels, _topicField, _noHistory, _noScenario, _limit, _strict, _plain, _retrievalOnly, _probe, _endpoint, _threads, _composer, _replay, _judge, _groups, _common.Index])
        .Where(option => parsed.GetResult(option) is { Implicit: false })
        .ToDictionary(option => option.Name, option => (IReadOnlyList<string>)[.. parsed.GetResult(option)!.Tokens.Select(token => Absolute(token.Value))]);

    private static string Absolute(string value)
    {
        const string Foreign = "foreign=";
        var (mark, path) = value.StartsWith(Foreign, StringComparison.Ordinal) ? (Foreign, value[Foreign.Length..]) : ("", value);
        return File.Exists(path) || Directory.Exists(path) ? mark + Path.GetFullPath(path) : value;
    }

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
            .. LeftOut(set),
            .. set.Questions.Where(question => question.Failure is not null).GroupBy(question => question.Failure)
                .Select(group => $"{set.Name}: {group.Count()} failed, first {group.First().Scored.Id}: {group.Key}"),
        ];

    private static IEnumerable<string> LeftOut(SetReport set)
    {
        const int Shown = 20;
        if (set.LeftOut.Count > 0)
        {
            var ids = string.Join(", ", set.LeftOut.Take(Shown));
            yield return set.LeftOut.Count == 1
                ? $"{set.Name}: 1 question is left out, because nothing judged relevant to it stands in the corpus: {ids}"
                : $"{set.Name}: {set.LeftOut.Count} questions are left out, because nothing judged relevant to them stands in the corpus: {ids}{(set.LeftOut.Count > Shown ? ", …" : "")}";
        }
    }

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
            Access = GroupOptions.Access(parsed.GetValue(_groups)),
            Out = parsed.GetValue(_out)?.FullName ?? Path.Combine(home.Index, "eval", OutName(parsed, probes)),
            Cache = Path.Combine(_common.IndexFolder(parsed), "testsets"),
            DefaultIndex = _common.IndexFolder(parsed),
            Seeds = home.Seeds,
            Reading = new TestSetOptions
            {
                Split = parsed.GetValue(_split),
                Qrels = parsed.GetValue(_qrels) is { } qrels ? Path.GetFullPath(qrels) : null,
                TopicField = parsed.GetValue(_topicField),
            },
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
        var settings = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var (name, value) in _common.Overrides(parsed).Concat(ModelSettings(parsed)))
        {
            settings[name] = EffectiveSettings.IsSecret(name) ? "…" : value ?? ""; // of a setting given twice the last holds
        }

        foreach (var option in (Option[])[_corpus, _split, _qrels, _topicField, _noHistory, _noScenario, _limit, _plain, _retrievalOnly, _endpoint, _probe, _composer, _judge])
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
}

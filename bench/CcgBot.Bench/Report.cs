using System.Globalization;
using System.Text;
using OxyPlot;
using OxyPlot.Axes;
using OxyPlot.Legends;
using OxyPlot.Series;

namespace CcgBot.Bench;

/// <summary>Results → table, goals, CSV and plot.</summary>
internal static class Report
{
    private const string Begin = "<!-- bench/run writes what follows -->";
    private const string End = "<!-- as far as here -->";

    /// <summary>Writes docs/performance.csv and .svg and the marked parts of docs/performance.md and README.md, and prints the goals.</summary>
    /// <returns>1 when a goal was missed or not measured.</returns>
    public static int Write(string resultsFile, string repository)
    {
        var results = Results.Read(resultsFile);
        var goals = Goals.Of(results).ToList();
        var docs = Path.Combine(repository, "docs");
        Csv(results, Path.Combine(docs, "performance.csv"));
        Plot(results, Path.Combine(docs, "performance.svg"));
        Replace(Path.Combine(docs, "performance.md"), $"{Measured(results)}\n\n![growth of the median query](performance.svg)\n\n{GoalTable(results, goals)}\n{Table(results.Rows)}\n{Exponents(results)}");
        Replace(Path.Combine(repository, "README.md"), $"![growth of the median query](docs/performance.svg)\n\n{Table([.. results.Rows.Where(row => row.Engine == "CcgBot" || row.Passages == results.Passages)])}\n{Summary(results, goals)}");
        foreach (var goal in goals)
        {
            Console.WriteLine($"{goal.Verdict.Trim('*'),-12}  {goal.Text}: {goal.Figure}");
        }

        return goals.TrueForAll(goal => goal.Met == true) ? 0 : 1;
    }

    private static void Replace(string path, string text)
    {
        var page = File.ReadAllText(path);
        var (begin, end) = (page.IndexOf(Begin, StringComparison.Ordinal), page.IndexOf(End, StringComparison.Ordinal));
        if (begin < 0 || end < begin)
        {
            throw new InvalidDataException($"{path} has no place for the figures: put '{Begin}' and '{End}' on lines of their own where they shall stand.");
        }

        File.WriteAllText(path, $"{page[..(begin + Begin.Length)]}\n{text.TrimEnd()}\n{page[end..]}");
    }

    /// <summary>Where and when, and whether anything else was going on: processor time leaves out what other processes took.</summary>
    private static string Measured(Results results)
    {
        var query = results.Find("CcgBot", results.Passages)?.Times("query");
        var quiet = query is null ? "" : query[0] > 1.2 * query[2]
            ? string.Create(CultureInfo.InvariantCulture, $" **Other work went on meanwhile** (the median query took {query[0]:F2} ms of the clock for {query[2]:F2} of processor time): clock times and rates are worse than the machine's.")
            : " The clock and the processor time of its queries agree: nothing else took their processor.";
        return $"Measured on {TimeProvider.System.GetUtcNow():yyyy-MM-dd} (UTC, as it ended) on {Machine()}.{quiet}";
    }

    private static string Machine()
    {
        var model = File.ReadLines("/proc/cpuinfo").First(line => line.StartsWith("model name", StringComparison.Ordinal)).Split(':')[1].Trim();
        var memory = long.Parse(File.ReadLines("/proc/meminfo").First().Split(' ', StringSplitOptions.RemoveEmptyEntries)[1], CultureInfo.InvariantCulture) >> 20;
        var system = File.ReadLines("/etc/os-release").First(line => line.StartsWith("PRETTY_NAME", StringComparison.Ordinal)).Split('"')[1];
        return $"{Environment.ProcessorCount} cores of {model}, {memory} GiB, {system}, .NET {Environment.Version}";
    }

    private static string GoalTable(Results results, List<Goal> goals)
    {
        var table = new StringBuilder(string.Create(CultureInfo.InvariantCulture, $"| Goal (at {results.Passages:N0} passages) | Figure | |\n|---|---|---|\n"));
        foreach (var goal in goals)
        {
            table.Append(CultureInfo.InvariantCulture, $"| {goal.Text} | {goal.Figure} | {goal.Verdict} |\n");
        }

        return table.ToString();
    }

    private static string Summary(Results results, List<Goal> goals) => string.Create(CultureInfo.InvariantCulture,
        $"{Measured(results)} Of {goals.Count} goals {goals.Count(goal => goal.Met == true)} are met: [all figures](docs/performance.md).");

    private static string Table(IReadOnlyList<ResultRow> rows)
    {
        var table = new StringBuilder("| passages | engine | p50 ms | p99 ms | p50 CPU ms | p99 CPU ms | passages/s | index MB | peak MiB |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            foreach (var (key, name) in ResultRow.Searches)
            {
                if (row.Times(key) is { } times)
                {
                    var asked = row.Number("asked") is { } count and < 400 ? string.Create(CultureInfo.InvariantCulture, $" ({count:F0} questions)") : "";
                    table.Append(CultureInfo.InvariantCulture, $"| {row.Passages:N0} | {row.Engine}{name}{asked} | {times[0]:F2} | {times[1]:F2} | ")
                        .Append(CultureInfo.InvariantCulture, $"{(times.Length > 2 ? times[2] : null):F2} | {(times.Length > 2 ? times[3] : null):F2} | ")
                        .Append(CultureInfo.InvariantCulture, $"{row.Number("rate"):N0} | {row.Number("index_mb"):F0} | {row.Number("peak_mb"):F0} |\n");
                }
            }
        }

        return table.ToString();
    }

    private static string Exponents(Results results) => string.Join('\n', results.Growth().Where(engine => engine.Points.Count > 1).Select(engine =>
        string.Create(CultureInfo.InvariantCulture, $"- {engine.Name}: the median query grows as passages^{Results.Exponent(engine.Points):F2}")));

    private static void Csv(Results results, string path)
    {
        var keys = results.Rows.SelectMany(row => row.Values.Keys).Distinct().ToList();
        File.WriteAllLines(path, results.Rows.Select(row => $"{row.Engine},{row.Passages},{string.Join(',', keys.Select(key => row.Values.GetValueOrDefault(key)))}")
            .Prepend($"engine,passages,{string.Join(',', keys)}"));
    }

    private static void Plot(Results results, string path)
    {
        var plot = new PlotModel { Background = OxyColors.White, DefaultFont = "sans-serif" };
        plot.Axes.Add(Decades("passages", AxisPosition.Bottom));
        plot.Axes.Add(Decades("median query, ms", AxisPosition.Left));
        plot.Legends.Add(new Legend { LegendPosition = LegendPosition.TopLeft });
        foreach (var (name, points) in results.Growth())
        {
            var line = new LineSeries
            {
                Title = points.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name} (exponent {Results.Exponent(points):F2})") : name,
                MarkerType = MarkerType.Circle,
            };
            line.Points.AddRange(points.Select(point => new DataPoint(point.Passages, point.Milliseconds)));
            plot.Series.Add(line);
        }

        File.WriteAllText(path, new SvgExporter { Width = 900, Height = 560 }.ExportToString(plot));
    }

    private static LogarithmicAxis Decades(string title, AxisPosition position) => new()
    {
        Title = title,
        Position = position,
        MajorGridlineStyle = LineStyle.Solid,
        MajorGridlineColor = OxyColors.LightGray,
        StringFormat = "#,0.###",
    };
}

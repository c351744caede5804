using System.Globalization;
using System.Text;
using ScottPlot;

namespace CcgBot.Bench;

/// <summary>Results → table, CSV and plot.</summary>
internal static class Report
{
    /// <param name="results">Lines "engine, tab, passages, tab, key=value pairs"; pairs of one engine and size may stand on several lines.</param>
    /// <param name="docs">Takes performance.csv, performance-table.md (to be pasted into performance.md) and performance.svg.</param>
    public static void Write(string results, string docs)
    {
        var rows = File.ReadAllLines(results)
            .Select(line => line.Split('\t'))
            .Where(parts => parts.Length == 3)
            .GroupBy(parts => (Engine: parts[0], Passages: int.Parse(parts[1], CultureInfo.InvariantCulture)))
            .OrderBy(group => group.Key.Passages).ThenBy(group => group.Key.Engine, StringComparer.Ordinal)
            .Select(group => new Row(group.Key.Engine, group.Key.Passages, group
                .SelectMany(parts => parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
                .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
                .GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1])))
            .ToList();
        Csv(rows, Path.Combine(docs, "performance.csv"));
        Table(rows, Path.Combine(docs, "performance-table.md"));
        Plot(rows, Path.Combine(docs, "performance.svg"));
    }

    /// <summary>The exponent b of time = a · passages^b, by least squares over the logarithms.</summary>
    public static double Exponent(IReadOnlyList<(double Passages, double Milliseconds)> points)
    {
        var (x, y) = (points.Select(point => Math.Log(point.Passages)).ToList(), points.Select(point => Math.Log(point.Milliseconds)).ToList());
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y).Sum(point => (point.First - meanX) * (point.Second - meanY)) / x.Sum(value => (value - meanX) * (value - meanX));
    }

    private static void Csv(List<Row> rows, string path)
    {
        var keys = rows.SelectMany(row => row.Values.Keys).Distinct().ToList();
        File.WriteAllLines(path, rows.Select(row => $"{row.Engine},{row.Passages},{string.Join(',', keys.Select(key => row.Values.GetValueOrDefault(key)))}")
            .Prepend($"engine,passages,{string.Join(',', keys)}"));
    }

    private static void Table(List<Row> rows, string path)
    {
        var table = new StringBuilder("| passages | engine | p50 ms | p99 ms | p50 CPU ms | p99 CPU ms | passages/s | index MB | peak MB |\n|--:|---|--:|--:|--:|--:|--:|--:|--:|\n");
        foreach (var row in rows)
        {
            foreach (var (name, key) in (ReadOnlySpan<(string, string)>)[("", "query"), (", skipping", "skipping"), (", exact", "exact"), (", plain BooleanQuery", "plain")])
            {
                if (row.Values.TryGetValue(key, out var times))
                {
                    // PostgreSQL works in a process of its own: the client's processor time and memory say nothing.
                    var parts = times.Split('/');
                    if (IsServer(row))
                    {
                        parts[2] = parts[3] = row.Values["peak_mb"] = "";
                    }

                    table.Append(CultureInfo.InvariantCulture, $"| {row.Passages:N0} | {row.Engine}{name} | {parts[0]} | {parts[1]} | {parts[2]} | {parts[3]} | ")
                        .Append(CultureInfo.InvariantCulture, $"{row.Values.GetValueOrDefault("rate")} | {row.Values.GetValueOrDefault("index_mb")} | {row.Values.GetValueOrDefault("peak_mb")} |\n");
                }
            }
        }

        foreach (var engine in Growth(rows).Where(engine => engine.Points.Count > 1))
        {
            table.Append(CultureInfo.InvariantCulture, $"\n{engine.Name}: p50 CPU time grows as passages^{Exponent(engine.Points):F2}.\n");
        }

        File.WriteAllText(path, table.ToString());
    }

    private static void Plot(List<Row> rows, string path)
    {
        using var plot = new Plot();
        foreach (var (name, points) in Growth(rows))
        {
            var line = plot.Add.Scatter(points.Select(point => Math.Log10(point.Passages)).ToArray(), points.Select(point => Math.Log10(point.Milliseconds)).ToArray());
            line.LegendText = points.Count > 1 ? string.Create(CultureInfo.InvariantCulture, $"{name} (exponent {Exponent(points):F2})") : name;
            line.MarkerSize = 7;
        }

        plot.Axes.Bottom.TickGenerator = Decades();
        plot.Axes.Left.TickGenerator = Decades();
        plot.XLabel("passages");
        plot.YLabel("median query, ms of processor time");
        plot.ShowLegend(Alignment.UpperLeft);
        plot.SaveSvg(path, 900, 560);
    }

    private static ScottPlot.TickGenerators.NumericManual Decades()
    {
        var ticks = new ScottPlot.TickGenerators.NumericManual();
        for (var power = -3; power <= 6; power++)
        {
            ticks.AddMajor(power, Math.Pow(10, power).ToString("#,0.###", CultureInfo.InvariantCulture));
        }

        return ticks;
    }

    /// <summary>Each engine's median by size. PostgreSQL works in a process of its own, so that its clock has to do.</summary>
    private static IEnumerable<(string Name, List<(double Passages, double Milliseconds)> Points)> Growth(List<Row> rows) =>
        from key in (string[])["query", "skipping", "exact", "plain"]
        from row in rows
        where row.Values.ContainsKey(key)
        group (Passages: (double)row.Passages, Milliseconds: Median(row, key)) by row.Engine + (key is "query" ? "" : $", {key}") into engine
        select (engine.Key, engine.OrderBy(point => point.Passages).ToList());

    private static double Median(Row row, string key) =>
        double.Parse(row.Values[key].Split('/')[IsServer(row) ? 0 : 2], CultureInfo.InvariantCulture);

    private static bool IsServer(Row row) => row.Engine.StartsWith("PostgreSQL", StringComparison.Ordinal);

    private sealed record Row(string Engine, int Passages, Dictionary<string, string> Values);
}

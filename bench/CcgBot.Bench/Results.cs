using System.Globalization;

namespace CcgBot.Bench;

/// <summary>What every engine measured at every size.</summary>
internal sealed record Results(IReadOnlyList<ResultRow> Rows)
{
    /// <summary>The largest size: the goals' figures are taken there.</summary>
    public int Passages => Rows.Max(row => row.Passages);

    /// <summary>Reads lines "engine, tab, passages, tab, key=value pairs"; pairs of one engine and size may stand on several lines.</summary>
    public static Results Read(string path) => new([.. File.ReadAllLines(path)
        .Select(line => line.Split('\t'))
        .Where(parts => parts.Length == 3)
        .GroupBy(parts => (Engine: parts[0], Passages: int.Parse(parts[1], CultureInfo.InvariantCulture)))
        .OrderBy(group => group.Key.Passages).ThenBy(group => group.Key.Engine, StringComparer.Ordinal)
        .Select(group => new ResultRow(group.Key.Engine, group.Key.Passages, group
            .SelectMany(parts => parts[2].Split(' ', StringSplitOptions.RemoveEmptyEntries))
            .Select(pair => pair.Split('=', 2)).Where(pair => pair.Length == 2)
            .GroupBy(pair => pair[0]).ToDictionary(pairs => pairs.Key, pairs => pairs.Last()[1])))]);

    public ResultRow? Find(string engine, int passages) => Rows.FirstOrDefault(row => row.Engine == engine && row.Passages == passages);

    /// <summary>Each engine's median query by size, in milliseconds of the clock.</summary>
    public IEnumerable<(string Name, List<(double Passages, double Milliseconds)> Points)> Growth() =>
        from search in ResultRow.Searches
        from row in Rows
        let times = row.Times(search.Key)
        where times is not null
        group ((double)row.Passages, times[0]) by row.Engine + search.Name into engine
        select (engine.Key, engine.OrderBy(point => point.Item1).ToList());

    /// <summary>The exponent b of time = a · passages^b, by least squares over the logarithms.</summary>
    public static double Exponent(IReadOnlyList<(double Passages, double Milliseconds)> points)
    {
        var (x, y) = (points.Select(point => Math.Log(point.Passages)).ToList(), points.Select(point => Math.Log(point.Milliseconds)).ToList());
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y).Sum(point => (point.First - meanX) * (point.Second - meanY)) / x.Sum(value => (value - meanX) * (value - meanX));
    }
}

internal sealed record ResultRow(string Engine, int Passages, IReadOnlyDictionary<string, string> Values)
{
    /// <summary>The ways of searching that one engine may have, by key, with what is put after the engine's name.</summary>
    public static IReadOnlyList<(string Key, string Name)> Searches { get; } = [("query", ""), ("skipping", ", skipping"), ("exact", ", exact"), ("plain", ", plain Lucene.Net")];

    /// <summary>The numbers of "1.2/3.4/…": p50 and p99 of the clock, then of processor time where it is known; null when it was not measured.</summary>
    public double[]? Times(string key) =>
        Values.TryGetValue(key, out var text) ? [.. text.Split('/').Select(part => double.Parse(part, CultureInfo.InvariantCulture))] : null;

    public double? Number(string key) => Times(key)?[0];
}

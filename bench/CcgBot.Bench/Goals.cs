using System.Globalization;

namespace CcgBot.Bench;

/// <summary>What is asked for at a million passages on two cores, and whether it was reached; at a smaller size the same, for a look beforehand.</summary>
internal static class Goals
{
    private const int VectorPassages = 250_000;

    public static IEnumerable<Goal> Of(Results results)
    {
        var size = results.Passages;
        var (ours, lucene) = (results.Find("CcgBot", size), results.Find("Lucene 8", size));
        var (query, skipping, exact) = (ours?.Times("query"), lucene?.Times("skipping"), lucene?.Times("exact"));
        yield return Goal.Of("query p50 no more than Lucene 8's with skipping", query?[0] / skipping?[0], 1, ratio =>
            $"{query![0]:F2} ms against {skipping![0]:F2}: {ratio:F2} of it (processor time {query[2] / skipping[2]:F2}); Lucene 8 exact {exact?[0]:F2}");
        yield return Goal.Of("query p99 no more than Lucene 8's with skipping", query?[1] / skipping?[1], 1, ratio =>
            $"{query![1]:F2} ms against {skipping![1]:F2}: {ratio:F2} of it (processor time {query[3] / skipping[3]:F2}); Lucene 8 exact {exact?[1]:F2}");
        yield return Goal.Of("of 400 questions, those whose ten best are not plain BooleanQuery's: none", 400 - ours?.Number("same_top10"), 0, other => $"{other:F0}");
        var answer = ours?.Times("answer");
        yield return Goal.Of("whole answer, words only, evidence written, p50 at most 30 ms", answer?[0], 30, ms => $"{ms:F1} ms");
        yield return Goal.Of("the same, p99 at most 100 ms", answer?[1], 100, ms => $"{ms:F1} ms");
        var (words, vectors) = (results.Find("CcgBot", VectorPassages)?.Times("answer"), results.Find("CcgBot", VectorPassages)?.Times("vector_answer"));
        yield return Goal.Of("whole answer with vectors over 250,000, p50 within 50 ms more than words only", vectors?[0] - words?[0], 50, more =>
            $"{vectors![0]:F1} ms against {words![0]:F1}: {more:F1} ms more");
        yield return Goal.Of("the same, p99", vectors?[1] - words?[1], 50, more => $"{vectors![1]:F1} ms against {words![1]:F1}: {more:F1} ms more");
        yield return Goal.Of("ingest (read, store, index) at least 10,000 passages a second", ours?.Number("rate"), 10_000, rate =>
            $"{rate:N0} a second ({ours!.Number("store_s"):F0} s to read and store, {ours.Number("total_s") - ours.Number("store_s"):F0} s to index); Lucene 8, index only: {lucene?.Number("rate"):N0}", most: false);
        yield return Goal.Of("peak memory of ingest at most 1.5 GiB", ours?.Number("peak_mb"), 1_536, mib => $"{mib:F0} MiB (Lucene 8: {lucene?.Number("peak_mb"):F0})");
        yield return Goal.Of("index at most 1.2 times Lucene 8's, same fields", ours?.Number("index_mb") / lucene?.Number("index_mb"), 1.2, ratio =>
            $"{ours!.Number("index_mb"):F0} MB against {lucene!.Number("index_mb"):F0}: {ratio:F2} times");
        var anonymous = Most(ours?.Number("anonymous_mb"), ours?.Number("answer_anonymous_mb"));
        yield return Goal.Of("anonymous memory of a querying process at most 300 MB", anonymous, 300, mib =>
            $"{ours!.Number("anonymous_mb"):F0} MiB searching, {ours.Number("answer_anonymous_mb"):F0} MiB giving whole answers");
        yield return Goal.Of("opening a built index under 200 ms", ours?.Number("open_ms"), 200, ms =>
            $"{ms:F0} ms in a running process, every checksum compared; {ours!.Number("open_new_process_ms"):F0} ms as the first thing that a process does");
        yield return Goal.Of("a new article visible within a second", ours?.Number("visible_ms"), 1_000, ms =>
            $"{ms:F0} ms at worst of 20, {ours!.Number("visible_p50_ms"):F0} ms the median, {ours.Number("visible_first_ms"):F0} ms the first of a process");
        var (idle, busy) = (ours?.Times("idle"), ours?.Times("ingesting"));
        yield return Goal.Of("query p99 while ingesting within 2 times of idle", busy?[1] / idle?[1], 2, ratio =>
            $"{busy![1]:F2} ms against {idle![1]:F2}: {ratio:F1} times (processor time {busy[3] / idle[3]:F1}), while {ours!.Number("ingested_per_s"):N0} passages a second were taken in");
        yield return Goal.Of("8 readers at least 1.7 times one reader's throughput", ours?.Number("readers8"), 1.7, ratio =>
            $"{ratio:F2} times {ours!.Number("readers1_per_s"):N0} queries a second", most: false);
        var growth = results.Growth().FirstOrDefault(engine => engine.Name == "CcgBot").Points;
        yield return Goal.Of("growth over 10k, 100k, 250k and 1M with its exponent", growth?.Count, 4, _ =>
            $"passages^{Results.Exponent(growth!):F2}", most: false);
        yield return Goal.Of("five engines in one run", results.Rows.Count(row => row.Passages == size), 5, count => $"{count:F0} at {size:N0}", most: false);
    }

    private static double? Most(double? left, double? right) => left is null || right is null ? null : Math.Max(left.Value, right.Value);
}

/// <param name="Met">Null when it was not measured.</param>
internal sealed record Goal(string Text, string Figure, bool? Met)
{
    public string Verdict => Met switch { true => "met", false => "**missed**", null => "not measured" };

    /// <param name="most">Whether the figure must be at most the bound, not at least.</param>
    public static Goal Of(string text, double? figure, double bound, Func<double, FormattableString> say, bool most = true) => figure is { } value
        ? new(text, say(value).ToString(CultureInfo.InvariantCulture), most ? value <= bound : value >= bound)
        : new(text, "", null);
}

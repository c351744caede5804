using System.Globalization;
using System.Net;
using System.Text;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Reports;

/// <summary>An evaluation as one HTML file that needs no other: scores with intervals, charts, and every question.</summary>
public static class HtmlReport
{
    private static readonly string[] Overview =
    [
        "ndcg@10", "recall@10", "recall@100", "containment", "words", "citation-precision", "citation-recall", "auroc", "recall@p90", "coverage@p90", "ece", "latency-p50", "latency-p95",
    ];

    public static void Save(EvaluationReport report, string path) => File.WriteAllText(path, Of(report), new UTF8Encoding(false));

    public static string Of(EvaluationReport report)
    {
        var title = $"Evaluation: {string.Join(", ", report.Sets.Select(set => set.Name))}";
        var created = report.Created.ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);
        var settings = report.Settings.Count == 0 ? "" : $" · {string.Join(" · ", report.Settings.Select(pair => $"<code>{Encode(pair.Key)}={Encode(pair.Value)}</code>"))}";
        var threshold = report.Run?.Settings.GetValueOrDefault("Answering:Threshold") is { } text && double.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : (double?)null;
        var body = $"""
            <header><h1>Evaluation</h1><p>{created} UTC{settings}</p>{(report.Sets.Count > 1 ? $"<p class=\"headline\">{Encode(Headline.Of([.. report.Sets.SelectMany(set => set.Questions).Select(question => question.Scored)]))}</p>" : "")}</header>
            {string.Concat(report.Unlike.Select(line => $"<p class=\"tag warn\">Unlike the run repeated: {Encode(line)}</p>"))}
            {(report.Sets.Count > 1 ? Sets(report) : "")}
            {string.Concat(report.Sets.Select((set, i) => SetSection.Of(set, i, threshold)))}
            {PageAssets.Text("questions.html")}
            {Run(report)}
            <footer>Intervals: percentile bootstrap over questions, {Bootstrap.Draws} draws, fixed seed. Ranking measures as trec_eval defines them. “Right”: the answer contains what is expected; where that can’t be looked for, a sentence of it cites a judged paragraph.</footer>
            <script type="application/gzip" id="data">{QuestionData.Packed(report)}</script>
            <script>{PageAssets.Text("questions.js")}</script>
            """;
        return PageAssets.Page(title, body);
    }

    private static string Sets(EvaluationReport report)
    {
        var measures = Overview.Select(name => Measure.Find(name)!).Where(measure => report.Sets.Any(set => set.Estimates.ContainsKey(measure.Name))).ToList();
        var heading = string.Concat(measures.Select(measure => $"<th scope=\"col\" class=\"n\"><span class=\"tip\" tabindex=\"0\" data-tip=\"{Encode(measure.Meaning)}\" title=\"{Encode(measure.Meaning)}\">{Encode(measure.Label)}</span></th>"));
        var rows = string.Concat(report.Sets.Select((set, i) =>
            $"<tr><th scope=\"row\"><a href=\"#set-{i}\">{Encode(set.Name)}</a></th>{string.Concat(measures.Select(measure => Cell(measure, set.Estimates.GetValueOrDefault(measure.Name))))}</tr>"));
        var average = string.Concat(measures.Select(measure =>
            $"<td class=\"n\">{SetSection.Number(measure, report.Sets.Select(set => set.Estimates.GetValueOrDefault(measure.Name)).OfType<Estimate>().Average(estimate => estimate.Value))}</td>"));
        return $"""
            <section><h2>All sets</h2><div class="scroll"><table class="sets"><thead><tr><th scope="col">set</th>{heading}</tr></thead><tbody>{rows}</tbody><tfoot><tr><th scope="row">average of sets</th>{average}</tr></tfoot></table></div></section>
            """;
    }

    /// <summary>Everything that the run depended on, to be read and to be run again.</summary>
    private static string Run(EvaluationReport report)
    {
        if (report.Run is not { } run)
        {
            return "";
        }

        string Row(string name, string? value) => $"<tr><th scope=\"row\">{Encode(name)}</th><td><code>{Encode(value ?? "–")}</code></td></tr>";
        string Time(DateTimeOffset time) => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) + " UTC";
        var machine = string.Create(CultureInfo.InvariantCulture, $"{run.Machine.Processor}, {run.Machine.Cores} cores, {run.Machine.MemoryMegabytes:N0} MB, {run.Machine.System}, {run.Machine.Runtime}");
        var rows = new StringBuilder()
            .Append(Row("begun", Time(run.Started))).Append(Row("ended", Time(run.Ended)))
            .Append(Row("program", run.Program.ToString())).Append(Row("machine", machine)).Append(Row("model", run.Model.Length > 0 ? run.Model : "none"))
            .Append(Row("seed", run.Seed.ToString(CultureInfo.InvariantCulture)))
            .AppendJoin("", run.Options.Select(option => Row(option.Key, string.Join(' ', option.Value))))
            .AppendJoin("", report.Sets.Select(set => Row(set.Name, $"corpus {set.Hashes?.Corpus}, questions {set.Hashes?.Questions}, encoder {set.Hashes?.Encoder ?? "none"}")))
            .AppendJoin("", run.Weights.Select(weights => Row(weights.Key, weights.Value)));
        return $"""
            <section><h2>How it was run</h2><p class="soft"><code>ccgbot eval --like report.json</code> runs it again.</p>
            <div class="scroll"><table class="run"><tbody>{rows}</tbody></table></div>
            <details class="problems"><summary>{run.Settings.Count} settings in force</summary><div class="scroll"><table class="run"><tbody>{string.Concat(run.Settings.Select(pair => Row(pair.Key, pair.Value)))}</tbody></table></div></details></section>
            """;
    }

    private static string Cell(Measure measure, Estimate? estimate) => estimate is null
        ? "<td class=\"n none\">–</td>"
        : $"<td class=\"n\">{SetSection.Number(measure, estimate.Value)}<small>{SetSection.Number(measure, estimate.Low)}–{SetSection.Number(measure, estimate.High)}</small></td>";

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

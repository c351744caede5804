using System.Globalization;
using System.Net;
using System.Text;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Reports;

/// <summary>One set of the report: its measures with intervals, its charts, its problems.</summary>
internal static class SetSection
{
    /// <param name="threshold">The confidence below which no answer was given; null = not known.</param>
    public static string Of(SetReport set, int number, double? threshold)
    {
        var html = new StringBuilder();
        html.Append(CultureInfo.InvariantCulture, $"<section id=\"set-{number}\"><h2>{Encode(set.Name)}</h2><p class=\"counts\">{Counts(set.Counts)}");
        html.Append(set.Corpus is { } corpus ? $" · index <code>{Encode(corpus)}</code></p>" : "</p>");
        html.Append(CultureInfo.InvariantCulture, $"<p class=\"headline\">{Encode(Headline.Of([.. set.Questions.Select(question => question.Scored)]))}</p>");
        html.Append(set.Notice is { } notice ? $"<p class=\"tag warn\">{Encode(notice)}</p>" : "");
        html.Append("<div class=\"scores\">").Append(Measures(set)).Append(Groups(set)).Append("</div><div class=\"charts\">");
        foreach (var chart in Charts(set, threshold))
        {
            html.Append(chart);
        }

        return html.Append("</div>").Append(Reliability(set)).Append(Problems(set)).Append(LeftOut(set)).Append("</section>").ToString();
    }

    public static string Number(Measure measure, double value) =>
        value.ToString(measure.Unit switch { "" => "0.000", "ms" => "0.0", _ => "0" }, CultureInfo.InvariantCulture);

    private static string Counts(SetCounts counts)
    {
        var parts = new List<string> { string.Create(CultureInfo.InvariantCulture, $"{counts.Questions:N0} {(counts.Questions == 1 ? "question" : "questions")}") };
        void Add(int count, string what)
        {
            if (count > 0)
            {
                parts.Add(string.Create(CultureInfo.InvariantCulture, $"{count:N0} {what}"));
            }
        }

        Add(counts.Grounded, "answered");
        Add(counts.Abstained, "abstained from");
        Add(counts.Clarified, "asked back");
        Add(counts.Failed, "failed");
        return string.Join(" · ", parts);
    }

    private static string Measures(SetReport set)
    {
        var rows = new StringBuilder();
        foreach (var measure in Measure.All.Where(measure => set.Estimates.ContainsKey(measure.Name)))
        {
            var estimate = set.Estimates[measure.Name];
            var unit = measure.Unit.Length > 0 ? $" {measure.Unit}" : "";
            rows.Append(CultureInfo.InvariantCulture,
                $"<tr><th scope=\"row\">{Name(measure)}</th><td class=\"n\">{Number(measure, estimate.Value)}{unit}</td><td class=\"n\">{Number(measure, estimate.Low)} – {Number(measure, estimate.High)}</td><td>{IntervalBar(measure, estimate)}</td><td class=\"n\">{estimate.Count:N0}</td></tr>");
        }

        return $"""
            <div class="scroll"><table class="measures"><thead><tr><th scope="col">measure</th><th scope="col" class="n">value</th><th scope="col" class="n">95 % interval</th><th></th><th scope="col" class="n">of</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    /// <summary>A measure's label with its name as <c>--fail-if</c> takes it, and what it says on pointing, on touch and by keyboard.</summary>
    public static string Name(Measure measure) =>
        $"<span class=\"tip\" tabindex=\"0\" data-tip=\"{Encode(measure.Meaning)}\" title=\"{Encode(measure.Meaning)}\">{Encode(measure.Label)}</span>{(measure.Label == measure.Name ? "" : $" <code>{Encode(measure.Name)}</code>")}";

    private static string Groups(SetReport set)
    {
        var groups = set.Questions.GroupBy(question => question.Group).Where(group => group.Key is not null).OrderByDescending(group => group.Count()).ToList();
        if (groups.Count == 0)
        {
            return "";
        }

        var rows = string.Concat(groups.Select(group => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><th scope=\"row\"><a href=\"#questions\" data-group=\"{group.Key}\" data-set=\"{Encode(set.Name)}\">{Encode(FailureGroups.Label(group.Key!.Value))}</a></th><td class=\"n\">{group.Count():N0}</td><td class=\"n\">{100.0 * group.Count() / set.Questions.Count:0.0} %</td></tr>")));
        return $"""
            <div class="scroll"><table class="groups"><thead><tr><th scope="col">what went wrong</th><th scope="col" class="n">questions</th><th scope="col" class="n">of all</th></tr></thead><tbody>{rows}</tbody></table></div>
            """;
    }

    private static string IntervalBar(Measure measure, Estimate estimate) => measure.Unit.Length > 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<svg class=\"interval\" viewBox=\"0 0 100 10\" aria-hidden=\"true\"><line class=\"track\" x1=\"0\" x2=\"100\" y1=\"5\" y2=\"5\"/><line class=\"range\" x1=\"{100 * estimate.Low:0.#}\" x2=\"{100 * estimate.High:0.#}\" y1=\"5\" y2=\"5\"/><circle cx=\"{100 * estimate.Value:0.#}\" cy=\"5\" r=\"3\"/></svg>");

    private static IEnumerable<string> Charts(SetReport set, double? threshold)
    {
        var rows = set.Questions.Select(question => question.Scored).ToList();
        if (set.RiskCoverage.Count > 1)
        {
            var highest = Math.Max(0.2, set.RiskCoverage.Max(point => point.Risk));
            var chart = new Chart(Axis.Percent("questions answered", 1), Axis.Percent("of these wrong", Math.Ceiling(highest * 20) / 20), wide: true)
                .Mark(0.1, "90 % right")
                .Mark(0.05, "95 % right")
                .Line([.. set.RiskCoverage.Select(point => (point.Coverage, point.Risk))]);
            // Answers below it were withheld, so that whether they were right isn't known: the curve ends there, unless the run was made with a lower one.
            var at = set.RiskCoverage.LastOrDefault(point => point.Confidence >= (threshold ?? 0)) ?? set.RiskCoverage[0];
            var shown = threshold?.ToString("0.##", CultureInfo.InvariantCulture);
            chart.Upright(at.Coverage, shown is null ? "as set" : $"threshold {shown}").Dot(at.Coverage, at.Risk, 4, "as set");
            yield return chart.ToHtml(string.Create(
                CultureInfo.InvariantCulture,
                $"Risk and coverage: answering only the most confident questions, how many answers are wrong. As set{(shown is null ? "" : $" (threshold {shown})")}: {at.Coverage * 100:0} % answered, {at.Risk * 100:0.#} % of these wrong. The curve ends where answers are withheld; ‘ccgbot calibrate’ draws the rest."));
        }

        if (set.Calibration.Count > 0)
        {
            var bins = new Chart(Axis.Percent("confidence"), Axis.Percent("right")).Line([(0, 0), (1, 1)], "mark");
            var most = set.Calibration.Max(bin => bin.Count);
            foreach (var bin in set.Calibration)
            {
                bins.Dot(bin.Confidence, bin.Right, 3 + 6 * Math.Sqrt((double)bin.Count / most), string.Create(
                    CultureInfo.InvariantCulture, $"{bin.Count} answers with confidence {bin.From:0.0}–{bin.To:0.0}, on average {bin.Confidence:0.00}: {bin.Right:0.00} right"));
            }

            yield return bins.ToHtml("Calibration: on the line, confidence means what it says; dots grow with the number of answers");
        }

        foreach (var (measure, label) in ((string, string)[])[(QuestionMeasure.Ndcg10, "nDCG@10"), (QuestionMeasure.TokenF1, "token F1")])
        {
            var scores = rows.Where(row => row.Scores.ContainsKey(measure)).Select(row => row.Scores[measure]).OrderDescending().ToList();
            if (scores.Count > 1)
            {
                yield return new Chart(Axis.Percent("questions, best first"), Axis.Percent(label))
                    .Line([.. scores.Select((score, i) => ((double)i / (scores.Count - 1), score))])
                    .ToHtml($"{label} of each question, best to worst");
            }
        }

        var times = rows.Where(row => row.Kind != AnswerKind.Failed).Select(row => row.ElapsedMs).Order().ToList();
        if (times.Count > 1)
        {
            yield return new Chart(Axis.Milliseconds("milliseconds (log scale)", times[0], times[^1]), Axis.Percent("questions done"))
                .Line([.. times.Select((time, i) => (time, (double)(i + 1) / times.Count))])
                .ToHtml("Latency: the share of questions answered within a time");
        }
    }

    /// <summary>The calibration chart in figures, with what stands behind each: is an answer given with 0.8 right 8 times of 10?</summary>
    private static string Reliability(SetReport set)
    {
        if (set.Calibration.Count == 0)
        {
            return "";
        }

        var rows = string.Concat(set.Calibration.Select(bin => string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><th scope=\"row\">{bin.From:0.0} – {bin.To:0.0}</th><td class=\"n\">{bin.Count:N0}</td><td class=\"n\">{bin.Confidence:0.000}</td><td class=\"n\">{bin.Right:0.000}</td><td class=\"n\">{bin.Right - bin.Confidence:+0.000;-0.000;0.000}</td></tr>")));
        return $"""
            <details class="reliability"><summary>Reliability table: answers given, by confidence</summary><div class="scroll"><table><thead><tr><th scope="col">confidence</th><th scope="col" class="n">answers</th><th scope="col" class="n">mean confidence</th><th scope="col" class="n">right</th><th scope="col" class="n">difference</th></tr></thead><tbody>{rows}</tbody></table></div></details>
            """;
    }

    private static string Problems(SetReport set) => set.Problems.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<details class=\"problems\"><summary>{set.Problems.Count:N0} {(set.Problems.Count == 1 ? "line" : "lines")} left out</summary><ul>{string.Concat(set.Problems.Take(200).Select(problem => $"<li>{Encode(problem.ToString())}</li>"))}</ul></details>");

    private static string LeftOut(SetReport set) => set.LeftOut.Count == 0
        ? ""
        : string.Create(CultureInfo.InvariantCulture, $"<details class=\"problems\"><summary>{set.LeftOut.Count:N0} questions left out: nothing judged relevant to them stands in the corpus</summary><p>{Encode(string.Join(", ", set.LeftOut))}</p></details>");

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

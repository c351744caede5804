using System.Globalization;
using System.Text;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Cli.Rendering;

/// <summary>An evaluation as a table of text.</summary>
internal static class EvaluationText
{
    private static readonly (string Measure, string Heading)[] Overview =
    [
        ("ndcg@10", "nDCG@10"), ("recall@1", "R@1"), ("recall@10", "R@10"), ("recall@100", "R@100"), ("mrr@10", "MRR@10"), ("map", "MAP"),
        ("containment", "contain"), ("f1", "F1"), ("words", "words"), ("citation-precision", "cit.P"), ("citation-recall", "cit.R"),
        ("auroc", "AUROC"), ("recall@p90", "R@P90"), ("abstention-f1", "abst.F1"), ("coverage@p90", "cov@90"), ("ece", "ECE"), ("latency-p50", "p50 ms"), ("latency-p95", "p95 ms"),
    ];

    public static string Of(EvaluationReport report)
    {
        var text = new StringBuilder();
        foreach (var set in report.Sets)
        {
            Details(text, set);
        }

        if (report.Sets.Count > 1)
        {
            Table(text, report);
        }

        return text.ToString().TrimEnd();
    }

    private static void Details(StringBuilder text, SetReport set)
    {
        var counts = set.Counts;
        text.Append(CultureInfo.InvariantCulture, $"{set.Name}: {counts.Questions} questions");
        if (counts.Grounded + counts.Abstained + counts.Clarified > 0)
        {
            text.Append(CultureInfo.InvariantCulture, $", {counts.Grounded} answered, {counts.Abstained} abstained from, {counts.Clarified} asked back");
        }

        text.Append(counts.Failed > 0 ? string.Create(CultureInfo.InvariantCulture, $", {counts.Failed} failed") : "");
        text.AppendLine(set.Problems.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $"; {set.Problems.Count} {(set.Problems.Count == 1 ? "line" : "lines")} left out") : "");
        text.AppendLine(CultureInfo.InvariantCulture, $"  {Headline.Of([.. set.Questions.Select(question => question.Scored)])}");
        foreach (var measure in Measure.All.Where(measure => set.Estimates.ContainsKey(measure.Name)))
        {
            var estimate = set.Estimates[measure.Name];
            text.AppendLine(string.Create(
                CultureInfo.InvariantCulture,
                $"  {measure.Name,-22}{Number(measure, estimate.Value),9}  [{Number(measure, estimate.Low)}, {Number(measure, estimate.High)}]{(measure.Unit.Length > 0 ? " " + measure.Unit : "")}  n={estimate.Count}"));
        }

        text.AppendLine();
    }

    private static void Table(StringBuilder text, EvaluationReport report)
    {
        var width = report.Sets.Max(set => set.Name.Length) + 2;
        var columns = Overview.Where(column => report.Sets.Any(set => set.Estimates.ContainsKey(column.Measure))).ToList();
        text.Append("set".PadRight(width)).AppendLine(string.Concat(columns.Select(column => column.Heading.PadLeft(9))));
        foreach (var set in report.Sets)
        {
            Row(text, set.Name, width, columns, measure => set.Estimates.GetValueOrDefault(measure)?.Value);
        }

        Row(text, "macro average", width, columns, measure => report.Sets.Select(set => set.Estimates.GetValueOrDefault(measure)).OfType<Estimate>().Average(estimate => estimate.Value));
    }

    private static void Row(StringBuilder text, string name, int width, List<(string Measure, string Heading)> columns, Func<string, double?> value) =>
        text.Append(name.PadRight(width)).AppendLine(string.Concat(columns.Select(column =>
            (value(column.Measure) is { } number ? Number(Measure.Find(column.Measure)!, number) : "–").PadLeft(9))));

    private static string Number(Measure measure, double value) =>
        value.ToString(measure.Unit switch { "" => "0.0000", "ms" => "0.0", _ => "0" }, CultureInfo.InvariantCulture);
}

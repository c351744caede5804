using System.Globalization;
using System.Net;
using System.Text;
using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Running;
using CcgBot.Evaluation.Scoring;
using CcgBot.Evaluation.Statistics;

namespace CcgBot.Evaluation.Reports;

/// <summary>A comparison as one HTML file that needs no other.</summary>
public static class ComparisonPage
{
    public static void Save(Comparison comparison, string path) => File.WriteAllText(path, Of(comparison), new UTF8Encoding(false));

    public static string Of(Comparison comparison)
    {
        var body = $"""
            <header><h1>{Encode(comparison.A)} → {Encode(comparison.B)}</h1><p>Differences are the second run less the first, on the questions that both have.</p></header>
            {string.Concat(comparison.Unpaired.Select(line => $"<p class=\"tag warn\">{Encode(line)}</p>"))}
            {string.Concat(comparison.Sets.Select(Section))}
            <footer>Intervals: percentile bootstrap over pairs, {PairedDifference.Draws} draws. p: two-sided permutation test, {PairedDifference.Draws} draws. Fixed seeds.</footer>
            """;
        return PageAssets.Page($"{comparison.A} → {comparison.B}", body);
    }

    private static string Section(SetComparison set)
    {
        var rows = string.Concat(Measure.All.Where(measure => set.Differences.ContainsKey(measure.Name)).Select(measure => Row(measure, set.Differences[measure.Name])));
        return $"""
            <section><h2>{Encode(set.Name)}</h2><p class="counts">{set.Pairs:N0} questions</p>
            <div class="scroll"><table><thead><tr><th scope="col">measure</th><th scope="col" class="n">first</th><th scope="col" class="n">second</th><th scope="col" class="n">difference</th><th scope="col" class="n">95 % interval</th><th scope="col" class="n">p</th><th scope="col" class="n">of</th></tr></thead><tbody>{rows}</tbody></table></div>
            {Changes("Gained most", set.Better)}{Changes("Lost most", set.Worse)}</section>
            """;
    }

    private static string Row(Measure measure, PairedDifference difference)
    {
        var sure = difference.Low > 0 || difference.High < 0;
        var style = !sure || measure.HigherIsBetter is null ? "" : difference.Difference > 0 == measure.HigherIsBetter ? " up" : " down";
        return string.Create(
            CultureInfo.InvariantCulture,
            $"<tr><th scope=\"row\">{Encode(measure.Label)}</th><td class=\"n\">{SetSection.Number(measure, difference.A)}</td><td class=\"n\">{SetSection.Number(measure, difference.B)}</td><td class=\"n{style}\">{Signed(measure, difference.Difference)}</td><td class=\"n\">{Signed(measure, difference.Low)} … {Signed(measure, difference.High)}</td><td class=\"n\">{difference.P:0.000}</td><td class=\"n\">{difference.Count:N0}</td></tr>");
    }

    private static string Changes(string heading, IReadOnlyList<ChangedQuestion> questions) => questions.Count == 0
        ? ""
        : $"<h3>{heading}</h3>{string.Concat(questions.Select(Change))}";

    private static string Change(ChangedQuestion question)
    {
        var scores = string.Join(" · ", question.Scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:+0.000;-0.000}")));
        return $"""
            <details class="question"><summary><div class="ask">{Encode(question.Question)}<div class="soft">{Encode(question.Id)}</div></div><div class="answer">{Encode(question.B.Text)}</div><div class="meta">{Verdict(question.A)} → {Verdict(question.B)}</div></summary>
            <div class="body"><div class="wide"><h3>Expected</h3><p>{Encode(question.Expected.Length > 0 ? question.Expected : "–")}</p></div><div><h3>First run, {Verdict(question.A)}</h3><p>{Encode(question.A.Text)}</p></div><div><h3>Second run, {Verdict(question.B)}</h3><p>{Encode(question.B.Text)}</p></div><div class="wide"><h3>Scores</h3><p>{Encode(scores.Length > 0 ? scores : "the same")}</p></div></div></details>
            """;
    }

    private static string Verdict(GivenAnswer answer) => answer.Kind switch
    {
        AnswerKind.Grounded => answer.Right switch { true => "right", false => "wrong", null => "answered" },
        AnswerKind.Abstention => "abstained",
        AnswerKind.Clarification => "asked back",
        AnswerKind.Ranking => "ranked",
        _ => "failed",
    };

    private static string Signed(Measure measure, double value) => (value > 0 ? "+" : "") + SetSection.Number(measure, value);

    private static string Encode(string text) => WebUtility.HtmlEncode(text);
}

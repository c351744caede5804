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
    /// <summary>What the star and the colours say; the table of text says the same.</summary>
    public const string Legend =
        "* p below 0.05 after Holm’s correction over the measures of the set; without a star a difference may be chance. The 95 % interval leaves out 0 exactly where p before the correction is below 0.05.";

    private const int ShownWithoutScript = 25;

    public static void Save(Comparison comparison, string path) => File.WriteAllText(path, Of(comparison), new UTF8Encoding(false));

    public static string Of(Comparison comparison)
    {
        var body = $"""
            <header><h1>{Encode(comparison.A)} → {Encode(comparison.B)}</h1><p>Differences are the second run less the first, on the questions that both have. {Legend}</p></header>
            {string.Concat(comparison.Unpaired.Select(line => $"<p class=\"tag warn\">{Encode(line)}</p>"))}
            {string.Concat(comparison.Sets.Select(Section))}
            {PageAssets.Text("changes.html")}
            <noscript>{string.Concat(comparison.Sets.Select(set => Changes($"{set.Name}: gained most", set.Better) + Changes($"{set.Name}: lost most", set.Worse)))}</noscript>
            <footer>p: two-sided permutation test, exchanging the two runs within questions ({PairedDifference.DrawsOfMeans:N0} draws for means, {PairedDifference.Draws:N0} for other measures, fixed seed). The interval is the same test’s: the differences that it would not reject.</footer>
            <script type="application/gzip" id="data">{QuestionData.Packed(Rows(comparison))}</script>
            <script>{PageAssets.Text("changes.js")}</script>
            """;
        return PageAssets.Page($"{comparison.A} → {comparison.B}", body);
    }

    private static string Section(SetComparison set)
    {
        var rows = string.Concat(Measure.All.Where(measure => set.Differences.ContainsKey(measure.Name)).Select(measure => Row(set, measure, set.Differences[measure.Name])));
        return $"""
            <section><h2>{Encode(set.Name)}{(set.NameInB is { } other ? $" ({Encode(other)} in the second run)" : "")}</h2><p class="counts">{set.Pairs:N0} questions</p>
            <div class="scroll"><table><thead><tr><th scope="col">measure</th><th scope="col" class="n">first</th><th scope="col" class="n">second</th><th scope="col" class="n">difference</th><th scope="col" class="n">95 % interval</th><th scope="col" class="n">p</th><th scope="col" class="n">p corrected</th><th scope="col" class="n">better</th><th scope="col" class="n">worse</th><th scope="col" class="n">of</th></tr></thead><tbody>{rows}</tbody></table></div></section>
            """;
    }

    private static string Row(SetComparison set, Measure measure, PairedDifference difference)
    {
        var style = !difference.IsSignificant || measure.HigherIsBetter is null ? "" : difference.Difference > 0 == measure.HigherIsBetter ? " up" : " down";
        string P(double p) => p < 0.001 ? "&lt; 0.001" : p.ToString("0.000", CultureInfo.InvariantCulture);
        string Count(int? count, string way) => count is not { } number ? "" : number == 0 ? "0" : string.Create(
            CultureInfo.InvariantCulture,
            $"<a href=\"#changes\" data-set=\"{Encode(set.Name)}\" data-measure=\"{Encode(measure.Name)}\" data-way=\"{way}\">{number:N0}</a>");
        return $"""
            <tr><th scope="row">{SetSection.Name(measure)}</th><td class="n">{SetSection.Number(measure, difference.A)}</td><td class="n">{SetSection.Number(measure, difference.B)}</td><td class="n{style}">{Signed(measure, difference.Difference)}{(difference.IsSignificant ? "*" : "<span class=\"none\">&nbsp;</span>")}</td><td class="n">{Signed(measure, difference.Low)} … {Signed(measure, difference.High)}</td><td class="n">{P(difference.P)}</td><td class="n">{P(difference.AdjustedP)}</td><td class="n">{Count(difference.Above, "up")}</td><td class="n">{Count(difference.Below, "down")}</td><td class="n">{difference.Count.ToString("N0", CultureInfo.InvariantCulture)}</td></tr>
            """;
    }

    private static IEnumerable<object> Rows(Comparison comparison) => comparison.Sets.SelectMany(set => set.Better.Concat(set.Worse).Concat(set.Otherwise).Select(question => new
    {
        set = set.Name,
        id = question.Id,
        question = question.Question,
        expected = question.Expected,
        change = Math.Round(question.Change, 3),
        a = Given(question.A),
        b = Given(question.B),
        scores = question.Scores.ToDictionary(pair => pair.Key, pair => Math.Round(pair.Value, 3)),
    }));

    private static object Given(GivenAnswer answer) => new { kind = answer.Kind, text = answer.Text, confidence = Math.Round(answer.Confidence, 3), right = answer.Right };

    private static string Changes(string heading, IReadOnlyList<ChangedQuestion> questions) => questions.Count == 0
        ? ""
        : $"<h3>{Encode(heading)}</h3>{string.Concat(questions.Take(ShownWithoutScript).Select(Change))}";

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

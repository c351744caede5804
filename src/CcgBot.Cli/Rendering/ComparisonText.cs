using System.Globalization;
using System.Text;
using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Cli.Rendering;

/// <summary>A comparison as a table of text: a star at what is significant.</summary>
internal static class ComparisonText
{
    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        foreach (var set in comparison.Sets)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{set.Name}{(set.NameInB is { } other ? $" ({other})" : "")}: {set.Pairs} questions, {comparison.A} → {comparison.B}");
            foreach (var measure in Measure.All.Where(measure => set.Differences.ContainsKey(measure.Name)))
            {
                var difference = set.Differences[measure.Name];
                var format = measure.Unit switch { "" => "0.0000", "ms" => "0.0", _ => "0" };
                string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
                string Signed(double value) => (value > 0 ? "+" : "") + Number(value);
                text.AppendLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {measure.Name,-22}{Number(difference.A),9}{Number(difference.B),9}{Signed(difference.Difference),10}{(difference.IsSignificant ? "*" : " ")} [{Signed(difference.Low)}, {Signed(difference.High)}]  p{P(difference.P)} (corrected {P(difference.AdjustedP).TrimStart('=')})  n={difference.Count}{(difference.Above is { } above ? $" +{above} −{difference.Below}" : "")}"));
            }

            text.AppendLine();
        }

        text.AppendLine("* p below 0.05 after Holm's correction over the measures of the set. [95 % interval]: leaves out 0 exactly where p before it is below 0.05. n: questions, +better −worse.");
        return text.ToString().TrimEnd();
    }

    private static string P(double p) => p < 0.001 ? "<0.001" : p.ToString("=0.000", CultureInfo.InvariantCulture);
}

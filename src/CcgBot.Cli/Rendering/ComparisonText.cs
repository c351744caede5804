using System.Globalization;
using System.Text;
using CcgBot.Evaluation.Comparing;
using CcgBot.Evaluation.Scoring;

namespace CcgBot.Cli.Rendering;

/// <summary>A comparison as a table of text: a star where the 95 % interval leaves out no difference.</summary>
internal static class ComparisonText
{
    public static string Of(Comparison comparison)
    {
        var text = new StringBuilder();
        foreach (var set in comparison.Sets)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"{set.Name}: {set.Pairs} questions, {comparison.A} → {comparison.B}");
            foreach (var measure in Measure.All.Where(measure => set.Differences.ContainsKey(measure.Name)))
            {
                var difference = set.Differences[measure.Name];
                var format = measure.Unit switch { "" => "0.0000", "ms" => "0.0", _ => "0" };
                string Number(double value) => value.ToString(format, CultureInfo.InvariantCulture);
                string Signed(double value) => (value > 0 ? "+" : "") + Number(value);
                text.AppendLine(string.Create(
                    CultureInfo.InvariantCulture,
                    $"  {measure.Name,-22}{Number(difference.A),9}{Number(difference.B),9}{Signed(difference.Difference),10}{(difference.Low > 0 || difference.High < 0 ? "*" : " ")} [{Signed(difference.Low)}, {Signed(difference.High)}]  p={difference.P:0.000}  n={difference.Count}"));
            }

            text.AppendLine();
        }

        return text.ToString().TrimEnd();
    }
}

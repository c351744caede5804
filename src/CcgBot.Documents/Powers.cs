using System.Text;

namespace CcgBot.Documents;

/// <summary>Figures raised after a figure are a power: 10⁹, which as "109" would be another number.</summary>
internal static class Powers
{
    private const string Plain = "0123456789+-−";
    private const string Raised = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻";
    private const int Longest = 4;

    /// <param name="raised">What is set above the line.</param>
    /// <param name="before">The text that it stands after.</param>
    /// <returns>Null where it is no power.</returns>
    public static string? Of(string raised, StringBuilder before) =>
        before.Length > 0 && (char.IsDigit(before[^1]) || Raised.Contains(before[^1], StringComparison.Ordinal))
        && raised.Trim() is { Length: > 0 and <= Longest } power && power.All(c => Plain.Contains(c, StringComparison.Ordinal))
            ? string.Concat(power.Select(c => Raised[Plain.IndexOf(c, StringComparison.Ordinal)]))
            : null;
}

using System.Globalization;
using System.Text.Json;

namespace CcgBot.AnswerBench;

/// <summary>Times of one kind, as a row of a table.</summary>
internal sealed class Times(string name)
{
    private readonly List<double> _milliseconds = [];

    public void Add(double milliseconds) => _milliseconds.Add(milliseconds);

    public void Add(TimeSpan time) => Add(time.TotalMilliseconds);

    public override string ToString()
    {
        var sorted = _milliseconds.Order().ToList();
        double At(double share) => sorted[(int)Math.Round(share * (sorted.Count - 1))];
        return string.Create(CultureInfo.InvariantCulture, $"| {name} | {sorted.Count} | {At(0.5):0.0} | {At(0.95):0.0} | {At(1):0.0} |");
    }
}

internal static class AnswerTime
{
    /// <summary>The time that an answer's JSON says it took, in milliseconds.</summary>
    public static double Of(string answer) => JsonDocument.Parse(answer).RootElement.GetProperty("elapsedMs").GetDouble();
}

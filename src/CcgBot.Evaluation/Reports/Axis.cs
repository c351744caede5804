using System.Globalization;

namespace CcgBot.Evaluation.Reports;

/// <summary>One direction of a chart.</summary>
/// <param name="Share">Value → 0..1 along the axis.</param>
internal sealed record Axis(string Label, Func<double, double> Share, IReadOnlyList<(double At, string Text)> Ticks)
{
    /// <summary>Shares from 0 to <paramref name="to"/>, in per cent.</summary>
    public static Axis Percent(string label, double to = 1)
    {
        var step = to > 0.5 ? 0.25 : to > 0.2 ? 0.1 : 0.05;
        var ticks = Enumerable.Range(0, (int)Math.Floor(to / step + 1e-9) + 1).Select(i => (i * step, string.Create(CultureInfo.InvariantCulture, $"{i * step * 100:0} %")));
        return new Axis(label, value => Math.Clamp(value / to, 0, 1), [.. ticks]);
    }

    /// <summary>Times on a logarithmic scale with a tick at each power of ten.</summary>
    public static Axis Milliseconds(string label, double from, double to)
    {
        var first = (int)Math.Floor(Math.Log10(Math.Max(from, 0.01)));
        var last = Math.Max(first + 1, (int)Math.Ceiling(Math.Log10(Math.Max(to, 0.01))));
        var ticks = Enumerable.Range(first, last - first + 1).Select(power => (Math.Pow(10, power), Math.Pow(10, power).ToString("0.##", CultureInfo.InvariantCulture)));
        return new Axis(label, value => Math.Clamp((Math.Log10(Math.Max(value, 0.01)) - first) / (last - first), 0, 1), [.. ticks]);
    }
}

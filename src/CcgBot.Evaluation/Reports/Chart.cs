using System.Globalization;
using System.Net;
using System.Text;

namespace CcgBot.Evaluation.Reports;

/// <summary>A small SVG chart over shares and times: axes, then what is drawn into it. Colours come from the page's style.</summary>
internal sealed class Chart
{
    private const int Left = 58;
    private const int Right = 26;
    private const int Top = 10;
    private const int Bottom = 40;

    private readonly Axis _x;
    private readonly Axis _y;
    private readonly StringBuilder _body = new();
    private readonly int _width;
    private readonly int _height;

    /// <param name="wide">For the chart that a page is about.</param>
    public Chart(Axis x, Axis y, bool wide = false)
    {
        (_x, _y) = (x, y);
        (_width, _height) = wide ? (640, 300) : (360, 230);
        foreach (var tick in y.Ticks)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<line class=\"grid\" x1=\"{Left}\" x2=\"{_width - Right}\" y1=\"{Y(tick.At):0.#}\" y2=\"{Y(tick.At):0.#}\"/>")
                .Append(CultureInfo.InvariantCulture, $"<text x=\"{Left - 6}\" y=\"{Y(tick.At) + 3.5:0.#}\" text-anchor=\"end\">{tick.Text}</text>");
        }

        foreach (var tick in x.Ticks)
        {
            _body.Append(CultureInfo.InvariantCulture, $"<text x=\"{X(tick.At):0.#}\" y=\"{_height - Bottom + 15}\" text-anchor=\"middle\">{tick.Text}</text>");
        }

        _body.Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" x=\"{(Left + _width - Right) / 2}\" y=\"{_height - 6}\" text-anchor=\"middle\">{WebUtility.HtmlEncode(x.Label)}</text>")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"axis\" transform=\"translate(11 {(Top + _height - Bottom) / 2}) rotate(-90)\" text-anchor=\"middle\">{WebUtility.HtmlEncode(y.Label)}</text>");
    }

    /// <summary>A line through points; more than the eye can tell apart are thinned out.</summary>
    public Chart Line(IReadOnlyList<(double X, double Y)> points, string style = "line")
    {
        const int Most = 400;
        var step = Math.Max(1, points.Count / Most);
        var kept = points.Where((_, i) => i % step == 0 || i == points.Count - 1);
        var path = string.Join(' ', kept.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.X):0.#},{Y(point.Y):0.#}")));
        _body.Append(CultureInfo.InvariantCulture, $"<polyline class=\"{style}\" points=\"{path}\"/>");
        return this;
    }

    public Chart Dot(double x, double y, double radius, string title)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<circle class=\"dot\" cx=\"{X(x):0.#}\" cy=\"{Y(y):0.#}\" r=\"{radius:0.#}\"><title>{WebUtility.HtmlEncode(title)}</title></circle>");
        return this;
    }

    /// <summary>A dashed line across at a height, named at its right end.</summary>
    public Chart Mark(double y, string name)
    {
        _body.Append(CultureInfo.InvariantCulture, $"<line class=\"mark\" x1=\"{Left}\" x2=\"{_width - Right}\" y1=\"{Y(y):0.#}\" y2=\"{Y(y):0.#}\"/>")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"mark\" x=\"{_width - Right - 2}\" y=\"{Y(y) - 4:0.#}\" text-anchor=\"end\">{WebUtility.HtmlEncode(name)}</text>");
        return this;
    }

    /// <summary>A dashed line upright, named at its top.</summary>
    public Chart Upright(double x, string name)
    {
        var left = X(x) > (Left + _width - Right) / 2.0;
        _body.Append(CultureInfo.InvariantCulture, $"<line class=\"set\" x1=\"{X(x):0.#}\" x2=\"{X(x):0.#}\" y1=\"{Top}\" y2=\"{_height - Bottom}\"/>")
            .Append(CultureInfo.InvariantCulture, $"<text class=\"set\" x=\"{X(x) + (left ? -5 : 5):0.#}\" y=\"{Top + 12}\" text-anchor=\"{(left ? "end" : "start")}\">{WebUtility.HtmlEncode(name)}</text>");
        return this;
    }

    /// <param name="caption">What the chart shows, also for those who can't see it.</param>
    public string ToHtml(string caption) => $"""
        <figure{(_width > 400 ? " class=\"wide\"" : "")}><svg viewBox="0 0 {_width} {_height}" role="img" aria-label="{WebUtility.HtmlEncode(caption)}">{_body}</svg><figcaption>{WebUtility.HtmlEncode(caption)}</figcaption></figure>
        """;

    private double X(double value) => Left + _x.Share(value) * (_width - Left - Right);

    private double Y(double value) => _height - Bottom - _y.Share(value) * (_height - Top - Bottom);
}

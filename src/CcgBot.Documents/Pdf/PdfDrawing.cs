using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;

namespace CcgBot.Documents.Pdf;

/// <summary>A line drawn from left to right.</summary>
internal sealed record PdfRule(double Left, double Right, double Y);

/// <summary>What is drawn on a page and says something of its text: lines that part a table's rows and cells, and bullets that are no letters.</summary>
/// <param name="Rules">From left to right.</param>
/// <param name="Walls">From bottom to top.</param>
/// <param name="Dots">Small filled shapes, as wide as high.</param>
internal sealed record PdfDrawing(IReadOnlyList<PdfRule> Rules, IReadOnlyList<(double X, double Bottom, double Top)> Walls, IReadOnlyList<PdfRectangle> Dots)
{
    private const double Thin = 3;
    private const double Long = 15;

    /// <summary>As high as a row of small print.</summary>
    private const double High = 7;

    private const double LeastDot = 1.5;
    private const double LargestDot = 7;
    private const int MostPaths = 20_000;
    private const int MostWalls = 4_000;

    /// <summary>A page with more is a picture drawn in dots.</summary>
    private const int MostDots = 300;

    /// <summary>How far a bullet may stand before its words, in sizes of the letters.</summary>
    private const double WideMark = 3;

    public static PdfDrawing Of(Page page)
    {
        var rules = new List<PdfRule>();
        var walls = new List<(double, double, double)>();
        var dots = new List<PdfRectangle>();
        foreach (var path in page.Paths.Take(MostPaths).Where(path => !path.IsClipping))
        {
            if (path.GetBoundingRectangle() is not { } box)
            {
                continue;
            }

            if (box.Width > Long)
            {
                if (box.Height <= Thin)
                {
                    rules.Add(new PdfRule(box.Left, box.Right, (box.Top + box.Bottom) / 2));
                }
                else if (path.Count == 1 && path.IsStroked)
                {
                    rules.Add(new PdfRule(box.Left, box.Right, box.Top));
                    rules.Add(new PdfRule(box.Left, box.Right, box.Bottom));
                }
            }

            if (box.Height > High && walls.Count < MostWalls)
            {
                if (box.Width <= Thin)
                {
                    walls.Add(((box.Left + box.Right) / 2, box.Bottom, box.Top));
                }
                else if (path.Count == 1 && path.IsStroked)
                {
                    walls.Add((box.Left, box.Bottom, box.Top));
                    walls.Add((box.Right, box.Bottom, box.Top));
                }
            }

            if (path.IsFilled && box.Width is >= LeastDot and <= LargestDot && box.Height is >= LeastDot and <= LargestDot && Math.Abs(box.Width - box.Height) < 0.25 * box.Width)
            {
                dots.Add(box);
            }
        }

        return new PdfDrawing(rules, walls, dots.Count > MostDots ? [] : dots);
    }

    /// <summary>Whether a line is drawn between two letters of one baseline.</summary>
    public bool Parts(double left, double right, double baseline, double size) =>
        Walls.Any(wall => wall.X >= left - 0.5 && wall.X <= right + 0.5 && wall.Bottom < baseline + (0.4 * size) && wall.Top > baseline + (0.1 * size));

    /// <summary>The line with the bullet that is drawn before it as its first sign.</summary>
    public PdfLine WithBullet(PdfLine line)
    {
        if (line.Turn != 0 || Dots.Count == 0)
        {
            return line;
        }

        var bullets = Dots.Where(dot => dot.Right <= line.Left && line.Left - dot.Right < WideMark * line.Size && dot.Bottom > line.Baseline - (0.1 * line.Size) && dot.Top < line.Baseline + (0.8 * line.Size)).ToList();
        return bullets.Count == 1 ? line with { Text = "• " + line.Text, Left = bullets[0].Left } : line;
    }
}

using UglyToad.PdfPig.Content;

namespace CcgBot.Documents.Pdf;

/// <summary>A page's lines of one direction.</summary>
/// <param name="IsStamp">A line or two along the margin of a page of other text, as a repository's stamp or a form's number: no text of the page.</param>
internal sealed record PdfTurned(int Turn, IReadOnlyList<PdfLine> Lines, bool IsStamp)
{
    private const int MostLinesOfStamp = 2;

    /// <summary>The page's main direction first where it is upright; blocks that are turned each their own way in the order in which they stand on the page.</summary>
    public static IEnumerable<PdfTurned> InOrder(IReadOnlyList<PdfLine> lines)
    {
        var groups = lines.GroupBy(line => line.Turn).Select(group => group.ToList()).ToList();
        var upright = groups.Find(group => group[0].Turn == 0);
        var letters = lines.Sum(line => line.Text.Length);
        var turned = groups.Select(group => new PdfTurned(group[0].Turn, group, upright is not null && group[0].Turn != 0 && IsStampOf(group, upright, letters))).ToList();
        return turned.Where(group => group.Turn == 0).Concat(BesideOneAnother(turned.Where(group => group.Turn != 0)));
    }

    /// <summary>From the top down; left to right those that stand beside one another.</summary>
    private static IEnumerable<PdfTurned> BesideOneAnother(IEnumerable<PdfTurned> groups)
    {
        var rows = new List<(double Bottom, List<PdfTurned> Groups)>();
        foreach (var group in groups.OrderByDescending(group => group.Lines.Max(Top)))
        {
            var bottom = group.Lines.Min(Bottom);
            if (rows.Count > 0 && group.Lines.Max(Top) > rows[^1].Bottom)
            {
                rows[^1].Groups.Add(group);
                rows[^1] = (Math.Min(rows[^1].Bottom, bottom), rows[^1].Groups);
            }
            else
            {
                rows.Add((bottom, [group]));
            }
        }

        return rows.SelectMany(row => row.Groups.OrderBy(group => group.Lines.Min(LeftOnPage)));
    }

    private static bool IsStampOf(List<PdfLine> turned, List<PdfLine> upright, int letters)
    {
        if (turned.Count > MostLinesOfStamp || turned.Sum(line => line.Text.Length) > 0.2 * letters)
        {
            return false;
        }

        var (left, right) = (upright.Min(line => line.Left), upright.Max(line => line.Right));
        return turned.TrueForAll(line => LeftOnPage(line) < left || LeftOnPage(line) > right);
    }

    /// <summary>Where a line's top stands on the page as it is held, in the page's own coordinates (<see cref="PdfLetter.From"/>).</summary>
    private static double Top(PdfLine line) => line.Turn switch
    {
        0 => line.Top,
        var turn when turn == Of(TextOrientation.Rotate180) => -line.Bottom,
        var turn when turn == Of(TextOrientation.Rotate90) => -line.Left,
        _ => line.Right,
    };

    private static double Bottom(PdfLine line) => line.Turn switch
    {
        0 => line.Bottom,
        var turn when turn == Of(TextOrientation.Rotate180) => -line.Top,
        var turn when turn == Of(TextOrientation.Rotate90) => -line.Right,
        _ => line.Left,
    };

    private static double LeftOnPage(PdfLine line) => line.Turn switch
    {
        0 => line.Left,
        var turn when turn == Of(TextOrientation.Rotate180) => -line.Right,
        var turn when turn == Of(TextOrientation.Rotate90) => line.Baseline,
        _ => -line.Baseline,
    };

    private static int Of(TextOrientation orientation) => 1 + (int)orientation;
}

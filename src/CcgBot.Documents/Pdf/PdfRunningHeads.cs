using System.Text.RegularExpressions;

namespace CcgBot.Documents.Pdf;

/// <summary>Finds what stands at the head or foot of pages and is no text of theirs: what repeats from page to page, and page numbers.</summary>
internal static partial class PdfRunningHeads
{
    /// <summary>Lines looked at from each end of a page.</summary>
    private const int MostLines = 4;

    private const double Margin = 0.14;
    private const double Larger = 1.2;
    private const double NumberMargin = 0.19;

    public static HashSet<(int Page, PdfLine Line)> Of(IReadOnlyList<PdfPage> pages)
    {
        var found = new HashSet<(int, PdfLine)>();
        var places = new Dictionary<(string, int), List<(int Page, PdfLine Line)>>();
        var body = pages.SelectMany(page => page.Lines).GroupBy(line => Math.Round(line.Size * 2) / 2).OrderByDescending(group => group.Sum(line => line.Text.Length)).FirstOrDefault()?.Key ?? 0;
        foreach (var page in pages)
        {
            var lines = page.Lines.Where(line => line.Turn == 0).OrderByDescending(line => line.Baseline).ToList();
            foreach (var line in lines.Take(MostLines).Where(line => line.Baseline > (1 - Margin) * page.Height).Concat(lines.TakeLast(MostLines).Where(line => line.Baseline < Margin * page.Height)))
            {
                // "Chapter 2" in large letters heads its chapter, though another page begins with "Chapter 3".
                var key = (line.Size > Larger * body ? line.Text : Digits().Replace(line.Text, "#"), (int)Math.Round(line.Baseline / 12));
                if (!places.TryGetValue(key, out var same))
                {
                    places[key] = same = [];
                }

                same.Add((page.Number, line));
            }

            // A number alone, outermost on its page.
            foreach (var line in lines.Take(1).Concat(lines.TakeLast(1)).Distinct())
            {
                if (PageNumber().IsMatch(line.Text) && lines.Count > 1 && (line.Baseline < NumberMargin * page.Height || line.Baseline > (1 - NumberMargin) * page.Height))
                {
                    found.Add((page.Number, line));
                }
            }
        }

        foreach (var page in pages)
        {
            // What stands beside a page number on its line is the running head.
            var rows = PdfRegions.Rows(page.Lines.Where(line => line.Turn == 0).ToList());
            foreach (var row in rows.Take(1).Concat(rows.TakeLast(1)).Where(row => row.Count > 1 && rows.Count > 3 && row.Count <= 4))
            {
                if ((row[0].Baseline < Margin * page.Height || row[0].Baseline > (1 - Margin) * page.Height)
                    && (PageNumber().IsMatch(row[0].Text) || PageNumber().IsMatch(row[^1].Text)) && row.Sum(line => line.Text.Length) < 120)
                {
                    found.UnionWith(row.Select(line => (page.Number, line)));
                }
            }
        }

        var least = pages.Count <= 3 ? 2 : Math.Max(3, pages.Count / 5);
        foreach (var same in places.Values.Where(same => same.Select(item => item.Page).Distinct().Count() >= least))
        {
            found.UnionWith(same);
        }

        return found;
    }

    [GeneratedRegex(@"\d+", RegexOptions.NonBacktracking)]
    private static partial Regex Digits();

    [GeneratedRegex(@"^\s*(?:[-–—|\[(]\s*)?(?:page|seite|p\.)?\s*(?:\d{1,4}|[ivxlc]{1,6})(?:\s*(?:of|/|von)\s*\d{1,4})?\s*(?:[-–—|\])]\s*)?$", RegexOptions.IgnoreCase | RegexOptions.NonBacktracking)]
    private static partial Regex PageNumber();
}

using System.Text;

namespace CcgBot.Documents.Pdf;

/// <summary>A run of words on one baseline that no wide gap parts: a line of a column, or a cell's line.</summary>
internal sealed record PdfLine(string Text, double Left, double Right, double Baseline, double Size, bool Bold, int Turn)
{
    /// <summary>Its words with their left and right ends, from left to right.</summary>
    public IReadOnlyList<(string Text, double Left, double Right)> Words { get; init; } = [];

    /// <summary>The page that it stands on, its width and height; set where the page is put together.</summary>
    public (int Number, double Width, double Height) Page { get; init; }

    public double Top => Baseline + 0.75 * Size;

    public double Bottom => Baseline - 0.22 * Size;

    public double Middle => (Left + Right) / 2;
}

/// <summary>Letters → lines: by baseline, cut where the gap is wider than between words.</summary>
internal static class PdfLines
{
    /// <summary>In sizes of the letters: a wider gap parts columns or cells, unless the whole line is set as wide.</summary>
    private const double WideGap = 0.7;

    /// <summary>How far a list's mark may stand before its words.</summary>
    private const double WideMark = 4;

    private const double WordGap = 0.16;

    /// <param name="drawn">What is drawn on the page; it parts upright text alone.</param>
    public static IEnumerable<PdfLine> Of(IReadOnlyList<PdfLetter> letters, int turn, PdfDrawing drawn)
    {
        foreach (var row in Rows(letters))
        {
            var spread = IsLetterSpaced(row);
            foreach (var piece in Pieces(row, spread, turn == 0 && drawn.Walls.Count > 0 ? drawn : null))
            {
                var text = Words(piece, spread);
                if (text.Length > 0)
                {
                    var shown = piece.Where(letter => letter.Text.Trim().Length > 0).ToList();
                    var size = shown.GroupBy(letter => Math.Round(letter.Size, 1)).OrderByDescending(group => group.Count()).First().Key;
                    var main = shown.Where(letter => Math.Abs(letter.Size - size) < 0.1 * size).ToList();
                    yield return new PdfLine(text, shown[0].Left, shown.Max(letter => letter.Right), main.Average(letter => letter.Baseline), size, 2 * shown.Count(letter => letter.Bold) > shown.Count, turn)
                    {
                        Words = Placed(text, shown),
                    };
                }
            }
        }
    }

    /// <summary>Letters of one baseline, left to right; raised and lowered ones go with the line that they stand in.</summary>
    private static List<List<PdfLetter>> Rows(IReadOnlyList<PdfLetter> letters)
    {
        var rows = new List<(double Baseline, double Size, List<PdfLetter> Letters)>();
        foreach (var letter in letters.OrderByDescending(letter => letter.Baseline))
        {
            var at = -1;
            for (var i = rows.Count - 1; i >= 0 && i >= rows.Count - 3; i--)
            {
                if (Math.Abs(rows[i].Baseline - letter.Baseline) < 0.28 * Math.Max(rows[i].Size, letter.Size))
                {
                    at = i;
                    break;
                }
            }

            if (at < 0)
            {
                rows.Add((letter.Baseline, letter.Size, [letter]));
                continue;
            }

            rows[at].Letters.Add(letter);
            if (letter.Size > 1.15 * rows[at].Size)
            {
                rows[at] = (letter.Baseline, letter.Size, rows[at].Letters);
            }
        }

        for (var i = 1; i < rows.Count; i++)
        {
            // A raised mark stands higher than the tolerance.
            if (rows[i - 1].Size < 0.85 * rows[i].Size && rows[i - 1].Baseline - rows[i].Baseline < 0.55 * rows[i].Size && StandsIn(rows[i - 1].Letters, rows[i].Letters))
            {
                rows[i].Letters.AddRange(rows[i - 1].Letters);
                rows.RemoveAt(--i);
            }
            else if (rows[i].Size < 0.85 * rows[i - 1].Size && rows[i - 1].Baseline - rows[i].Baseline < 0.4 * rows[i - 1].Size && StandsIn(rows[i].Letters, rows[i - 1].Letters))
            {
                rows[i - 1].Letters.AddRange(rows[i].Letters);
                rows.RemoveAt(i--);
            }
        }

        return [.. rows.Where(row => row.Letters.Exists(letter => letter.Text.Trim().Length > 0)).Select(row => Once(row.Letters))];
    }

    /// <summary>Every one of the small letters stands beside a letter of the line: they are its marks, and no line of a column beside it.</summary>
    private static bool StandsIn(List<PdfLetter> small, List<PdfLetter> line)
    {
        var shown = line.Where(letter => letter.Text.Trim().Length > 0).OrderBy(letter => letter.Left).ToList();
        var (at, reach) = (0, double.NegativeInfinity);
        foreach (var letter in small.Where(letter => letter.Text.Trim().Length > 0).OrderBy(letter => letter.Left))
        {
            var near = letter.Size;
            while (at < shown.Count && shown[at].Left <= letter.Right + near)
            {
                reach = Math.Max(reach, shown[at++].Right);
            }

            // Marks of several signs stand beside one another.
            if (reach < letter.Left - near)
            {
                return false;
            }

            reach = Math.Max(reach, letter.Right);
        }

        return true;
    }

    /// <summary>Left to right, each letter once: bold is often made by drawing the same letter twice, a little apart.</summary>
    private static List<PdfLetter> Once(List<PdfLetter> letters)
    {
        var kept = new List<PdfLetter>(letters.Count);
        foreach (var letter in letters.OrderBy(letter => letter.Left))
        {
            var twice = false;
            for (var i = kept.Count - 1; i >= 0 && i >= kept.Count - 3 && !twice; i--)
            {
                twice = kept[i].Text == letter.Text && letter.Text.Trim().Length > 0 && Math.Abs(kept[i].Left - letter.Left) < 0.2 * Math.Max(0.5, letter.Right - letter.Left)
                    && Math.Abs(kept[i].Baseline - letter.Baseline) < 0.1 * letter.Size;
            }

            if (!twice)
            {
                kept.Add(letter);
            }
        }

        return kept;
    }

    /// <summary>A list's mark and nothing else: its words come after a gap.</summary>
    private static bool IsMark(List<PdfLetter> piece)
    {
        var text = string.Concat(piece.Select(letter => letter.Text)).Trim();
        return text.Length is > 0 and <= 7 && (text.Length == 1 && !char.IsLetterOrDigit(text[0]) || text[^1] is '.' or ')' && text.Length <= 5 && text.Any(char.IsLetterOrDigit) || text.All(c => char.IsDigit(c) || c == '.') && text.Contains('.', StringComparison.Ordinal));
    }

    /// <summary>Set wide: nearly every letter stands by itself, by gaps or by blanks ("H e r e").</summary>
    private static bool IsLetterSpaced(List<PdfLetter> row)
    {
        var shown = row.Where(letter => letter.Text.Trim().Length > 0).ToList();
        if (shown.Count < 8)
        {
            return false;
        }

        var apart = 0;
        for (var i = 1; i < shown.Count; i++)
        {
            apart += shown[i].Left - shown[i - 1].Right > WordGap * shown[i].Size ? 1 : 0;
        }

        // East Asian letters stand apart anyway, each in its square.
        return apart >= 0.7 * (shown.Count - 1) && shown.Count(letter => letter.Text[0] < '\u2E80') > 0.8 * shown.Count;
    }

    private static IEnumerable<List<PdfLetter>> Pieces(List<PdfLetter> row, bool spread, PdfDrawing? walls)
    {
        var usual = spread ? Gaps(row).Order().ElementAt(Gaps(row).Count / 2) : 0;
        var piece = new List<PdfLetter>();
        double end = 0;
        foreach (var letter in row)
        {
            if (letter.Text.Trim().Length == 0)
            {
                if (piece.Count > 0)
                {
                    piece.Add(letter);
                }

                continue;
            }

            var wide = piece.Count > 0 && letter.Left - end > Math.Max(WideGap * letter.Size, 4 * usual) && !(letter.Left - end < WideMark * letter.Size && IsMark(piece));
            if (wide || piece.Count > 0 && letter.Left - end > WordGap * letter.Size && walls?.Parts(end, letter.Left, letter.Baseline, letter.Size) == true)
            {
                yield return piece;
                piece = [];
            }

            end = piece.Count == 0 ? letter.Right : Math.Max(end, letter.Right);
            piece.Add(letter);
        }

        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    /// <summary>The line's words, each from its first letter to its last: letters that the text left out (a note's mark) belong to none.</summary>
    private static List<(string, double, double)> Placed(string text, List<PdfLetter> shown)
    {
        var words = new List<(string, double, double)>();
        var letter = 0;
        foreach (var word in text.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            var (left, right, at) = (double.NaN, double.NaN, 0);
            while (at < word.Length && letter < shown.Count)
            {
                if (string.CompareOrdinal(word, at, shown[letter].Text, 0, shown[letter].Text.Length) == 0 && shown[letter].Text.Length > 0)
                {
                    left = double.IsNaN(left) ? shown[letter].Left : left;
                    right = double.IsNaN(right) ? shown[letter].Right : Math.Max(right, shown[letter].Right);
                    at += shown[letter].Text.Length;
                }
                else if (BlockBuilder.Clean(shown[letter].Text).Length > 0 && !IsLeftOut(shown, letter, word, at))
                {
                    // Put together otherwise than it was drawn: the word is looked for from its next letter on.
                    at++;
                    continue;
                }

                letter++;
            }

            if (!double.IsNaN(left))
            {
                words.Add((word, left, right));
            }
        }

        return words;
    }

    /// <summary>The word goes on with a letter further on: this one is not in the text.</summary>
    private static bool IsLeftOut(List<PdfLetter> shown, int letter, string word, int at) =>
        shown.Skip(letter + 1).Take(3).Any(next => next.Text.Length > 0 && string.CompareOrdinal(word, at, next.Text, 0, next.Text.Length) == 0);

    private static string Words(List<PdfLetter> piece, bool spread)
    {
        var shown = piece.Where(letter => letter.Text.Trim().Length > 0).ToList();
        var gaps = Gaps(piece);
        var middle = spread && gaps.Count > 2 ? Parting(gaps) : WordGap * shown[0].Size;
        var text = new StringBuilder();
        double end = 0;
        var blank = false;
        var usual = shown.GroupBy(letter => Math.Round(letter.Size, 1)).OrderByDescending(group => group.Count()).First();
        var baseline = usual.Average(letter => letter.Baseline);
        foreach (var letter in piece)
        {
            if (letter.Size < 0.85 * usual.Key && letter.Baseline > baseline + 0.15 * usual.Key && IsNoteMark(letter.Text, text))
            {
                continue;
            }

            if (letter.Text.Trim().Length == 0)
            {
                blank |= !spread;
                continue;
            }

            if (text.Length > 0 && (blank || letter.Left - end > (spread ? middle : WordGap * letter.Size)))
            {
                text.Append(' ');
            }

            var raised = letter.Size < 0.85 * usual.Key && letter.Baseline > baseline + 0.15 * usual.Key && !blank && letter.Left - end < WordGap * usual.Key;
            blank = false;
            end = text.Length == 0 ? letter.Right : Math.Max(end, letter.Right);
            text.Append(raised ? Powers.Of(letter.Text, text) ?? letter.Text : letter.Text);
        }

        return BlockBuilder.Clean(text.ToString());
    }

    /// <summary>A raised figure or star after a word leads to a note; after a unit ("km") it is a power.</summary>
    private static bool IsNoteMark(string mark, StringBuilder before) => mark.Length == 1 && (char.IsDigit(mark[0]) || mark[0] is ',' or '*' or '†' or '‡')
        && before.Length > 0 && (before[^1] is '.' or ',' or '”' or ')' or '’' || before.Length > 2 && char.IsLetter(before[^1]) && char.IsLetter(before[^2]) && char.IsLetter(before[^3]));

    private static List<double> Gaps(List<PdfLetter> letters)
    {
        var shown = letters.Where(letter => letter.Text.Trim().Length > 0).ToList();
        return [.. Enumerable.Range(1, Math.Max(0, shown.Count - 1)).Select(i => shown[i].Left - shown[i - 1].Right)];
    }

    /// <summary>The gap between those within words and those between them: at the widest step of the gaps in order.</summary>
    private static double Parting(List<double> gaps)
    {
        var ordered = gaps.Order().ToList();
        var (best, at) = (0.0, ordered.Count - 1);
        for (var i = ordered.Count / 2; i < ordered.Count; i++)
        {
            if (ordered[i] - ordered[i - 1] > best)
            {
                (best, at) = (ordered[i] - ordered[i - 1], i);
            }
        }

        return (ordered[at] + ordered[at - 1]) / 2;
    }
}

using CcgBot.Articles;

namespace CcgBot.Documents.Pdf;

/// <summary>Finds a block's words among the lines that it was put together from.</summary>
internal static class PdfPlaces
{
    /// <summary>A column's name and the like may stand before a word in the text that is not drawn beside it.</summary>
    private const int Reach = 400;

    private const int MostPage = 1_000_000;

    /// <returns>Null where none of its words is found on a page.</returns>
    public static byte[]? Of(string text, IReadOnlyList<PdfLine> lines)
    {
        var places = new List<WordPlace>();
        var at = 0;
        // Turned lines stand in turned coordinates: the page is shown, and nothing is marked on it.
        foreach (var line in lines.Where(line => line.Turn == 0 && line.Page is { Width: > 0, Height: > 0, Number: > 0 and < MostPage }))
        {
            foreach (var (word, left, right) in line.Words)
            {
                if (Find(text, at, word) is not { } found)
                {
                    continue;
                }

                at = found.Start + found.Length;
                places.Add(new WordPlace(
                    found.Start,
                    found.Length,
                    line.Page.Number,
                    Units(left / line.Page.Width),
                    Units(1 - line.Top / line.Page.Height),
                    Units(right / line.Page.Width),
                    Units(1 - line.Bottom / line.Page.Height)));
            }
        }

        return WordPlaces.Pack(places);
    }

    private static int Units(double share) => (int)Math.Clamp(Math.Round(share * WordPlaces.PageUnits), 0, WordPlaces.PageUnits);

    /// <summary>Where a word goes on from a place in the text: there, or further on; the hyphen that cut it at a line's end is no longer in the text.</summary>
    private static (int Start, int Length)? Find(string text, int from, string word)
    {
        while (from < text.Length && char.IsWhiteSpace(text[from]))
        {
            from++;
        }

        var whole = word.TrimEnd('-', '\u2010', '\u00AD');
        if (whole.Length == 0)
        {
            whole = word;
        }

        var reach = Math.Min(Reach, text.Length - from);
        var start = reach <= 0 ? -1 : text.IndexOf(whole, from, Math.Min(text.Length - from, reach + whole.Length), StringComparison.Ordinal);
        return start < 0 ? null : (start, whole.Length);
    }
}

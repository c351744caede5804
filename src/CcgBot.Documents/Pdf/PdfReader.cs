using CcgBot.Articles;
using UglyToad.PdfPig;
using UglyToad.PdfPig.Content;
using UglyToad.PdfPig.Core;
using UglyToad.PdfPig.Exceptions;

namespace CcgBot.Documents.Pdf;

/// <summary>A PDF → paragraphs in reading order, each with its page; running heads, page numbers and lists of contents set apart.</summary>
internal static class PdfReader
{
    private const int MostPages = 5_000;
    private const int MostLettersOfPage = 100_000;

    /// <summary>Above this share of characters that no font maps to a letter the text is not what the page shows.</summary>
    private const double MostUnreadable = 0.15;

    public static ReadDocument Read(byte[] bytes, ReadingLimits limits)
    {
        using var document = Open(bytes);
        if (document.NumberOfPages > MostPages)
        {
            throw new UnreadableException($"more than {MostPages} pages; split it");
        }

        var pages = new List<PdfPage>();
        var failed = 0;
        for (var number = 1; number <= document.NumberOfPages; number++)
        {
            limits.Check();
            try
            {
                pages.Add(PageOf(document.GetPage(number), limits));
            }
            catch (Exception error) when (error is not (UnreadableException or OperationCanceledException or OutOfMemoryException))
            {
                // One page gone wrong is no reason to lose the others.
                failed++;
            }
        }

        var letters = pages.Sum(page => page.Letters);
        if (letters == 0)
        {
            throw new UnreadableException(failed > 0
                ? "damaged: no page can be read; open it in a PDF reader and print it to a new PDF"
                : "no text in it, only pictures of pages (a scan); run text recognition over it (OCR, as 'ocrmypdf' does) and ingest what comes out");
        }

        if (pages.Sum(page => page.Unreadable) > MostUnreadable * letters || Gibberish.Is(pages.SelectMany(page => page.Lines).Select(line => line.Text)))
        {
            throw new UnreadableException("its fonts don't say which letters they draw, so its text comes out as gibberish; run text recognition over it (OCR, as 'ocrmypdf --force-ocr' does) and ingest what comes out");
        }

        var builder = new BlockBuilder();
        var title = new PdfBlocks(builder, pages, document.Information?.Title).Add();
        return new ReadDocument("")
        {
            Blocks = builder.Blocks,
            Title = title,
            Notice = failed > 0 ? $"{failed} of its {document.NumberOfPages} pages can't be read" : null,
        };
    }

    private static PdfDocument Open(byte[] bytes)
    {
        try
        {
            return PdfDocument.Open(bytes, new ParsingOptions { UseLenientParsing = true, SkipMissingFonts = true });
        }
        catch (PdfDocumentEncryptedException)
        {
            throw new UnreadableException("locked by a password; open it with the password, save it without one, and ingest that");
        }
    }

    private static PdfPage PageOf(Page page, ReadingLimits limits)
    {
        if (page.Letters.Count > MostLettersOfPage)
        {
            throw new UnreadableException($"page {page.Number} has more than {MostLettersOfPage} letters; split it");
        }

        var letters = page.Letters;
        var texts = Texts(letters);
        var lines = new List<PdfLine>();
        var drawn = PdfDrawing.Of(page);
        // Turned text is read by itself, as if the page were turned; most often it stands at the margin or in a table's head.
        foreach (var turned in letters.Zip(texts).GroupBy(item => item.First.TextOrientation).OrderByDescending(group => group.Count()))
        {
            limits.Check();
            lines.AddRange(PdfLines.Of([.. turned.Select(item => PdfLetter.From(item.First, item.Second, turned.Key)).Where(letter => letter.Text.Length > 0)], turned.Key == TextOrientation.Horizontal ? 0 : 1 + (int)turned.Key, drawn)
                .Select(line => drawn.WithBullet(line) with { Page = (page.Number, page.Width, page.Height) }));
        }

        var readable = texts.SelectMany(text => text).Where(c => !char.IsWhiteSpace(c)).ToList();
        return new PdfPage(
            page.Number,
            page.Height,
            lines,
            drawn.Rules,
            readable.Count,
            readable.Count(c => c is '\uFFFD' or (>= '\uE000' and <= '\uF8FF') || char.IsControl(c)));
    }

    /// <summary>
    /// What each letter says. TeX's fonts have five ligatures, and now and then no map for the long ones: then ffl stands before e, i, o, u and y (baffle, affluent),
    /// and ffi before all others (office, affinity).
    /// </summary>
    private static List<string> Texts(IReadOnlyList<Letter> letters)
    {
        var texts = letters.Select(letter => letter.Value ?? "").ToList();
        for (var i = 0; i < texts.Count; i++)
        {
            if (texts[i] == "\0" && letters[i].FontName?.Contains("+CM", StringComparison.Ordinal) == true && i > 0 && texts[i - 1] is [.., var before] && char.IsLetter(before))
            {
                texts[i] = i + 1 < texts.Count && texts[i + 1] is ['e' or 'i' or 'o' or 'u' or 'y', ..] ? "ffl" : "ffi";
            }
        }

        return texts;
    }
}

/// <param name="Lines">Of all directions, each direction in its own turned coordinates.</param>
/// <param name="Letters">How many characters it has, white space left out.</param>
/// <param name="Unreadable">How many of them stand for no letter.</param>
internal sealed record PdfPage(int Number, double Height, IReadOnlyList<PdfLine> Lines, IReadOnlyList<PdfRule> Rules, int Letters, int Unreadable);

/// <summary>A letter in upright coordinates: x to the right, y up.</summary>
internal readonly record struct PdfLetter(string Text, double Left, double Right, double Baseline, double Size, bool Bold)
{
    /// <param name="value">What it says, whatever its font's map says.</param>
    public static PdfLetter From(Letter letter, string value, TextOrientation orientation)
    {
        var (start, end) = (letter.StartBaseLine, letter.EndBaseLine);
        var (left, right, baseline) = orientation switch
        {
            TextOrientation.Rotate180 => (-start.X, -end.X, -start.Y),
            TextOrientation.Rotate90 => (-start.Y, -end.Y, start.X),
            TextOrientation.Rotate270 => (start.Y, end.Y, -start.X),
            _ => (start.X, end.X, start.Y),
        };
        var text = Ligature(value);
        var font = letter.FontName ?? "";
        return new PdfLetter(
            text,
            Math.Min(left, right),
            Math.Max(left, right),
            baseline,
            letter.PointSize > 0 ? letter.PointSize : Math.Max(1, letter.BoundingBox.Height),
            font.Contains("Bold", StringComparison.OrdinalIgnoreCase) || font.Contains("Black", StringComparison.OrdinalIgnoreCase) || font.Contains("CMBX", StringComparison.OrdinalIgnoreCase));
    }

    private static string Ligature(string text) => text switch
    {
        "\uFB00" => "ff",
        "\uFB01" => "fi",
        "\uFB02" => "fl",
        "\uFB03" => "ffi",
        "\uFB04" => "ffl",
        "\uFB05" or "\uFB06" => "st",
        // Where TeX's fonts keep theirs, and what some programs make of it.
        "\u000B" or "\u21B5" => "ff",
        "\u000C" => "fi",
        "\u000D" => "fl",
        "\u000E" => "ffi",
        "\u000F" => "ffl",
        _ => text,
    };
}

using System.Globalization;
using CcgBot.Articles;

namespace CcgBot.Bot.Rendering;

/// <summary>Short forms for places that hold so many characters and no more.</summary>
public static class Words
{
    /// <summary>At most so many UTF-16 units, cut between words where there is one, ending in "…" when cut. Never half a character.</summary>
    public static string Shorten(string text, int length)
    {
        if (text.Length <= length)
        {
            return text;
        }

        var end = length - 1;
        var space = text.LastIndexOf(' ', end, end / 2);
        end = space > 0 ? space : end;
        if (char.IsHighSurrogate(text[end - 1]))
        {
            end--;
        }

        return text[..end].TrimEnd() + "…";
    }

    /// <summary>The title on one line; of an article without one, its id.</summary>
    public static string Title(Paragraph paragraph) =>
        string.IsNullOrWhiteSpace(paragraph.Title) ? paragraph.Id.ArticleId : paragraph.Title.ReplaceLineEndings(" ").Trim();

    /// <summary>
    /// "Title, paragraph 4, page 2 · Dosage": what is too long gives way, first the outer headings of the section, then the section, then the title, then the page.
    /// </summary>
    public static string Place(Paragraph paragraph, int length)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $", paragraph {paragraph.Id.Ordinal}");
        var room = length - number.Length;
        var title = Title(paragraph);
        var place = Places(paragraph).FirstOrDefault(place => Math.Min(title.Length, room / 2) + place.Length <= room) ?? "";
        return Shorten(title, room - place.Length) + number + place;
    }

    /// <summary>Where in its source a paragraph stands, the longest form first.</summary>
    private static IEnumerable<string> Places(Paragraph paragraph)
    {
        var inner = paragraph.Section?.LastIndexOf(" › ", StringComparison.Ordinal) is >= 0 and var at ? paragraph.Section[(at + 3)..] : paragraph.Section;
        return ((Paragraph[])[paragraph, paragraph with { Section = inner }, paragraph with { Section = null }])
            .Select(part => part.Place?.ReplaceLineEndings(" ")).OfType<string>().Select(place => $", {place}").Distinct();
    }

    /// <summary>"16 November 2012", or "undated".</summary>
    public static string Date(Paragraph paragraph) => paragraph.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "undated";
}

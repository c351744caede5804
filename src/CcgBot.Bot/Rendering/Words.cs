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

    /// <summary>"Title, paragraph 4": the title gives way when it is too long.</summary>
    public static string Place(Paragraph paragraph, int length)
    {
        var place = string.Create(CultureInfo.InvariantCulture, $", paragraph {paragraph.Id.Ordinal}");
        return Shorten(paragraph.Title.ReplaceLineEndings(" "), length - place.Length) + place;
    }

    /// <summary>"16 November 2012", or "undated".</summary>
    public static string Date(Paragraph paragraph) => paragraph.Published?.ToString("d MMMM yyyy", CultureInfo.InvariantCulture) ?? "undated";
}

using System.Globalization;
using CcgBot.Answering;
using CcgBot.Articles;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>A paragraph with its neighbours, in the place of the card whose button asked for it.</summary>
public static class ParagraphCard
{
    private const int LongestParagraph = 4000;
    private const int LongestNeighbour = 600;

    /// <param name="places">All that the card has buttons for; the one shown is among them.</param>
    public static JObject Of(ParagraphView view, IReadOnlyList<CitedPlace> places, RenderingOptions options)
    {
        var paragraph = view.Paragraph;
        var state = paragraph.Withdrawn ? " · withdrawn" : paragraph.Current ? "" : " · this text has changed since";
        List<object> body =
        [
            new { type = "TextBlock", text = Plain(Words.Title(paragraph)), weight = "Bolder", wrap = true },
            new
            {
                type = "TextBlock",
                text = string.Create(CultureInfo.InvariantCulture, $"Paragraph {paragraph.Id.Ordinal}{(paragraph.Place is { } place ? $" · {Plain(place)}" : "")} · {Words.Date(paragraph)}{state}"),
                isSubtle = true,
                size = "Small",
                spacing = "None",
                wrap = true,
            },
        ];
        if (view.Before is { } before)
        {
            body.Add(Neighbour(before));
        }

        body.Add(new { type = "Container", style = "emphasis", bleed = true, items = (object[])[new { type = "RichTextBlock", inlines = Inlines(view) }] });
        if (view.After is { } after)
        {
            body.Add(Neighbour(after));
        }

        List<object> actions = [.. places.Select((_, i) => CardActions.Show(places, i))];
        if (options.Link(ViewerAddress.Of(new Citation(1, paragraph, paragraph.Text, 0, paragraph.Text.Length))) is { } url)
        {
            actions.Add(new { type = "Action.OpenUrl", title = "Open the article", url });
        }

        body.Add(new { type = "ActionSet", actions });
        return AdaptiveCard.Of(body);
    }

    /// <summary>The paragraph with the cited words marked. Text runs read no Markdown, so it needs no escaping.</summary>
    private static List<object> Inlines(ParagraphView view)
    {
        var shown = Words.Shorten(view.Paragraph.Text, LongestParagraph);
        var (start, end) = (Math.Min(view.Start, shown.Length), Math.Min(view.End, shown.Length));
        List<object> inlines = [];
        Add(shown[..start], highlight: false);
        Add(shown[start..end], highlight: true);
        Add(shown[end..], highlight: false);
        return inlines;

        void Add(string text, bool highlight)
        {
            if (text.Length > 0)
            {
                inlines.Add(highlight ? new { type = "TextRun", text, highlight } : new { type = "TextRun", text });
            }
        }
    }

    private static object Neighbour(Block block) => new
    {
        type = "TextBlock",
        text = string.Create(CultureInfo.InvariantCulture, $"¶ {block.Ordinal} · {Plain(Words.Shorten(block.Text, LongestNeighbour))}"),
        isSubtle = true,
        size = "Small",
        wrap = true,
    };

    // A TextBlock reads a little Markdown: an article's text must show as itself.
    private static string Plain(string text) => AnswerMarkdown.Escape(text);
}

using System.Globalization;
using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>A paragraph with its neighbours, in the place of the card whose button asked for it.</summary>
public static class ParagraphCard
{
    private const int LongestParagraph = 4000;
    private const int LongestNeighbour = 600;

    /// <param name="paragraphs">All that the card has buttons for; the one shown is among them.</param>
    public static JsonElement Of(ParagraphView view, IReadOnlyList<ParagraphId> paragraphs, RenderingOptions options)
    {
        var paragraph = view.Paragraph;
        var state = paragraph.Withdrawn ? " · withdrawn" : paragraph.Current ? "" : " · this text has changed since";
        List<object> body =
        [
            new { type = "TextBlock", text = Plain(paragraph.Title), weight = "Bolder", wrap = true },
            new
            {
                type = "TextBlock",
                text = string.Create(CultureInfo.InvariantCulture, $"Paragraph {paragraph.Id.Ordinal} · {Words.Date(paragraph)}{state}"),
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

        body.Add(new { type = "Container", style = "emphasis", bleed = true, items = (object[])[new { type = "TextBlock", text = Plain(Words.Shorten(paragraph.Text, LongestParagraph)), wrap = true }] });
        if (view.After is { } after)
        {
            body.Add(Neighbour(after));
        }

        List<object> actions = [.. paragraphs.Select((_, i) => CardActions.Show(paragraphs, i))];
        if (options.Link(ViewerAddress.Of(new Citation(1, paragraph, paragraph.Text, 0, paragraph.Text.Length))) is { } url)
        {
            actions.Add(new { type = "Action.OpenUrl", title = "Open the article", url });
        }

        body.Add(new { type = "ActionSet", actions });
        return AdaptiveCard.Of(body);
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

using System.Text.Json;
using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Bot.Activities;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>The card under an answer: a button for each cited paragraph, and the next questions.</summary>
public static class SourcesCard
{
    /// <summary>Paragraphs that get a button: the rest is a click on their mark away.</summary>
    public const int MostParagraphs = 3;

    public static JsonElement Of(IReadOnlyList<Citation> citations, IReadOnlyList<string> suggestions)
    {
        ParagraphId[] paragraphs = [.. citations.Take(MostParagraphs).Select(citation => citation.Paragraph.Id)];
        List<object> body = [new { type = "ActionSet", actions = paragraphs.Select((_, i) => CardActions.Show(paragraphs, i)) }];
        if (suggestions.Count > 0)
        {
            body.Add(new { type = "TextBlock", text = "You could also ask", isSubtle = true, size = "Small", wrap = true });
            body.Add(new { type = "ActionSet", actions = suggestions.Take(TeamsLimits.SuggestedActions).Select(CardActions.Ask) });
        }

        return AdaptiveCard.Of(body);
    }
}

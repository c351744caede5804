using System.Text.Json;
using CcgBot.Articles;
using CcgBot.Bot.Activities;
using CcgBot.Bot.Rendering.Teams;

namespace CcgBot.Bot.Turns;

/// <summary>A click on "Show paragraph", as our card's data says it.</summary>
/// <param name="Paragraphs">All that the card has buttons for.</param>
/// <param name="Shown">The one asked for.</param>
public sealed record ShowParagraphAction(IReadOnlyList<ParagraphId> Paragraphs, ParagraphId Shown)
{
    /// <summary>Null when the data is no such action: it comes from a client, so nothing of it is taken on trust.</summary>
    public static ShowParagraphAction? Read(JsonElement? data)
    {
        if (data.Property("verb").Text() != CardActions.ShowParagraph
            || data.Property("paragraphs") is not { ValueKind: JsonValueKind.Array } list
            || list.GetArrayLength() is < 1 or > SourcesCard.MostParagraphs
            || data.Property("shown") is not { ValueKind: JsonValueKind.Number } number
            || !number.TryGetInt32(out var shown))
        {
            return null;
        }

        var paragraphs = new List<ParagraphId>();
        foreach (var item in list.EnumerateArray())
        {
            if (!ParagraphId.TryParse(((JsonElement?)item).Text(), out var id))
            {
                return null;
            }

            paragraphs.Add(id);
        }

        return shown >= 0 && shown < paragraphs.Count ? new ShowParagraphAction(paragraphs, paragraphs[shown]) : null;
    }
}

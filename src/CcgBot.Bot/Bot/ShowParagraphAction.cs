using CcgBot.Articles;
using CcgBot.Bot.Rendering.Teams;
using Newtonsoft.Json.Linq;

namespace CcgBot.Bot;

/// <summary>A click on "Show paragraph", as our card's data says it.</summary>
/// <param name="Places">All that the card has buttons for.</param>
/// <param name="Shown">The one asked for.</param>
public sealed record ShowParagraphAction(IReadOnlyList<CitedPlace> Places, CitedPlace Shown)
{
    /// <summary>Null when the data is no such action: it comes from a client, so nothing of it is taken on trust.</summary>
    public static ShowParagraphAction? Read(object? data)
    {
        if (data.Field("verb").Text() != CardActions.ShowParagraph
            || data.Field("paragraphs") is not JArray { Count: >= 1 and <= CardActions.MostParagraphs } list
            || Number(data.Field("shown")) is not { } shown)
        {
            return null;
        }

        var places = new List<CitedPlace>();
        foreach (var (i, item) in list.Index())
        {
            if (!ParagraphId.TryParse(item.Text(), out var id))
            {
                return null;
            }

            // "words" came with later cards: start and end of the words cited in each paragraph.
            var words = data.Field("words") is JArray spans && i < spans.Count ? spans[i] as JArray : null;
            places.Add(words is { Count: 2 } && Number(words[0]) is { } start && Number(words[1]) is { } end && start >= 0
                ? new CitedPlace(id, start, end)
                : new CitedPlace(id));
        }

        return shown >= 0 && shown < places.Count ? new ShowParagraphAction(places, places[shown]) : null;
    }

    private static int? Number(JToken? value) => value is JValue { Value: long number and >= int.MinValue and <= int.MaxValue } ? (int)number : null;
}

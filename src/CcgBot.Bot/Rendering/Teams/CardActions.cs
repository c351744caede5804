namespace CcgBot.Bot.Rendering.Teams;

/// <summary>The buttons of our Adaptive Cards.</summary>
public static class CardActions
{
    /// <summary>The verb of the "Show paragraph" button.</summary>
    public const string ShowParagraph = "showParagraph";

    /// <summary>
    /// Shows one of a card's paragraphs in the card's place. All of them go along, so that the card that comes back has the same buttons
    /// and can be clicked again.
    /// </summary>
    /// <param name="shown">Which of them, from 0.</param>
    public static object Show(IReadOnlyList<CitedPlace> places, int shown) => new
    {
        type = "Action.Execute",
        title = places.Count == 1 ? "Show paragraph" : $"Show paragraph [{shown + 1}]",
        verb = ShowParagraph,
        data = new
        {
            verb = ShowParagraph,
            paragraphs = places.Select(place => place.Paragraph.ToString()),
            words = places.Select(place => (int[])[place.Start, place.End]),
            shown,
        },
        fallback = "Action.Submit",
    };

    /// <summary>Paragraphs that get a button: the rest is a click on their mark away.</summary>
    public const int MostParagraphs = 3;

    /// <summary>The verb of a button that asks a question: cards of earlier versions, which stand in chats, have them.</summary>
    public const string AskQuestion = "ask";
}

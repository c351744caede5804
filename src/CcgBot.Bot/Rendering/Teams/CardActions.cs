using CcgBot.Answering;
using CcgBot.Articles;

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
    public static object Show(IReadOnlyList<ParagraphId> paragraphs, int shown) => new
    {
        type = "Action.Execute",
        title = paragraphs.Count == 1 ? "Show paragraph" : $"Show paragraph [{shown + 1}]",
        verb = ShowParagraph,
        data = new { verb = ShowParagraph, paragraphs = paragraphs.Select(id => id.ToString()), shown },
        fallback = "Action.Submit",
    };

    /// <summary>The verb of a button that asks a question.</summary>
    public const string AskQuestion = "ask";

    /// <summary>
    /// Asks a question. Plain data rather than Teams' imBack: that would show the question as typed, but other clients (Agents
    /// Playground) send nothing at all for it. The answer names the question instead.
    /// </summary>
    public static object Ask(string question) => new
    {
        type = "Action.Submit",
        title = question,
        data = new { verb = AskQuestion, question },
    };
}

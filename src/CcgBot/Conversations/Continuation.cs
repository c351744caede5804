using CcgBot.Answering;
using CcgBot.Articles;

namespace CcgBot.Conversations;

/// <summary>Reads "more" as the last question asked again, from paragraphs not yet shown.</summary>
public static class Continuation
{
    /// <returns>
    /// The question to answer, its history without words to the bot itself; the question as it is when it is no "more" or nothing was asked before.
    /// </returns>
    public static Question Resolve(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.History.Count == 0)
        {
            return question;
        }

        var history = question.History.Where(turn => turn.Role != Role.User || ConversationCommands.Of(turn.Content) == ConversationCommand.None).ToList();
        var asked = history.FindLastIndex(turn => turn.Role == Role.User);
        if (asked < 0 || ConversationCommands.Of(question.Text) != ConversationCommand.More)
        {
            return question with { History = history };
        }

        return question with
        {
            Text = history[asked].Content,
            History = history[..asked],
            Excluded = history.Skip(asked).SelectMany(turn => turn.CitedParagraphs ?? []).Select(Shown).OfType<string>().Concat(question.Excluded).ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether "more" has something to go on from.</summary>
    public static bool CanContinue(IReadOnlyList<Turn> history) =>
        history.Any(turn => turn.Role == Role.User && ConversationCommands.Of(turn.Content) == ConversationCommand.None);

    private static string? Shown(string cited) =>
        ParagraphId.TryParse(cited, out var id) ? string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id.ArticleId}#p{id.Ordinal}") : null;
}

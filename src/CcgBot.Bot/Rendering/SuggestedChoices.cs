using CcgBot.Answering;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.Rendering;

/// <summary>Buttons under a message, each of which says something for the person.</summary>
internal static class SuggestedChoices
{
    /// <summary>The readings of a clarification, or the questions that follow on an answer.</summary>
    public static SuggestedActions? Of(Answer answer, int most) => answer is Answer.Clarification clarification
        ? Of(clarification.Options.Select(option => (option.Label, option.Question)), most)
        : Of(answer.Suggestions, most);

    public static SuggestedActions? Of(IEnumerable<string> questions, int most) => Of(questions.Select(question => (question, question)), most);

    private static SuggestedActions? Of(IEnumerable<(string Title, string Value)> choices, int most)
    {
        var actions = choices.Take(most).Select(choice => new CardAction { Type = ActionTypes.ImBack, Title = choice.Title, Value = choice.Value }).ToList();
        return actions.Count == 0 ? null : new SuggestedActions { To = [], Actions = actions };
    }
}

using CcgBot.Privacy;

namespace CcgBot.Answering;

/// <summary>Masks a question at the door: nothing behind it sees, stores or sends what points to a person.</summary>
public static class QuestionMask
{
    public static (Question Masked, IReadOnlyCollection<PersonalDataKind> Found) Apply(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var found = new HashSet<PersonalDataKind>();
        string Mask(string text)
        {
            var masked = PersonalData.Mask(text);
            found.UnionWith(masked.Found);
            return masked.Text;
        }

        var masked = question with
        {
            Text = Mask(question.Text),
            Scenario = question.Scenario is null ? null : Mask(question.Scenario),
            // Only what people typed: the answers are the articles' words.
            History = [.. question.History.Select(turn => turn.Role == Role.User ? turn with { Content = Mask(turn.Content) } : turn)],
        };
        return (found.Count == 0 ? question : masked, found);
    }
}

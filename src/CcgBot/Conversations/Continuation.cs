using CcgBot.Answering;
using CcgBot.Articles;
using CcgBot.Questions;

namespace CcgBot.Conversations;

/// <summary>Reads what was said before: "more" as the last question asked again from paragraphs not yet shown, and a follow-up with the question that it
/// follows.</summary>
public static class Continuation
{
    /// <returns>
    /// The question to answer, its history without words to the bot itself and small talk; the question as it is when it is no "more" or nothing was asked
    /// before.
    /// </returns>
    public static Question Resolve(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.History.Count == 0)
        {
            return question;
        }

        var history = Asked(question.History);
        var asked = history.FindLastIndex(turn => turn.Role == Role.User);
        if (asked < 0 || ConversationCommands.Of(question.Text) != ConversationCommand.More)
        {
            return question with { History = history };
        }

        return question with
        {
            Text = history[asked].Content,
            History = history[..asked],
            Excluded = history.Skip(asked).SelectMany(turn => turn.CitedParagraphs ?? []).Select(Shown).OfType<string>().Concat(question.Excluded)
                .ToHashSet(StringComparer.Ordinal),
        };
    }

    /// <summary>Whether "more" has something to go on from.</summary>
    public static bool CanContinue(IReadOnlyList<Turn> history) => Asked(history).Exists(turn => turn.Role == Role.User);

    /// <summary>The last question that was asked of the articles, with what came before it, and the answers that followed.</summary>
    public static (Question Asked, IReadOnlyList<Turn> Answers) LastAsked(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var history = Asked(question.History);
        var asked = history.FindLastIndex(turn => turn.Role == Role.User);
        return asked < 0
            ? (question with { History = [] }, [])
            : (question with { Text = history[asked].Content, History = history[..asked] }, [.. history.Skip(asked
                + 1).Where(turn => turn.Role == Role.Assistant)]);
    }

    /// <summary>
    /// A follow-up that only adds for whom, when or where, as a question of its own: "And on Sundays?" after "When is the clinic open?" is "When is the
    /// clinic open
    /// on Sundays?". Any other keeps its history to lean on.
    /// </summary>
    public static Question Joined(Question question)
    {
        ArgumentNullException.ThrowIfNull(question);
        string? before = null;
        foreach (var turn in question.History.Where(turn => turn.Role == Role.User))
        {
            before = before is not null && FollowUp.IsAdjunct(turn.Content) ? FollowUp.Joined(before, FollowUp.Core(turn.Content)) : turn.Content;
        }

        return before is not null && FollowUp.IsAdjunct(question.Text)
            ? question with { Text = FollowUp.Joined(before, FollowUp.Core(question.Text)), History = [] } : question;
    }

    /// <summary>How a paragraph is named among what must not answer.</summary>
    internal static string Place(ParagraphId id) => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{id.ArticleId}#p{id.Ordinal}");

    /// <summary>Whether the bot's last words are a question, which "yes" or "no" answers.</summary>
    internal static bool IsOpen(IReadOnlyList<Turn> history) =>
        history is [.., { Role: Role.Assistant } last] && last.Content.Split('\n').Any(line => line.TrimEnd(' ', '*', '_', '\r').EndsWith('?'));

    /// <summary>Without words to the bot itself, small talk with the reply to it, and all that was said before "start over".</summary>
    private static List<Turn> Asked(IReadOnlyList<Turn> history)
    {
        var asked = new List<Turn>();
        var isReply = false;
        for (var i = 0; i < history.Count; i++)
        {
            var turn = history[i];
            if (turn.Role == Role.Assistant)
            {
                if (!isReply)
                {
                    asked.Add(turn);
                }

                isReply = false;
                continue;
            }

            var command = ConversationCommands.Of(turn.Content);
            if (command == ConversationCommand.StartOver)
            {
                asked.Clear();
            }

            isReply = command is ConversationCommand.StartOver or ConversationCommand.Help || command == ConversationCommand.None
                && IsSmallTalk(turn.Content, history.Take(i).ToList());
            if (!isReply && command == ConversationCommand.None)
            {
                asked.Add(turn);
            }
        }

        return asked;
    }

    private static bool IsSmallTalk(string text, List<Turn> before) =>
        SmallTalkReader.Read(text) is { IsWhole: true } talk && (!Answers(talk) || !IsOpen(before));

    /// <summary>True for "yes", "no" and "ok": after a question of the bot's they are its answer.</summary>
    internal static bool Answers(SmallTalk talk) => talk.Kinds[0] is SmallTalkKind.Yes or SmallTalkKind.No or SmallTalkKind.Acknowledgement;

    private static string? Shown(string cited) => ParagraphId.TryParse(cited, out var id) ? Place(id) : null;
}

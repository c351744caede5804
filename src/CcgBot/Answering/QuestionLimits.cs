using System.Globalization;
using System.Text;

namespace CcgBot.Answering;

/// <summary>
/// How much of a question is read at all. Callers that can be told are told (<see cref="Problem"/>); the answerer itself cuts what is longer
/// (<see cref="Bounded"/>), before anything looks at it, so that neither time nor what is kept grows with what was sent.
/// </summary>
public static class QuestionLimits
{
    /// <summary>A request with its history, in bytes of JSON.</summary>
    public const int MaxBytes = 512 * 1024;

    /// <summary>Entries of a history.</summary>
    public const int MostTurns = 100;

    /// <summary>One entry of a history, in UTF-16 units.</summary>
    public const int MostTurnCharacters = 16_000;

    /// <summary>A history whole, in bytes of UTF-8.</summary>
    public const int MaxHistoryBytes = 256 * 1024;

    /// <summary>Of one entry so much is used: an answer of ours has far less.</summary>
    private const int UsedTurnCharacters = 4_000;

    /// <summary>Of a history so much is used, the newest of it.</summary>
    private const int UsedHistoryCharacters = 64_000;

    /// <summary>Why a request is refused, in one line that names the limit; null when it is within all of them.</summary>
    /// <param name="longest">Of the question and of the scenario, in UTF-16 units.</param>
    public static string? Problem(AskRequest asked, int longest)
    {
        ArgumentNullException.ThrowIfNull(asked);
        var history = asked.History ?? [];
        return TooLong("question", asked.Question, longest)
            ?? TooLong("scenario", asked.Scenario, longest)
            ?? (history.Count > MostTurns ? Line($"The history has {history.Count} entries; at most {MostTurns} are read.") : null)
            ?? history.Select((turn, i) => TooLong(Line($"history entry {i + 1}"), turn?.Content ?? turn?.Text, MostTurnCharacters)).FirstOrDefault(problem => problem is not null)
            ?? (history.Sum(turn => Encoding.UTF8.GetByteCount(turn?.Content ?? turn?.Text ?? "")) is var bytes and > MaxHistoryBytes
                ? Line($"The history has {bytes} bytes; at most {MaxHistoryBytes} are read.")
                : null);
    }

    /// <summary>The question with no more of it than is used: its beginning, and the end of its history.</summary>
    /// <param name="longest">Of the question and of the scenario, in UTF-16 units.</param>
    public static Question Bounded(Question question, int longest)
    {
        ArgumentNullException.ThrowIfNull(question);
        return question with
        {
            Text = Cut(question.Text, longest),
            Scenario = question.Scenario is { } scenario ? Cut(scenario, longest) : null,
            History = Bounded(question.History),
        };
    }

    private static IReadOnlyList<Turn> Bounded(IReadOnlyList<Turn> history)
    {
        if (history.Count <= MostTurns && history.All(turn => turn.Content.Length <= UsedTurnCharacters) && history.Sum(turn => turn.Content.Length) <= UsedHistoryCharacters)
        {
            return history;
        }

        var (used, characters) = (new List<Turn>(), 0);
        foreach (var turn in history.Reverse().Take(MostTurns))
        {
            var content = Cut(turn.Content, UsedTurnCharacters);
            characters += content.Length;
            if (characters > UsedHistoryCharacters)
            {
                break;
            }

            used.Add(turn with { Content = content });
        }

        used.Reverse();
        return used;
    }

    /// <summary>Never between the halves of a surrogate pair.</summary>
    private static string Cut(string text, int longest) =>
        text.Length <= longest ? text : text[..(char.IsHighSurrogate(text[longest - 1]) ? longest - 1 : longest)];

    private static string? TooLong(string what, string? text, int longest) =>
        text?.Length > longest ? Line($"The {what} has {text.Length} characters; at most {longest} are read.") : null;

    private static string Line(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}

using System.Text.RegularExpressions;
using CcgBot.Answering;
using Microsoft.Bot.Schema;

namespace CcgBot.Bot.Rendering.Teams;

/// <summary>Answers as Teams shows them: bare <c>[n]</c> in the text, one root Message entity with AI label and citations, feedback buttons.</summary>
public sealed partial class TeamsRenderer(RenderingOptions options) : IAnswerRenderer
{
    /// <summary>Asks for the cited paragraph, as a person would type it.</summary>
    private const string ShowIt = "Show the paragraph";

    public Activity Render(Answer answer)
    {
        if (answer is Answer.Reply)
        {
            return Say(AnswerMarkdown.Of(answer), answer.Suggestions);
        }

        for (var most = TeamsLimits.Citations; ; most /= 2)
        {
            var cited = WithNext(answer, Loose(CitedAnswer.Of(answer, most)));
            var activity = Message(answer, cited);
            if (Fits(activity))
            {
                return activity;
            }

            if (most == 0)
            {
                return Shortened(answer, cited);
            }
        }
    }

    public Activity Greet(Greeting greeting) => Say(
        $"Hello, I'm {AnswerMarkdown.Escape(greeting.BotName)}. I answer questions only from {Count(greeting.Articles)}, and every sentence names the "
        + $"paragraph it comes from. When the articles don't answer, I say so. {Greeting.NoPatientData}",
        greeting.Starters);

    public Activity Say(string markdown, IReadOnlyList<string> suggestions) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = "markdown",
        Text = markdown,
        InputHint = "acceptingInput",
        SuggestedActions = SuggestedChoices.Of(suggestions, TeamsLimits.SuggestedActions),
    };

    public Activity ShowParagraph(ParagraphView view, IReadOnlyList<CitedPlace> places) => new()
    {
        Type = ActivityTypes.Message,
        InputHint = "acceptingInput",
        Summary = Words.Place(view.Paragraph, TeamsLimits.CitationName),
        Attachments = [AdaptiveCard.Attach(ParagraphCard.Of(view, places, options))],
    };

    /// <summary>One message and no card: Teams shows a card as a message of its own, with a second pair of thumbs.</summary>
    private Activity Message(Answer answer, CitedAnswer cited) => new()
    {
        Type = ActivityTypes.Message,
        TextFormat = "markdown",
        Text = cited.Text,
        InputHint = "acceptingInput",
        Entities = [MessageEntity.Of(cited.Citations, answer.Composer, options)],
        ChannelData = ActivityJson.Object(new { feedbackLoop = new { type = "default" } }),
        SuggestedActions = cited.Citations.Count > 0 ? null : SuggestedChoices.Of(answer, TeamsLimits.SuggestedActions),
    };

    /// <summary>
    /// What can be asked next, in the text itself: clients show a cited text beside suggested actions without its formatting and its citations
    /// (Agents Playground).
    /// </summary>
    private static CitedAnswer WithNext(Answer answer, CitedAnswer cited)
    {
        // What an answer cited is remembered with it, what came nearest to one in its evidence record alone.
        var canShow = cited.Citations.Count > 0 && (answer is Answer.Grounded || answer.EvidenceId.Length > 0);
        IEnumerable<string> next = canShow ? [.. answer.Suggestions.Take(TeamsLimits.SuggestedActions), ShowIt] : [];
        return canShow ? cited with { Text = $"{cited.Text}\n\nAsk next: {string.Join(" · ", next.Select(each => $"“{AnswerMarkdown.Escape(each)}”"))}" } : cited;
    }

    /// <summary>
    /// The text as Teams reads it best. A list has empty lines between its items: clients that look for citations paragraph by paragraph find
    /// them in its items too. A hair space stands between an address and a closing quotation mark, which else becomes part of the link.
    /// </summary>
    private static CitedAnswer Loose(CitedAnswer cited) => cited with
    {
        Text = QuotedAddress().Replace(
            cited.Text.Replace("\n- ", "\n\n- ", StringComparison.Ordinal).Replace("\n\n\n", "\n\n", StringComparison.Ordinal), "$1\u200A$2"),
    };

    [GeneratedRegex("""((?:https?://|www\.|[\p{L}\p{N}._+-]+@)[^\s<>"“”‘’«»‹›]+)(["“”‘’«»‹›])""", RegexOptions.NonBacktracking | RegexOptions.IgnoreCase)]
    private static partial Regex QuotedAddress();

    private Activity Shortened(Answer answer, CitedAnswer cited)
    {
        const string rest = "\n\n_The answer is too long for Teams and is cut here._";
        var activity = Message(answer, cited with { Text = rest });
        var room = TeamsLimits.MessageBytes - Size(activity);

        for (var length = Math.Min(cited.Text.Length, room / sizeof(char)); ; length -= length / 8)
        {
            // What needs escaping in JSON takes more than the one character it is.
            activity.Text = Words.Shorten(cited.Text, length) + rest;
            if (Fits(activity))
            {
                return activity;
            }
        }
    }

    private static bool Fits(Activity activity) => Size(activity) <= TeamsLimits.MessageBytes;

    private static int Size(Activity activity) => ActivityJson.Write(activity).Length * sizeof(char);

    private static string Count(long articles) => articles switch
    {
        0 => "the indexed articles (there are none yet)",
        1 => "one indexed article",
        _ => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{articles:N0} indexed articles"),
    };
}
